{#- The query behind segment_measures. What has no scope comes from customer_aggregates; scoped measures come from one scan of the
    order lines and one of the orders. -#}
{% macro measures_query(measures) %}
{% set scoped = [] %}
{% for measure in measures if measure.scope or measure.form in ('member', 'any') %}{% do scoped.append(measure) %}{% endfor %}
{% set selectors = customer_segments.product_selectors(scoped) %}
with

aggregates as (
    select * from {{ ref('customer_aggregates') }}
)
{%- if scoped %},

{{ customer_segments.scoped_measures(scoped, selectors) }}
{%- endif %}

select
    aggregates.customer_id
    {%- for measure in measures %},
    {{ customer_segments.measure_column(measure, measure in scoped) | trim }} as {{ measure.column }}
    {%- endfor %}
from aggregates
{% if scoped %}left join scoped on aggregates.customer_id = scoped.customer_id{% endif %}
{% endmacro %}
