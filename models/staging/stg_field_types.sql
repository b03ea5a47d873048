{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('field') }} as field,
    {{ customer_segments.as_text('label') }} as label,
    {{ customer_segments.as_text('type') }} as type,
    {{ customer_segments.unread_values('field_types') }}
from {{ customer_segments.living_rows('field_types') }} as living
