{#- Whether a condition tree has a condition on a field. -#}
{% macro reads_field(node, field) %}
    {% for connective in ('all', 'any', 'none') if connective in node %}
        {% for child in node[connective] if customer_segments.reads_field(child, field) %}
            {% do return(true) %}
        {% endfor %}
    {% endfor %}
    {% do return(node.get('field') == field) %}
{% endmacro %}
