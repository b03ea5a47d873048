{#- Rows of customers of whom something may have moved since the last refresh, in their data or their segments: what they had (`is_before`) and
    what they have. Where data has not changed both are the same rows. None in a full refresh. -#}
{% macro moved_rows(model, before) %}
{% set as_of = customer_segments.as_of_timestamp() %}
{% set held, previous, changed, history = ref(model), ref(before), ref('changed_customers'), ref('segment_membership_history') %}
{% set is_full = not execute or should_full_refresh() %}
with

changed as (
    select customer_id from {{ changed }}
    {% if is_full %}where false{% endif %}

),

entered_or_left as (
    select customer_id
    from {{ history }}
    where {{ 'false' if is_full else '(entered_at = ' ~ as_of ~ ' or exited_at = ' ~ as_of ~ ')' }}
)

select
    *,
    true as is_before
from {{ previous }}
{% if is_full %}where false{% endif %}

union all

select
    *,
    true
from {{ held }}
where
    customer_id in (select customer_id from entered_or_left)
    and customer_id not in (select customer_id from changed)

union all

select
    *,
    false
from {{ held }}
where
    customer_id in (select customer_id from entered_or_left)
    or customer_id in (select customer_id from changed)
{% endmacro %}
