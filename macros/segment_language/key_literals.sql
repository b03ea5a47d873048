{#- Values of a seed as SQL expressions of the form they are compared in. -#}
{% macro key_literals(values) %}
    {% set keys = [] %}
    {% for value in values %}
        {% do keys.append(customer_segments.key_literal(value) | trim) %}
    {% endfor %}
    {% do return(keys) %}
{% endmacro %}
