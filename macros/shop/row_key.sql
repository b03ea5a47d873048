{#- The key of a row as one text: its key columns joined by `|`; missing when one of them is. -#}
{% macro row_key(columns, relation=none) -%}
    {%- for column in columns -%}
        {%- if not loop.first %} || '|' || {% endif -%}
        cast({% if relation %}{{ relation }}.{% endif %}{{ column }} as {{ dbt.type_string() }})
    {%- endfor -%}
{%- endmacro %}

{#- The key of a row of a shop table as the staging model will read it. -#}
{% macro key_as_read(table) -%}
    {%- for column in customer_segments.shop_rules(table).key -%}
        {%- if not loop.first %} || '|' || {% endif -%}
        {{ customer_segments.as_text(column) | trim }}
    {%- endfor -%}
{%- endmacro %}
