{#- Whole 24-hour days between two timestamps. -#}
{% macro whole_days(earlier, later) -%}
    {{ return(adapter.dispatch('whole_days', 'customer_segments')(earlier, later)) }}
{%- endmacro %}

{% macro duckdb__whole_days(earlier, later) -%}
    cast(floor(date_diff('microsecond', {{ earlier }}, {{ later }}) / 86400000000) as bigint)
{%- endmacro %}
