{#- Conditions on texts. The column holds comparison keys (text_key), except for `matches`, which reads the text as given. -#}
{% macro text_condition(node, operator) -%}
    {%- if operator == 'is_set' -%}
        {{ node.column }} is not null
    {%- elif operator == 'matches' -%}
        {{ customer_segments.matches_pattern(node.column, customer_segments.sql_text(node['values'][0])) }}
    {%- elif operator in ('equals', 'in') -%}
        {{ node.column }} in ({{ customer_segments.key_literals(node['values']) | join(', ') }})
    {%- else -%}
        {%- set tests = [] -%}
        {%- for key in customer_segments.key_literals(node['values']) -%}
            {%- do tests.append({
                'contains': 'position(' ~ key ~ ' in ' ~ node.column ~ ') > 0',
                'starts_with': 'left(' ~ node.column ~ ', length(' ~ key ~ ')) = ' ~ key,
                'ends_with': 'right(' ~ node.column ~ ', length(' ~ key ~ ')) = ' ~ key,
            }[operator]) -%}
        {%- endfor -%}
        ({{ tests | join(' or ') }})
    {%- endif -%}
{%- endmacro %}
