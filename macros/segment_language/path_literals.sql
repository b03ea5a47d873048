{#- Values of a seed as SQL expressions of the form category paths are compared in. -#}
{% macro path_literals(values) %}
    {% set keys = [] %}
    {% for value in values if '>' in value %}
        {% do keys.append(customer_segments.path_key(customer_segments.sql_text(value)) | trim) %}
    {% endfor %}
    {% do return(keys) %}
{% endmacro %}
