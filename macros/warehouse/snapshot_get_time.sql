{#- dbt's snapshot asks for the time here. Entries and exits happen at `as_of`; the clock is not read. -#}
{% macro default__snapshot_get_time() -%}
    {{ customer_segments.as_of_timestamp() }}
{%- endmacro %}
