{#- The members of all segments, each with the hash of the definition it stands under: of the customers who are compared with the history.
    Where those are few, each segment is asked for the ones who were measured in this refresh: their rows lie together, so no other is read. -#}
{% macro segment_members(segments) %}
{% set compared = ref('remeasured_customers') %}
{% set is_narrow = customer_segments.only_remeasured_moved() %}
with

members as (
    {% for code in segments %}
    select customer_id, '{{ code }}' as segment_code from {{ ref('segment_' ~ code) }}
    {% if is_narrow %}where measured_at is null or measured_at = {{ customer_segments.as_of_timestamp() }}{% endif %}

    {% if not loop.last %}union all{% endif %}
    {% else %}
    select cast(null as {{ dbt.type_string() }}) as customer_id, cast(null as {{ dbt.type_string() }}) as segment_code
    where false
    {% endfor %}
)

select
    members.customer_id,
    members.segment_code,
    definitions.definition_hash
from members
inner join {{ ref('segment_definitions') }} as definitions on members.segment_code = definitions.segment_code
{% if is_narrow %}where members.customer_id in (select customer_id from {{ compared }}){% endif %}

{% endmacro %}
