{#- What makes a row of a shop table usable.
    key: the columns that name a row; all must be there, and of rows with equal keys the latest stays.
    is_repeatable: the key names the row only for reports; several rows may have it.
    required: columns without which the row means nothing.
    parents: column -> the valid model and key it must be found in, else the row is rejected.
    references: column -> the same, but an unknown value only becomes missing.
    changed_at: the column that says when a row last changed; none where nothing does.
    owner: how a row leads to its customer: its own `customer_id`, an `order` or a `cart`; none for what belongs to nobody.
    compared: texts whose key (`<column>_key`) the staging model adds. -#}
{% macro shop_rules(table) %}
    {% set customer = {'customer_id': ['valid_customers', 'customer_id', 'customer']} %}
    {% set product = {'product_id': ['valid_products', 'product_id', 'product']} %}
    {% set rules = {
        'customers': {'key': ['customer_id'], 'owner': 'customer_id'},
        'orders': {'key': ['order_id'], 'required': ['ordered_at'], 'parents': customer, 'owner': 'customer_id',
            'compared': ['channel', 'store', 'status', 'currency']},
        'order_items': {
            'key': ['order_item_id'], 'parents': {'order_id': ['valid_orders', 'order_id', 'order']}, 'references': product,
            'owner': 'order',
        },
        'refunds': {
            'key': ['refund_id'], 'required': ['refunded_at'], 'parents': {'order_id': ['valid_orders', 'order_id', 'order']},
            'owner': 'order',
        },
        'products': {
            'key': ['product_id'], 'references': {'category_id': ['valid_categories', 'category_id', 'category']},
        },
        'categories': {'key': ['category_id'], 'changed_at': none},
        'customer_fields': {
            'key': ['customer_id', 'field'],
            'parents': {'customer_id': customer.customer_id, 'field': ['valid_field_types', 'field', 'field']},
            'owner': 'customer_id',
        },
        'field_types': {'key': ['field'], 'changed_at': none},
        'social_accounts': {'key': ['customer_id', 'network'], 'parents': customer, 'owner': 'customer_id'},
        'carts': {'key': ['cart_id'], 'required': ['updated_at'], 'parents': customer, 'owner': 'customer_id'},
        'cart_items': {
            'key': ['cart_id'], 'is_repeatable': true, 'parents': {'cart_id': ['valid_carts', 'cart_id', 'cart']}, 'references': product,
            'changed_at': none, 'owner': 'cart',
        },
        'reviews': {'key': ['review_id'], 'required': ['reviewed_at'], 'parents': customer, 'references': product, 'owner': 'customer_id'},
        'nps_responses': {'key': ['response_id'], 'required': ['answered_at'], 'parents': customer, 'owner': 'customer_id'},
        'interactions': {
            'key': ['interaction_id'], 'required': ['occurred_at'], 'parents': customer, 'changed_at': 'occurred_at', 'owner': 'customer_id',
            'compared': ['channel', 'kind'],
        },
        'score_adjustments': {
            'key': ['adjustment_id'], 'required': ['adjusted_at'], 'parents': customer, 'changed_at': 'adjusted_at', 'owner': 'customer_id',
        },
        'exchange_rates': {'key': ['currency', 'valid_from'], 'required': ['rate'], 'changed_at': none},
    } %}
    {% do return(dict(
        {'is_repeatable': false, 'required': [], 'parents': {}, 'references': {}, 'changed_at': 'updated_at', 'owner': none, 'compared': []}, **rules[table]
    )) %}
{% endmacro %}
