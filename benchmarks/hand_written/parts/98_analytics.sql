-- What BI reads, by segment: summed anew each time from what is kept per customer.
create or replace temp table analysed as
select code_no, segment_code from (select row_number() over (order by segment_code) as code_no, segment_code from seed_segments
    where is_active::boolean and is_in_analytics::boolean);

create or replace temp table in_segments as
select customer_no, code_no from members inner join analysed using (segment_code);

create or replace temp table segment_members_count as
select code_no, count(*) as members from in_segments group by code_no;

create table next.segment_overlaps as
with

pairs as (
    select one.code_no, other.code_no as other_no, count(*) as shared_members
    from in_segments as one
    inner join in_segments as other on one.customer_no = other.customer_no and one.code_no < other.code_no
    group by all
),

both_ways as (
    from pairs union all select other_no, code_no, shared_members from pairs
)

select
    own.segment_code, other.segment_code as other_segment_code, shared_members, shared_members / own_size.members as share,
    shared_members / (own_size.members + other_size.members - shared_members) as jaccard
from both_ways
inner join analysed as own using (code_no)
inner join analysed as other on both_ways.other_no = other.code_no
inner join segment_members_count as own_size on both_ways.code_no = own_size.code_no
inner join segment_members_count as other_size on both_ways.other_no = other_size.code_no;

create or replace temp table first_months as
select customer_no, min(month) as cohort_month from customer_sales group by customer_no;

create table next.segment_sales as
with

months as (
    select customer_no, month, month > cohort_month as is_returning, sum(orders) as orders, sum(revenue) as revenue,
        sum(net_revenue) as net_revenue
    from customer_sales inner join first_months using (customer_no)
    group by all
),

sums as (
    select code_no, month, count(*) as customers, count(*) filter (is_returning) as returning_customers,
        sum(orders)::bigint as orders, sum(revenue) as revenue, sum(net_revenue) as net_revenue
    from months inner join in_segments using (customer_no)
    group by all
)

select segment_code, month, members, customers, returning_customers, orders, revenue, net_revenue,
    average(revenue, orders) as average_check, returning_customers / customers as repeat_rate
from sums inner join analysed using (code_no) inner join segment_members_count using (code_no);

create table next.channel_sales as
with

channels as (
    select customer_no, channel_key, sum(orders) as orders, sum(revenue) as revenue from customer_sales group by all
),

spelled as (
    select channel_key, min(channel) as channel from customer_sales where channel_key is not null group by all
),

sums as (
    select code_no, channel_key, count(*) as customers, sum(orders)::bigint as orders, sum(revenue) as revenue
    from channels inner join in_segments using (customer_no)
    group by all
)

select segment_code, coalesce(channel, '') as channel, customers, orders, revenue, average(revenue, orders) as average_check,
    coalesce(revenue::double / nullif((sum(revenue) over (partition by segment_code))::double, 0), 0) as revenue_share
from sums inner join analysed using (code_no) left join spelled using (channel_key);

create table next.customer_cohorts as
with

customers as (
    select customer_no, cohort_month, month, sum(orders) as orders, sum(revenue) as revenue
    from customer_sales inner join first_months using (customer_no)
    group by all
),

sums as (
    select cohort_month, month, count(*) as customers, sum(orders)::bigint as orders, sum(revenue) as revenue
    from customers group by all
)

select cohort_month, date_diff('month', cohort_month, month) as months_since,
    first_value(customers) over (partition by cohort_month order by month) as cohort_customers,
    customers, orders, revenue, customers / cohort_customers as retention
from sums;

create table next.shop_sales as
with

places as (
    select month, text_key(country) as country_key, store_key, channel_key, customer_state.country, sales.store, sales.channel,
        orders, revenue, net_revenue
    from customer_sales as sales inner join customer_state using (customer_no)
)

select
    month,
    coalesce(min(min(country)) over (partition by country_key), '') as country,
    coalesce(min(min(store)) over (partition by store_key), '') as store,
    coalesce(min(min(channel)) over (partition by channel_key), '') as channel,
    count(*) as customers, sum(orders)::bigint as orders, sum(revenue) as revenue, sum(net_revenue) as net_revenue
from places
group by month, country_key, store_key, channel_key;

-- What each customer bought of each product first: it is a fifth of the rows.
create or replace temp table product_sums as
select code_no, product_key, sum(orders)::bigint as orders, sum(quantity) as quantity, sum(revenue) as revenue
from (
    select customer_no, product_key, count(*) as orders, sum(quantity) as quantity, sum(revenue) as revenue
    from order_products group by all
)
inner join in_segments using (customer_no)
group by all;

create table next.segment_top_products as
select segment_code, rank, product_id, coalesce(name, product_id) as product, brand,
    if(category_id is not null, coalesce(category_name, category_id), null) as category, orders, quantity, revenue
from (
    select *, row_number() over (partition by code_no order by revenue desc, product_id) as rank
    from product_sums
    inner join product_numbers using (product_key)
    inner join products using (product_id)
    qualify rank <= 20
)
inner join analysed using (code_no);

create table next.segment_top_categories as
with

in_orders as (
    select customer_no, order_no, category_id, sum(quantity) as quantity, sum(revenue) as revenue
    from order_products
    inner join product_numbers using (product_key)
    inner join products using (product_id)
    where category_id is not null
    group by all
),

per_customer as (
    select customer_no, category_id, count(*) as orders, sum(quantity) as quantity, sum(revenue) as revenue
    from in_orders group by all
),

sums as (
    select code_no, category_id, sum(orders)::bigint as orders, sum(quantity) as quantity, sum(revenue) as revenue
    from per_customer inner join in_segments using (customer_no)
    group by all
)

select segment_code, rank, category_id, coalesce(name, category_id) as category, orders, quantity, revenue
from (
    select *, row_number() over (partition by code_no order by revenue desc, category_id) as rank
    from sums qualify rank <= 20
)
inner join categories using (category_id)
inner join analysed using (code_no);

-- Who went from which group to which.
create or replace temp table groups_now as
select customer_no, list, segment_code as group_code
from next.segment_assignments
inner join customer_numbers using (customer_id)
union all
select customer_no, 'rfm_group', rfm_group from customer_rfm where rfm_group is not null;

create or replace temp table held_groups as
select rowid as held, customer_no, list, group_code from group_history where valid_until is null;

update group_history set valid_until = getvariable('as_of')
where rowid in (
    select held from held_groups anti join groups_now using (customer_no, list, group_code)
);

insert into group_history
select customer_no, customer_id, list, group_code, getvariable('as_of'), null
from groups_now
inner join customer_numbers using (customer_no)
anti join held_groups using (customer_no, list, group_code);

insert into migrations
select list, getvariable('refresh_id'), getvariable('as_of'), from_group, to_group, count(*)
from (
    select list, customer_no,
        max(group_code) filter (valid_until = getvariable('as_of')) as from_group,
        max(group_code) filter (valid_from = getvariable('as_of')) as to_group
    from group_history
    where valid_from = getvariable('as_of') or valid_until = getvariable('as_of')
    group by all
)
where list in (select list from group_history where valid_from < getvariable('as_of'))
group by all;

create table next.customer_group_history as
select customer_id, list, group_code, valid_from, valid_until from group_history;
create table next.segment_migrations as from migrations;
