{#- Rows of customers of whom something may have moved since the last refresh, in their data or their segments: what they had (`is_before`) and
    what they have. Where data has not changed both are the same rows. None in a full refresh. -#}
{% macro moved_rows(model, before) %}
{% set as_of = customer_segments.as_of_timestamp() %}
{% set held, previous, changed, history = ref(model), ref(before), ref('changed_customers'), ref('segment_membership_history') %}
{% set is_full = not execute or should_full_refresh() %}
with

moved as (
    select
        customer_id,
        max(is_changed) as is_changed
    from (
        select
            customer_id,
            1 as is_changed
        from {{ changed }}

        union all

        select
            customer_id,
            0
        from {{ history }}
        where entered_at = {{ as_of }} or exited_at = {{ as_of }}
    ) as reasons
    {% if is_full %}where false{% endif %}

    group by customer_id
),

sides as (
    select
        customer_id,
        false as is_before
    from moved

    union all

    select
        customer_id,
        true
    from moved
    where is_changed = 0
)

select
    *,
    true as is_before
from {{ previous }}
{% if is_full %}where false{% endif %}

union all

select
    held.*,
    sides.is_before
from {{ held }} as held
inner join sides on held.customer_id = sides.customer_id
{% endmacro %}
