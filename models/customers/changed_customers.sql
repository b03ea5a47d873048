-- Customers an incremental refresh computes again: a row of their own changed, a thing they bought is called otherwise, or the clock moved
-- something of theirs. The first two are changed data; that tells entries by data from entries by time.
{% set as_of = customer_segments.as_of_timestamp() %}
{% set valid = {} %}
{% for table in customer_segments.shop_tables() if customer_segments.shop_rules(table).owner %}
{% do valid.update({table: ref('valid_' ~ table)}) %}
{% endfor %}
with

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
),

checked as (
    select * from {{ ref('rows_to_check') }}
    where has_owner
),

owners as (
    {{ customer_segments.owners_of('checked', valid) }}
),

renamed_categories as (
    with recursive below as (
        select row_key as category_id
        from {{ ref('rows_to_check') }}
        where table_name = 'categories' and is_changed

        union

        select staged.category_id
        from {{ ref('stg_categories') }} as staged
        inner join below on staged.parent_id = below.category_id
    )

    select category_id from below
),

renamed_products as (
    select row_key as product_id
    from {{ ref('rows_to_check') }}
    where table_name = 'products' and is_changed

    union

    select product_id
    from {{ ref('stg_products') }}
    where category_id in (select category_id from renamed_categories) and product_id is not null
),

reasons as (
    select
        previous_customer_id as customer_id,
        is_changed as has_changed_data
    from checked

    union all

    select
        owners.customer_id,
        checked.is_changed
    from checked
    inner join owners on checked.table_name = owners.table_name and checked.row_key = owners.row_key

    union all

    select
        orders.customer_id,
        true
    from {{ ref('valid_order_items') }} as items
    inner join {{ ref('valid_orders') }} as orders on items.order_id = orders.order_id
    where items.product_id in (select product_id from renamed_products)

    union all

    select
        carts.customer_id,
        true
    from {{ ref('valid_cart_items') }} as items
    inner join {{ ref('valid_carts') }} as carts on items.cart_id = carts.cart_id
    where items.product_id in (select product_id from renamed_products)

    union all

    select
        customer_id,
        true
    from {{ ref('valid_reviews') }}
    where product_id in (select product_id from renamed_products)

    union all

    select
        orders.customer_id,
        false
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

    select
        customer_id,
        false
    from {{ ref('valid_' ~ table) }}
    where {{ instant }} > (select as_of from previous) and {{ instant }} <= {{ as_of }}
    {% endfor %}
    {% endfor %}

    union all

    select
        customer_id,
        false
    from {{ ref('customers_with_moved_windows') }}

    union all

    select
        customer_id,
        false
    from {{ source('operations', 'pending_customers') }}
)

select
    customer_id,
    bool_or(has_changed_data) as has_changed_data
from reasons
where customer_id is not null
group by customer_id
