{#- From when on rows of a shop table are compared with those the last refresh saw, as remember_windows found it in source_watermarks. -#}
{% macro window_start(table) -%}
    {{ return(adapter.dispatch('window_start', 'customer_segments')(table)) }}
{%- endmacro %}

{#- A variable counts as a constant, so only the newest part of a Parquet file is read; a subquery would make it read the whole. -#}
{% macro duckdb__window_start(table) -%}
    coalesce(getvariable('window_starts')['{{ table }}'], cast('0001-01-01' as timestamp))
{%- endmacro %}

{% macro remember_windows() -%}
    {{ return(adapter.dispatch('remember_windows', 'customer_segments')()) }}
{%- endmacro %}

{% macro duckdb__remember_windows() -%}
    set variable window_starts = (select map(list(table_name), list(window_start)) from {{ ref('source_watermarks') }})
{%- endmacro %}
