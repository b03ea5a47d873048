{#- One condition as SQL. A positive operator on a missing value is false, and a negative one is the exact complement of its positive. -#}
{% macro condition(node) -%}
    {%- set positive = customer_segments.positive_operator(node.operator) -%}
    {%- if positive != node.operator %}not {% endif -%}
    coalesce({{ customer_segments[node.type ~ '_condition'](node, positive) | trim }}, false)
{%- endmacro %}
