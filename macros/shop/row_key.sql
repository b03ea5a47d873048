{#- The key of a row as one text: its key columns joined by `|`; missing when one of them is. -#}
{% macro row_key(columns, relation=none) -%}
    {%- for column in columns -%}
        {%- if not loop.first %} || '|' || {% endif -%}
        cast({% if relation %}{{ relation }}.{% endif %}{{ column }} as {{ dbt.type_string() }})
    {%- endfor -%}
{%- endmacro %}
