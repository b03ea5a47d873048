{#- What a line of a cart is worth, in the reporting currency. -#}
{% macro cart_line_amount() -%}
    {{ customer_segments.round_half_up('cast(coalesce(quantity, 0) as decimal(30, 4)) * coalesce(unit_price, 0)') }}
{%- endmacro %}
