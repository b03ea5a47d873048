select
    order_id,
    product_id,
    quantity,
    gross
from {{ ref('valid_order_items') }}
where order_id in (select order_id from {{ ref('changed_orders') }})
