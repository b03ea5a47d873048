{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('review_id') }} as review_id,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_text('product_id') }} as product_id,
    {{ customer_segments.as_decimal('rating') }} as rating,
    {{ customer_segments.as_timestamp('reviewed_at') }} as reviewed_at,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('reviews') }}
from {{ customer_segments.living_rows('reviews') }} as living
