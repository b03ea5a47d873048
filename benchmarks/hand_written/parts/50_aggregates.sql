-- Everything else about a customer, and all of it in one row.
create or replace temp table abandoned_carts as
select carts.rowid as cart_no, customer_no, shop_day(updated_at) as abandoned_date
from carts
where order_id is null and updated_at + interval 24 hours <= getvariable('as_of')
    and not exists (
        from orders
        where orders.customer_no = carts.customer_no
            and orders.ordered_at between carts.updated_at and carts.updated_at + interval 24 hours
    );

create or replace temp table cart_amounts as
select cart_no, customer_no, abandoned_date, cast(coalesce(sum(amount), 0) as decimal(18, 4)) as amount
from abandoned_carts
left join cart_items using (cart_no)
group by all;

create or replace temp table customer_facts as
with

networks as (
    select customer_no, list(network order by network) as social_networks
    from (select customer_no, min(network) as network from social_accounts group by customer_no, text_key(network))
    group by customer_no
),

carts_left as (
    select customer_no, count(*) as abandoned_carts_count, sum(amount) as abandoned_carts_sum,
        max(abandoned_date) as last_abandoned_cart_date
    from cart_amounts group by customer_no
),

written as (
    select customer_no, count(*) as reviews_count, average(sum(rating), count(rating)) as average_rating,
        max(review_date) as last_review_date
    from reviews where reviewed_at <= getvariable('as_of') group by customer_no
),

answers as (
    select customer_no, arg_max({score: score, day: shop_day(answered_at)}, (answered_at, response_id)) as answer
    from nps_responses where answered_at <= getvariable('as_of') group by customer_no
),

contacts as (
    select customer_no, count(*) as interactions_count, max(interaction_date) as last_interaction_date
    from interactions where occurred_at <= getvariable('as_of') group by customer_no
),

adjustments as (
    select customer_no, sum(points) as adjusted_points
    from score_adjustments where adjusted_at <= getvariable('as_of') group by customer_no
)


select
    customer_no, customers.customer_id, city, region, country, gender,
    birth_date, shop_day(registered_at) as registered_date, customers.source, customers.store, organization, manager_name,
    email, if(email like '%@%', blank_is_missing(lower(split_part(trim(email, white_space()), '@', -1))), null) as email_domain,
    phone, coalesce(social_networks, []) as social_networks, is_vip, is_blocked, email_consent, sms_consent,
    cast(cast('0x' || left(md5('customer_segments:' || customers.customer_id), 8) as bigint) % 100 as bigint) as bucket,
    cast(coalesce(orders_sum, 0) as decimal(18, 4)) as orders_sum,
    cast(coalesce(paid_sum, 0) as decimal(18, 4)) as paid_sum,
    cast(coalesce(net_paid_sum, 0) as decimal(18, 4)) as net_paid_sum,
    coalesce(orders_count, 0) as orders_count, coalesce(paid_orders_count, 0) as paid_orders_count,
    coalesce(cancelled_orders_count, 0) as cancelled_orders_count, average(paid_sum, paid_orders_count) as average_check,
    first_order_date, last_order_date,
    cast(coalesce(totals.items_count, 0) as decimal(18, 4)) as items_count, coalesce(order_channels, []) as order_channels,
    last_orders.status as last_order_status, list_select(getvariable('categories'), coalesce(category_names, [])) as categories_bought,
    list_select(getvariable('products'), coalesce(product_names, [])) as products_bought, list_select(getvariable('brands'), coalesce(brand_names, [])) as brands_bought,
    coalesce(distinct_categories_count, 0) as distinct_categories_count,
    coalesce(abandoned_carts_count, 0) as abandoned_carts_count,
    cast(coalesce(abandoned_carts_sum, 0) as decimal(18, 4)) as abandoned_carts_sum, last_abandoned_cart_date,
    coalesce(reviews_count, 0) as reviews_count, average_rating, last_review_date,
    answer.score as last_nps_score,
    case when answer.score >= 9 then 'promoter' when answer.score >= 7 then 'passive' when answer.score is not null then 'detractor' end
        as nps_group,
    answer.day as last_nps_date, coalesce(interactions_count, 0) as interactions_count, last_interaction_date,
    last_paid_at, coalesce(adjusted_points, 0) as adjusted_points,
    last_orders.order_id as last_order_id, last_orders.order_number as last_order_number,
    first_name, last_name, registered_at
from customers
left join customer_orders as totals using (customer_no)
left join orders as last_orders on totals.last_order_no = last_orders.rowid
left join customer_channels using (customer_no)
left join customer_purchases using (customer_no)
left join networks using (customer_no)
left join carts_left using (customer_no)
left join written using (customer_no)
left join answers using (customer_no)
left join contacts using (customer_no)
left join adjustments using (customer_no)
where coalesce(registered_at <= getvariable('as_of'), true);
