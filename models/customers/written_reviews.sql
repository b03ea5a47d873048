{{ config(materialized='view', tags=['deployed_once']) }}
-- Reviews that have been written by `as_of`, with the shop's day of each.
select
    review_id,
    customer_id,
    product_id,
    rating,
    {{ customer_segments.shop_date('reviewed_at') }} as review_date
from {{ ref('valid_reviews') }}
where reviewed_at <= {{ customer_segments.deployed_as_of() }}
