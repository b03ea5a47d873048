{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('customer_id') }} as customer_id,
    {{ customer_segments.as_text('field') }} as field,
    {{ customer_segments.as_text('value') }} as value,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('customer_fields') }}
from {{ customer_segments.living_rows('customer_fields') }} as living
