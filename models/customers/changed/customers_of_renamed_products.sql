{{ config(materialized='ephemeral') }}
-- Customers with an order line, a cart or a review of a product that is called otherwise, or is in another category, than at the last refresh.
with

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
)

select orders.customer_id
from {{ ref('valid_order_items') }} as items
inner join {{ ref('valid_orders') }} as orders on items.order_id = orders.order_id
where items.product_id in (select product_id from renamed_products)

union all

select carts.customer_id
from {{ ref('valid_cart_items') }} as items
inner join {{ ref('valid_carts') }} as carts on items.cart_id = carts.cart_id
where items.product_id in (select product_id from renamed_products)

union all

select customer_id
from {{ ref('valid_reviews') }}
where product_id in (select product_id from renamed_products)
