{#- `as_of` as a SQL timestamp, UTC. -#}
{% macro as_of_timestamp() -%}
    cast('{{ customer_segments.as_of().strftime('%Y-%m-%d %H:%M:%S') }}' as timestamp)
{%- endmacro %}
