{#- Every setting of the project with its default. Override any of them under `vars:` in dbt_project.yml. -#}
{% macro setting(name) %}
    {% set defaults = {
        'shop_timezone': 'UTC',
        'reporting_currency': 'RUB',
        'subtract_item_discount': true,
        'subtract_order_discount': true,
        'count_delivery': false,
        'max_rejected_share': 0.05,
        'bucket_salt': 'customer_segments',
    } %}
    {#- shop_timezone: IANA name of the zone whose calendar days the shop lives by.
        reporting_currency: currency of every amount; an order in it needs no exchange rate.
        subtract_item_discount, subtract_order_discount: amounts are what is left after the discounts of lines and of orders.
        count_delivery: whether an order's delivery cost is part of its amount.
        max_rejected_share: a refresh stops when a larger share of a table's rows is unusable.
        bucket_salt: never change it: it decides which of the 100 hold-out buckets a customer is in. -#}
    {% if name not in defaults %}
        {% do exceptions.raise_compiler_error(
            '"' ~ name ~ '" is not a setting; settings are: ' ~ defaults | sort | join(', ')
        ) %}
    {% endif %}
    {% do return(var(name, defaults[name])) %}
{% endmacro %}
