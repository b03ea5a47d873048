{#- Whether rows without a key of a shop table are to be looked at again, as remember_rows_without_key found it in rows_to_check. -#}
{% macro has_rows_without_key(table) -%}
    {{ return(adapter.dispatch('has_rows_without_key', 'customer_segments')(table)) }}
{%- endmacro %}

{#- A variable counts as a constant: where it says no, nothing is read; a subquery would make it read the whole table to find nothing. -#}
{% macro duckdb__has_rows_without_key(table) -%}
    coalesce(list_contains(getvariable('tables_with_rows_without_key'), '{{ table }}'), false)
{%- endmacro %}

{% macro remember_rows_without_key() -%}
    {{ return(adapter.dispatch('remember_rows_without_key', 'customer_segments')()) }}
{%- endmacro %}

{% macro duckdb__remember_rows_without_key() -%}
    set variable tables_with_rows_without_key = (select list(table_name) from {{ ref('rows_to_check') }} where row_key is null)
{%- endmacro %}
