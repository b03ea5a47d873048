{#- One row per customer with every measure that any filter needs, so that a measure is computed once for all segments. -#}
{% macro segment_measures(measures) %}
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key='customer_id', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
{{ customer_segments.measures_query(measures, is_stored=true) }}
{% endmacro %}
