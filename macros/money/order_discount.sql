{#- What is taken off an order's lines as a whole, in its currency: its discount, less its delivery where that counts. -#}
{% macro order_discount(relation) -%}
    cast(
        {{ 'coalesce(' ~ relation ~ '.discount, 0)' if customer_segments.setting('subtract_order_discount') else '0' }}
        {%- if customer_segments.setting('count_delivery') %} - coalesce({{ relation }}.delivery_cost, 0){% endif %}
        as decimal(18, 4)
    )
{%- endmacro %}
