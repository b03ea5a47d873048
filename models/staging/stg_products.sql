{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('product_id') }} as product_id,
    {{ customer_segments.as_text('sku') }} as sku,
    {{ customer_segments.as_text('name') }} as name,
    {{ customer_segments.as_text('brand') }} as brand,
    {{ customer_segments.as_text('category_id') }} as category_id,
    {{ customer_segments.as_timestamp('updated_at') }} as updated_at,
    {{ customer_segments.unread_values('products') }}
from {{ customer_segments.living_rows('products') }} as living
