{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('response_id') }} as response_id,
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_decimal('score') }} as score,
    {{ customer_segments.as_timestamp('answered_at') }} as answered_at,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('nps_responses') }}
from {{ customer_segments.living_rows('nps_responses') }} as living
