{#- The SQL of a condition tree: `{'all': [...]}`, `{'any': [...]}`, `{'none': [...]}` or one condition. Always true or false. -#}
{% macro predicate(node) -%}
    {%- set connective = ['all', 'any', 'none'] | select('in', node) | first -%}
    {%- if connective -%}
        {%- set parts = [] -%}
        {%- for child in node[connective] -%}
            {%- do parts.append(customer_segments.predicate(child) | trim) -%}
        {%- endfor -%}
        {%- if connective == 'none' %}not {% endif -%}
        ({{ parts | join('\nand ' if connective == 'all' else '\nor ') }})
    {%- else -%}
        {{ customer_segments.condition(node) }}
    {%- endif -%}
{%- endmacro %}
