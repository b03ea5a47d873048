{#- One row per customer with every measure that any filter needs, so that a measure is computed once for all segments. -#}
{% macro segment_measures(measures) %}
{{ customer_segments.measures_query(measures) }}
{% endmacro %}
