{{ config(materialized='view', tags=['deployed_once']) }}
-- What the members of each segment spent most on: categories of the products of their paid orders.
with

segments as (
    {{ customer_segments.analytics_segments() }}
),

ranked as (
    select
        totals.*,
        row_number() over (
            partition by totals.segment_code order by totals.revenue desc nulls last, totals.category_id asc nulls last
        ) as place
    from {{ ref('category_totals') }} as totals
    inner join segments on totals.segment_code = segments.segment_code
)

select
    ranked.segment_code,
    ranked.place as rank,
    ranked.category_id,
    catalogue.category,
    ranked.orders,
    ranked.quantity,
    ranked.revenue
from ranked
inner join {{ ref('category_catalogue') }} as catalogue on ranked.category_id = catalogue.category_id
where ranked.place <= {{ customer_segments.setting('top_products_count') }}
