{#- The key of this refresh: its `as_of` as `YYYYMMDDTHHMMSSZ`. -#}
{% macro refresh_id() -%}
    '{{ customer_segments.as_of().strftime('%Y%m%dT%H%M%SZ') }}'
{%- endmacro %}
