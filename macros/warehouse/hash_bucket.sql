{#- A number from 0 to 99 that is always the same for one text: the first eight hex digits of its md5, modulo 100. -#}
{% macro hash_bucket(text) -%}
    {{ return(adapter.dispatch('hash_bucket', 'customer_segments')(text)) }}
{%- endmacro %}

{% macro duckdb__hash_bucket(text) -%}
    cast(cast('0x' || left(md5({{ text }}), 8) as bigint) % 100 as bigint)
{%- endmacro %}
