{#- One boolean column per segment that BI reads. -#}
{% macro segment_axes(segments) %}
with

customers as (
    select customer_id from {{ ref('customer_aggregates') }}
),

memberships as (
    select customer_id, segment_code from {{ ref('segment_memberships') }}
)

select
    customers.customer_id
    {%- for code in segments %},
    coalesce(bool_or(memberships.segment_code = '{{ code }}'), false) as in_{{ code }}
    {%- endfor %}
from customers
left join memberships on customers.customer_id = memberships.customer_id
group by customers.customer_id
{% endmacro %}
