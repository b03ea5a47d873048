{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('refund_id') }} as refund_id,
    {{ customer_segments.as_text('order_id') }} as order_id,
    {{ customer_segments.as_decimal('amount') }} as amount,
    {{ customer_segments.as_timestamp('refunded_at') }} as refunded_at,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('refunds') }}
from {{ customer_segments.living_rows('refunds') }} as living
