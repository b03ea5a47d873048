{#- Conditions on lists. What was bought is measured as one boolean column per value; other lists hold comparison keys. -#}
{% macro list_condition(node, operator) -%}
    {%- set tests = [] -%}
    {%- if operator == 'is_set' -%}
        {%- do tests.append(
            node.column if node.field in ('categories_bought', 'products_bought', 'brands_bought')
            else customer_segments.list_length(node.column) ~ ' > 0'
        ) -%}
    {%- elif 'columns' in node -%}
        {%- for column in node['columns'] -%}{%- do tests.append('coalesce(' ~ column ~ ', false)') -%}{%- endfor -%}
    {%- else -%}
        {%- for key in customer_segments.key_literals(node['values']) -%}
            {%- do tests.append(customer_segments.list_has_any(node.column, [key]) | trim) -%}
        {%- endfor -%}
    {%- endif -%}
    ({{ tests | join(' and ' if operator == 'all_of' else ' or ') }})
{%- endmacro %}
