{{ config(materialized='ephemeral') }}
-- Customers of whom something has come to pass since the last successful refresh: an order, a payment, a refund, a cart left behind.
{% set as_of = customer_segments.as_of_timestamp() %}
with

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
)

select orders.customer_id
from {{ ref('valid_refunds') }} as refunds
inner join {{ ref('valid_orders') }} as orders on refunds.order_id = orders.order_id
where refunds.refunded_at > (select as_of from previous) and refunds.refunded_at <= {{ as_of }}
{% for table, instants in {
    'customers': ['registered_at'], 'orders': ['ordered_at', 'paid_at', 'cancelled_at'], 'reviews': ['reviewed_at'],
    'nps_responses': ['answered_at'], 'interactions': ['occurred_at'], 'score_adjustments': ['adjusted_at'],
    'carts': [dbt.dateadd('hour', customer_segments.setting('cart_abandoned_after_hours'), 'updated_at')],
}.items() %}
{% for instant in instants %}

union all

select customer_id
from {{ ref('valid_' ~ table) }}
where {{ instant }} > (select as_of from previous) and {{ instant }} <= {{ as_of }}
{% endfor %}
{% endfor %}
