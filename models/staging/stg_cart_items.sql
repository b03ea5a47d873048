{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('cart_id') }} as cart_id,
    {{ customer_segments.as_text('product_id') }} as product_id,
    {{ customer_segments.as_decimal('quantity') }} as quantity,
    {{ customer_segments.as_decimal('unit_price') }} as unit_price,
    {{ customer_segments.unread_values('cart_items') }}
from {{ customer_segments.living_rows('cart_items') }} as living
