{#- One boolean column per segment that BI reads. A customer's memberships are gathered as bits of whole numbers, 60 segments each: one pass over
    the memberships whatever the number of segments. -#}
{% macro segment_axes(segments) %}
{{ config(materialized='view', tags=['deployed_once']) }}
{% set bits = 60 %}
{% set words = (segments | length + bits - 1) // bits %}
with

customers as (
    select customer_id from {{ ref('unscored_aggregates') }}
),

axes as (
    {% for code in segments %}
    select '{{ code }}' as segment_code, {{ loop.index0 // bits }} as word, cast({{ 2 ** (loop.index0 % bits) }} as bigint) as bit
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select cast(null as {{ dbt.type_string() }}) as segment_code, 0 as word, cast(0 as bigint) as bit
    where false
    {% endfor %}
),

gathered as (
    select
        memberships.customer_id
        {%- for word in range(words) %},
        sum(case when axes.word = {{ word }} then axes.bit else 0 end) as word_{{ word }}
        {%- endfor %}
    from {{ ref('segment_memberships') }} as memberships
    inner join axes on memberships.segment_code = axes.segment_code
    group by memberships.customer_id
)

select
    customers.customer_id
    {%- for code in segments %},
    coalesce((cast(gathered.word_{{ loop.index0 // bits }} as bigint) & cast({{ 2 ** (loop.index0 % bits) }} as bigint)) != 0, false) as in_{{ code }}
    {%- endfor %}
from customers
left join gathered on customers.customer_id = gathered.customer_id
{% endmacro %}
