{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('category_id') }} as category_id,
    {{ customer_segments.as_text('name') }} as name,
    {{ customer_segments.as_text('parent_id') }} as parent_id,
    {{ customer_segments.unread_values('categories') }}
from {{ customer_segments.living_rows('categories') }} as living
