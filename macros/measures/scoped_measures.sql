{#- One row per customer with the measures that are narrowed by a scope, ask for something bought, or are fields of the shop's own.
    They change with the customer's own rows and windows alone, so an incremental refresh computes them for changed customers only. -#}
{% macro scoped_measures(measures) %}
{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail', pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- Not beside the other large table of customers: each takes all the memory there is, and together they spill to disk.
-- depends_on: {{ ref('unscored_aggregates') }}
{% set custom = measures | selectattr('form', 'equalto', 'custom') | list %}
{% set scoped = measures | rejectattr('form', 'equalto', 'custom') | list %}
with

customers as (
    select customer_id from {{ ref('valid_customers') }}
    {{ customer_segments.changed_only() }}
)
{%- if scoped %},

{{ customer_segments.scoped_values(scoped, is_incremental()) }}
{%- endif %}
{%- if custom %},

{{ customer_segments.custom_values(custom, is_incremental()) }}
{%- endif %}

select
    customers.customer_id
    {%- for measure in scoped %},
    {%- if measure.field == 'days_since_last_order' %}
    scoped.{{ measure.column }}
    {%- else %}
    {{ customer_segments.measure_column(measure, true) | trim }} as {{ measure.column }}
    {%- endif %}
    {%- endfor %}
    {%- for measure in custom %}
    {%- for form in customer_segments.custom_forms() %},
    custom_values.{{ measure.column }}_{{ form }}
    {%- endfor %}
    {%- endfor %}
from customers
{% if scoped %}left join scoped on customers.customer_id = scoped.customer_id{% endif %}

{% if custom %}left join custom_values on customers.customer_id = custom_values.customer_id{% endif %}
{% endmacro %}
