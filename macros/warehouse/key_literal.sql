{#- A value of a seed in the form texts are compared in (text_key); the seed's reader has trimmed it. -#}
{% macro key_literal(value) -%}
    {{ return(adapter.dispatch('key_literal', 'customer_segments')(value)) }}
{%- endmacro %}

{% macro duckdb__key_literal(value) -%}
    lower(nfc_normalize({{ customer_segments.sql_text(value) }}))
{%- endmacro %}
