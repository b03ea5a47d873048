{#- Conditions on numbers. -#}
{% macro number_condition(node, operator) -%}
    {%- set comparisons = {'equals': '=', 'greater_than': '>', 'at_least': '>=', 'less_than': '<', 'at_most': '<='} -%}
    {%- if operator == 'is_set' -%}
        {{ node.column }} is not null
    {%- elif operator == 'in' -%}
        {{ node.column }} in ({{ node['values'] | join(', ') }})
    {%- elif operator == 'between' -%}
        {{ customer_segments.range_condition(node.column, node.get('low'), node.get('high')) }}
    {%- else -%}
        {{ node.column }} {{ comparisons[operator] }} {{ node['values'][0] }}
    {%- endif -%}
{%- endmacro %}
