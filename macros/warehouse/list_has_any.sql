{#- Whether a list has at least one of some texts (SQL expressions). -#}
{% macro list_has_any(list, expressions) -%}
    {{ return(adapter.dispatch('list_has_any', 'customer_segments')(list, expressions)) }}
{%- endmacro %}

{% macro duckdb__list_has_any(list, expressions) -%}
    list_has_any({{ list }}, [{{ expressions | join(', ') }}])
{%- endmacro %}
