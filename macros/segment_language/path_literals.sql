{#- Values of a seed that may be category paths, as SQL expressions of the form paths are compared in. -#}
{% macro path_literals(values) %}
    {% set keys = [] %}
    {% for value in values if '>' in value %}
        {% do keys.append(customer_segments.key_literal(modules.re.sub('\\s*>\\s*', ' > ', value)) | trim) %}
    {% endfor %}
    {% do return(keys) %}
{% endmacro %}
