select
    {{ customer_segments.as_text('field') }} as field,
    {{ customer_segments.as_text('label') }} as label,
    {{ customer_segments.as_text('type') }} as type
from {{ source('shop', 'field_types') }}
