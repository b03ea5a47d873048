{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_text('network') }} as network,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('social_accounts') }}
from {{ customer_segments.living_rows('social_accounts') }} as living
