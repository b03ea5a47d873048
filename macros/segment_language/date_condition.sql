{#- Conditions on dates. Relative dates are resolved here, against `as_of`. -#}
{% macro date_condition(node, operator) -%}
    {%- set comparisons = {'on': '=', 'before': '<', 'after': '>', 'on_or_before': '<=', 'on_or_after': '>='} -%}
    {%- if operator == 'is_set' -%}
        {{ node.column }} is not null
    {%- elif operator == 'anniversary_between' -%}
        {{ customer_segments.anniversary_condition(node.column, node.get('low'), node.get('high')) }}
    {%- elif operator == 'between' -%}
        {{ customer_segments.range_condition(
            node.column, customer_segments.date_end(node.get('low')), customer_segments.date_end(node.get('high'))
        ) }}
    {%- else -%}
        {{ node.column }} {{ comparisons[operator] }} {{ customer_segments.date_end(node['values'][0]) }}
    {%- endif -%}
{%- endmacro %}
