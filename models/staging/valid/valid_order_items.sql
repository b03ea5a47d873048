{{ config(tags=['deployed_once']) }}
select
    order_item_id,
    order_id,
    product_id,
    quantity,
    gross
from {{ ref('judged_order_items') }}
where fault is null
