{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('cart_id') }} as cart_id,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.as_text('order_id') }} as order_id,
    {{ customer_segments.unread_values('carts') }}
from {{ customer_segments.living_rows('carts') }} as living
