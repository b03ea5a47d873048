{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('order_id') }} as order_id,
    {{ customer_segments.as_text('order_number') }} as order_number,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_timestamp('ordered_at') }} as ordered_at,
    {{ customer_segments.as_text('status') }} as status,
    {{ customer_segments.as_timestamp('paid_at') }} as paid_at,
    {{ customer_segments.as_timestamp('cancelled_at') }} as cancelled_at,
    {{ customer_segments.as_text('channel') }} as channel,
    {{ customer_segments.as_text('store') }} as store,
    {{ customer_segments.as_text('currency') }} as currency,
    {{ customer_segments.as_decimal('discount') }} as discount,
    {{ customer_segments.as_decimal('delivery_cost') }} as delivery_cost,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    -- Compared by key below. Here, where the source is scanned, each distinct value is worked on once.
    {{ customer_segments.text_key(customer_segments.as_text('channel')) }} as channel_key,
    {{ customer_segments.text_key(customer_segments.as_text('store')) }} as store_key,
    {{ customer_segments.text_key(customer_segments.as_text('status')) }} as status_key,
    {{ customer_segments.text_key(customer_segments.as_text('currency')) }} as currency_key,
    {{ customer_segments.unread_values('orders') }}
from {{ customer_segments.living_rows('orders') }} as living
