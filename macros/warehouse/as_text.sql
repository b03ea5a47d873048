{#- A column of the shop as text; an empty string is missing. -#}
{% macro as_text(column) -%}
    nullif(cast({{ column }} as {{ dbt.type_string() }}), '')
{%- endmacro %}
