{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('order_item_id') }} as order_item_id,
    {{ customer_segments.as_text('order_id') }} as order_id,
    {{ customer_segments.as_text('product_id') }} as product_id,
    {{ customer_segments.as_decimal('quantity') }} as quantity,
    {{ customer_segments.as_decimal('unit_price') }} as unit_price,
    {{ customer_segments.as_decimal('discount') }} as discount,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('order_items') }}
from {{ customer_segments.living_rows('order_items') }} as living
