select
    {{ customer_segments.as_text('field') }} as field,
    {{ customer_segments.as_text('label') }} as label,
    {{ customer_segments.as_text('type') }} as type
from {{ customer_segments.living_rows('field_types') }} as living
