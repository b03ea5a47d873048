-- What totals of analytics are made of: paid orders by month, channel and store, and what each of them held.
create or replace temp table new_sales as
select
    customer_no, date_trunc('month', ordered_date)::date as month, channel_key, store_key,
    min(channel) filter (channel_key is not null) as channel, min(store) filter (store_key is not null) as store,
    count(*) as orders, sum(amount) as revenue, sum(amount - refunded_amount) as net_revenue
from order_amounts
where is_paid
group by customer_no, month, channel_key, store_key;

-- Numbers stay: a product that comes later gets the next one.
insert into product_numbers
select product_id, (select coalesce(max(product_key), 0) from product_numbers) + row_number() over ()
from (select product_id from products anti join product_numbers using (product_id));

create or replace temp table new_order_products as
select
    customer_no, order_no, product_key, sum(quantity) as quantity,
    sum(case
        when discount = 0 or lines_amount = 0
            then cast(round(cast(gross as decimal(24, 4)) * rate, 4) as decimal(18, 4))
        else rounded_quotient(
            whole(lines_amount - discount) * whole(gross) * cast(cast(rate as decimal(38, 8)) * 100000000 as hugeint),
            whole(lines_amount) * 100000000
        )
    end) as revenue
from lines
inner join order_amounts using (order_no)
inner join products using (product_no)
inner join product_numbers using (product_id)
where is_paid
group by customer_no, order_no, product_key;
