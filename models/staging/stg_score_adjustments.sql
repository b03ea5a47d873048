{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('adjustment_id') }} as adjustment_id,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_decimal('points') }} as points,
    {{ customer_segments.as_text('reason') }} as reason,
    {{ customer_segments.as_text('author') }} as author,
    {{ customer_segments.as_timestamp('adjusted_at') }} as adjusted_at,
    {{ customer_segments.unread_values('score_adjustments') }}
from {{ customer_segments.living_rows('score_adjustments') }} as living
