{#- What a text is compared by: trimmed of Unicode white space, in NFC, in lower case; empty is missing. -#}
{% macro text_key(expression) -%}
    {{ return(adapter.dispatch('text_key', 'customer_segments')(expression)) }}
{%- endmacro %}

{% macro duckdb__text_key(expression) -%}
    nullif(lower(nfc_normalize({{ customer_segments.trimmed(expression) }})), '')
{%- endmacro %}
