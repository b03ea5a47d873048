{#- The members of all segments, each with the hash of the definition it stands under. Where they go on from the last refresh only customers who
    were measured again are asked. -#}
{% macro segment_members(segments) %}
{% set asked = ref('remeasured_customers') %}
{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_members_asked_again() }}"
) }}
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
{% if customer_segments.members_go_on() %}where members.customer_id in (select customer_id from {{ asked }}){% endif %}

{% endmacro %}
