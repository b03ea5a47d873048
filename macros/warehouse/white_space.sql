{#- The 25 characters that Unicode calls white space, as one SQL text. -#}
{% macro white_space() -%}
    {%- set code_points = [9, 10, 11, 12, 13, 32, 133, 160, 5760] + range(8192, 8203) | list + [8232, 8233, 8239, 8287, 12288] -%}
    {%- for code_point in code_points -%}
        {%- if not loop.first %} || {% endif -%}
        chr({{ code_point }})
    {%- endfor -%}
{%- endmacro %}
