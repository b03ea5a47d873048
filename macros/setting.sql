{#- Every setting of the project with its default. Override any of them under `vars:` in dbt_project.yml. -#}
{% macro setting(name) %}
    {% set defaults = {
        'shop_timezone': 'UTC',
        'reporting_currency': 'RUB',
        'subtract_item_discount': true,
        'subtract_order_discount': true,
        'count_delivery': false,
        'max_rejected_share': 0.05,
        'late_arrival_hours': 72,
        'bucket_salt': 'customer_segments',
        'cart_abandoned_after_hours': 24,
        'top_products_count': 20,
        'nps_promoter_from': 9,
        'nps_passive_from': 7,
        'rfm_cuts': [20, 40, 60, 80],
        'rfm_groups': [
            {'name': 'hibernating', 'recency': [1, 2], 'frequency': [1, 2]},
            {'name': 'at_risk', 'recency': [1, 2], 'frequency': [3, 4]},
            {'name': 'cant_lose', 'recency': [1, 2], 'frequency': [5]},
            {'name': 'about_to_sleep', 'recency': [3], 'frequency': [1, 2]},
            {'name': 'need_attention', 'recency': [3], 'frequency': [3]},
            {'name': 'loyal', 'recency': [3, 4], 'frequency': [4, 5]},
            {'name': 'promising', 'recency': [4], 'frequency': [1]},
            {'name': 'new', 'recency': [5], 'frequency': [1]},
            {'name': 'potential_loyalist', 'recency': [4, 5], 'frequency': [2, 3]},
            {'name': 'champion', 'recency': [5], 'frequency': [4, 5]},
        ],
    } %}
    {#- shop_timezone: IANA name of the zone whose calendar days the shop lives by.
        reporting_currency: currency of every amount; an order in it needs no exchange rate.
        subtract_item_discount, subtract_order_discount: amounts are what is left after the discounts of lines and of orders.
        count_delivery: whether an order's delivery cost is part of its amount.
        max_rejected_share: a refresh stops when a larger share of a table's rows is unusable.
        late_arrival_hours: a row that reaches the shop's tables so long after its `updated_at` is still found by the next refresh.
        bucket_salt: never change it: it decides which of the 100 hold-out buckets a customer is in.
        cart_abandoned_after_hours: a cart without an order for so long is abandoned.
        top_products_count: how many products and categories of each segment segment_top_products and segment_top_categories hold.
        nps_promoter_from, nps_passive_from: lowest score of a promoter and of a passive; whoever is below is a detractor.
        rfm_cuts: percentages at which the scores 1 to 5 part. rfm_groups: name by recency and frequency score, the first that fits. -#}
    {% if name not in defaults %}
        {% do exceptions.raise_compiler_error(
            '"' ~ name ~ '" is not a setting; settings are: ' ~ defaults | sort | join(', ')
        ) %}
    {% endif %}
    {% do return(var(name, defaults[name])) %}
{% endmacro %}
