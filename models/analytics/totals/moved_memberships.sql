-- Memberships before and after this refresh that totals lose and gain: of a customer whose sales are others, all; of one who entered or left a
-- segment, those that moved for sales and all for overlaps.
{% set as_of = customer_segments.as_of_timestamp() %}
with

customers_with_other_sales as (
    select customer_id
    from {{ ref('moved_sales') }}
    group by customer_id, cohort_month, country, month, channel, store, orders, revenue, net_revenue
    having sum(case when is_before then -1 else 1 end) != 0

    union

    select customer_id
    from {{ ref('moved_order_products') }}
    group by customer_id, order_id, product_id, category_id, quantity, revenue
    having sum(case when is_before then -1 else 1 end) != 0
),

stays as (
    select
        customer_id,
        segment_code,
        entered_at = {{ as_of }} as is_new,
        coalesce(exited_at = {{ as_of }}, false) as is_over
    from {{ ref('segment_membership_history') }}
    where {{ 'false' if not execute or should_full_refresh() else '(exited_at is null or exited_at = ' ~ as_of ~ ')' }}
),

movers as (
    select distinct customer_id from stays
    where is_new or is_over
),

moved as (
    select
        stays.*,
        stays.is_new or stays.is_over or customers_with_other_sales.customer_id is not null as moves_sales,
        movers.customer_id is not null as moves_overlaps
    from stays
    left join movers on stays.customer_id = movers.customer_id
    left join customers_with_other_sales on stays.customer_id = customers_with_other_sales.customer_id
    where movers.customer_id is not null or customers_with_other_sales.customer_id is not null
)

select
    customer_id,
    segment_code,
    moves_sales,
    moves_overlaps,
    true as is_before
from moved
where not is_new

union all

select
    customer_id,
    segment_code,
    moves_sales,
    moves_overlaps,
    false
from moved
where not is_over
