{#- A date of the segment language as a SQL literal, or none for an open end. -#}
{% macro date_end(text) %}
    {% if text is none %}{% do return(none) %}{% endif %}
    {% do return(customer_segments.date_literal(customer_segments.resolve_date(text))) %}
{% endmacro %}
