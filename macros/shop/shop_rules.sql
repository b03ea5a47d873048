{#- What makes a row of a shop table usable.
    key: the columns that name a row; all must be there, and of rows with equal keys the latest stays.
    is_repeatable: the key names the row only for reports; several rows may have it.
    required: columns without which the row means nothing.
    parents: column -> the valid model and key it must be found in, else the row is rejected.
    references: column -> the same, but an unknown value only becomes missing. -#}
{% macro shop_rules(table) %}
    {% set customer = {'customer_id': ['valid_customers', 'customer_id', 'customer']} %}
    {% set product = {'product_id': ['valid_products', 'product_id', 'product']} %}
    {% set rules = {
        'customers': {'key': ['customer_id']},
        'orders': {'key': ['order_id'], 'required': ['ordered_at'], 'parents': customer},
        'order_items': {
            'key': ['order_item_id'], 'parents': {'order_id': ['valid_orders', 'order_id', 'order']}, 'references': product,
        },
        'refunds': {
            'key': ['refund_id'], 'required': ['refunded_at'], 'parents': {'order_id': ['valid_orders', 'order_id', 'order']},
        },
        'products': {
            'key': ['product_id'], 'references': {'category_id': ['valid_categories', 'category_id', 'category']},
        },
        'categories': {'key': ['category_id']},
        'customer_fields': {
            'key': ['customer_id', 'field'],
            'parents': {'customer_id': customer.customer_id, 'field': ['valid_field_types', 'field', 'field']},
        },
        'field_types': {'key': ['field']},
        'social_accounts': {'key': ['customer_id', 'network'], 'parents': customer},
        'carts': {'key': ['cart_id'], 'required': ['updated_at'], 'parents': customer},
        'cart_items': {
            'key': ['cart_id'], 'is_repeatable': true, 'parents': {'cart_id': ['valid_carts', 'cart_id', 'cart']}, 'references': product,
        },
        'reviews': {'key': ['review_id'], 'required': ['reviewed_at'], 'parents': customer, 'references': product},
        'nps_responses': {'key': ['response_id'], 'required': ['answered_at'], 'parents': customer},
        'interactions': {'key': ['interaction_id'], 'required': ['occurred_at'], 'parents': customer},
        'score_adjustments': {'key': ['adjustment_id'], 'required': ['adjusted_at'], 'parents': customer},
        'exchange_rates': {'key': ['currency', 'valid_from'], 'required': ['rate']},
    } %}
    {% do return(dict({'is_repeatable': false, 'required': [], 'parents': {}, 'references': {}}, **rules[table])) %}
{% endmacro %}
