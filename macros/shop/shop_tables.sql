{#- The names of the shop's tables, in the order the data hangs together. -#}
{% macro shop_tables() %}
    {% do return([
        'customers', 'orders', 'order_items', 'refunds', 'products', 'categories', 'customer_fields', 'field_types', 'social_accounts',
        'carts', 'cart_items', 'reviews', 'nps_responses', 'interactions', 'score_adjustments', 'exchange_rates',
    ]) %}
{% endmacro %}
