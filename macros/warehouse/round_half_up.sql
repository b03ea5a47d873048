{#- A decimal rounded half away from zero to decimal(18, 4). -#}
{% macro round_half_up(decimal) -%}
    {{ return(adapter.dispatch('round_half_up', 'customer_segments')(decimal)) }}
{%- endmacro %}

{% macro default__round_half_up(decimal) -%}
    cast(round({{ decimal }}, 4) as decimal(18, 4))
{%- endmacro %}
