{#- Conditions on the shop's own fields. Their type is data: the condition is tried under every type its operator and values fit,
    and only the column of the field's real type has a value. -#}
{% macro custom_condition(node, operator) -%}
    {%- set tests = [] -%}
    {%- for type in node.types -%}
        {%- set form = 'key' if type == 'text' and operator not in ('matches', 'is_set') else type -%}
        {%- set typed = dict(node, column=node.column ~ '_' ~ form, type=type) -%}
        {%- do tests.append('coalesce(' ~ customer_segments[type ~ '_condition'](typed, operator) | trim ~ ', false)') -%}
    {%- endfor -%}
    ({{ tests | join(' or ') }})
{%- endmacro %}
