{#- Conditions on booleans. -#}
{% macro boolean_condition(node, operator) -%}
    {%- if operator == 'is_set' -%}
        {{ node.column }} is not null
    {%- else -%}
        {{ node.column }} = {{ 'true' if operator == 'is_true' else 'false' }}
    {%- endif -%}
{%- endmacro %}
