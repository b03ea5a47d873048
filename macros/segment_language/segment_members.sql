{#- The members of all segments, each with the hash of the definition it stands under. -#}
{% macro segment_members(segments) %}
with

members as (
    {% for code in segments %}
    select customer_id, '{{ code }}' as segment_code from {{ ref('segment_' ~ code) }}
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
{% endmacro %}
