-- Each customer's score: the points of the score rules that hold, and the shop's own adjustments up to `as_of`.
with

customers as (
    select customer_id from {{ ref('unscored_aggregates') }}
),

points as (
    select
        customer_id,
        points
    from {{ ref('score_points') }}

    union all

    select
        customer_id,
        points
    from {{ ref('valid_score_adjustments') }}
    where adjusted_at <= {{ customer_segments.as_of_timestamp() }}
),

sums as (
    select
        customer_id,
        sum(points) as score
    from points
    group by customer_id
)

select
    customers.customer_id,
    cast(coalesce(sums.score, 0) as decimal(18, 4)) as score,
    {{ customer_segments.as_of_timestamp() }} as as_of
from customers
left join sums on customers.customer_id = sums.customer_id
