-- Customers of whom a row of their own changed since the last successful refresh; it tells entries by data from entries by time.
with

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
),

changes as (
    select
        customer_id,
        updated_at
    from {{ ref('valid_customers') }}
    union all
    select
        customer_id,
        updated_at
    from {{ ref('valid_orders') }}
    union all
    select
        orders.customer_id,
        items.updated_at
    from {{ ref('valid_order_items') }} as items
    inner join {{ ref('valid_orders') }} as orders on items.order_id = orders.order_id
    where items.updated_at > (select as_of from previous)
    union all
    select
        orders.customer_id,
        refunds.updated_at
    from {{ ref('valid_refunds') }} as refunds
    inner join {{ ref('valid_orders') }} as orders on refunds.order_id = orders.order_id
    {% for table, instant in {
        'social_accounts': 'updated_at', 'customer_fields': 'updated_at', 'carts': 'updated_at', 'reviews': 'updated_at',
        'nps_responses': 'updated_at', 'interactions': 'occurred_at', 'score_adjustments': 'adjusted_at',
    }.items() %}
    union all
    select
        customer_id,
        {{ instant }} as updated_at
    from {{ ref('valid_' ~ table) }}
    {% endfor %}
)

select distinct customer_id
from changes
where updated_at > (select as_of from previous)
