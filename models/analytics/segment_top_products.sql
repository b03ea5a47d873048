{{ config(materialized='view', tags=['deployed_once']) }}
-- What the members of each segment spent most on: products of their paid orders.
with

segments as (
    {{ customer_segments.analytics_segments() }}
),

ranked as (
    select
        totals.*,
        row_number() over (
            partition by totals.segment_code order by totals.revenue desc nulls last, totals.product_id asc nulls last
        ) as place
    from {{ ref('product_totals') }} as totals
    inner join segments on totals.segment_code = segments.segment_code
)

select
    ranked.segment_code,
    ranked.place as rank,
    ranked.product_id,
    catalogue.product,
    catalogue.brand,
    catalogue.category,
    ranked.orders,
    ranked.quantity,
    ranked.revenue
from ranked
inner join {{ ref('product_catalogue') }} as catalogue on ranked.product_id = catalogue.product_id
where ranked.place <= {{ customer_segments.setting('top_products_count') }}
