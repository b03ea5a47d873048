{{ config(materialized='view', tags=['deployed_once']) }}
-- What the whole shop sold, to compare segments with.
with

{% for column in ('country', 'store', 'channel') %}
{{ column }}_names as (
    {{ customer_segments.spellings_sold(column) }}
),

{% endfor %}
totals as (
    select * from {{ ref('place_totals') }}
)

select
    totals.month,
    {% for column in ('country', 'store', 'channel') -%}
    coalesce({{ column }}_names.name, '') as {{ column }},
    {% endfor -%}
    totals.customers,
    totals.orders,
    totals.revenue,
    totals.net_revenue
from totals
{% for column in ('country', 'store', 'channel') %}
left join {{ column }}_names on totals.{{ column }}_key = {{ column }}_names.name_key
{% endfor %}
