{#- A scoped measure of orders as an aggregate over a customer's orders. -#}
{% macro scoped_aggregate(measure, selectors) -%}
    {%- set selector = customer_segments.product_selector(measure) -%}
    {%- set number = selectors.index(selector) + 1 if selector else none -%}
    {%- set states = {'orders_sum': 'not is_cancelled', 'orders_count': 'not is_cancelled', 'cancelled_orders_count': 'is_cancelled',
        'first_order_date': 'not is_cancelled', 'last_order_date': 'not is_cancelled', 'days_since_last_order': 'not is_cancelled',
        'items_count': 'not is_cancelled'} -%}
    {%- set tests = [states.get(measure.field, 'is_paid')] -%}
    {%- if number %}{% do tests.append('coalesce(has_' ~ number ~ ', false)') %}{% endif -%}
    {%- set scope = customer_segments.scope_condition(measure.scope, "ordered_date") | trim -%}
    {%- if scope %}{% do tests.append(scope) %}{% endif -%}
    {%- set holds = tests | join(' and ') -%}
    {%- set amount = 'amount_' ~ number if number else 'amount' -%}
    {%- set refund = 'refund_' ~ number if number else 'refunded_amount' -%}
    {%- set items = 'items_' ~ number if number else 'items_count' -%}
    {%- if measure.form in ('member', 'any') -%}
        bool_or({{ holds }})
    {%- elif measure.field in ('orders_sum', 'paid_sum') -%}
        sum(case when {{ holds }} then {{ amount }} else 0 end)
    {%- elif measure.field == 'net_paid_sum' -%}
        sum(case when {{ holds }} then {{ amount }} - {{ refund }} else 0 end)
    {%- elif measure.field == 'items_count' -%}
        sum(case when {{ holds }} then {{ items }} else 0 end)
    {%- elif measure.field == 'average_check' -%}
        {{ customer_segments.divide_half_up(
            'sum(case when ' ~ holds ~ ' then ' ~ amount ~ ' else 0 end)', 'count(case when ' ~ holds ~ ' then 1 end)'
        ) }}
    {%- elif measure.field == 'first_order_date' -%}
        min(case when {{ holds }} then ordered_date end)
    {%- elif measure.field == 'last_order_date' -%}
        max(case when {{ holds }} then ordered_date end)
    {%- elif measure.field == 'days_since_last_order' -%}
        max(case when {{ holds }} then ordered_date end)
    {%- else -%}
        count(case when {{ holds }} then 1 end)
    {%- endif -%}
{%- endmacro %}
