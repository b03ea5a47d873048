-- What each order that has happened is worth: one row per order, before anything is joined that could fan out.
create or replace temp table line_totals as
select order_no, sum(gross) as lines_amount, sum(quantity) as items_count from lines group by order_no;

create or replace temp table refunded as
select order_no, sum(cast(round(cast(amount as decimal(24, 4)) * rate, 4) as decimal(18, 4))) as refunded_amount
from refunds
inner join orders on refunds.order_no = orders.rowid
where refunded_at <= getvariable('as_of') and ordered_at <= getvariable('as_of')
group by order_no;

create or replace temp table order_amounts as
select
    orders.rowid as order_no, order_id, customer_no, ordered_at, ordered_date, channel, channel_key, status_key,
    store, store_key, rate, discount,
    coalesce(cancelled_at <= getvariable('as_of'), false) as is_cancelled,
    coalesce(paid_at <= getvariable('as_of'), false) and not is_cancelled as is_paid,
    cast(coalesce(lines_amount, 0) as decimal(18, 4)) as lines_amount,
    cast(round(cast(coalesce(lines_amount, 0) - discount as decimal(24, 4)) * rate, 4) as decimal(18, 4)) as amount,
    cast(coalesce(refunded_amount, 0) as decimal(18, 4)) as refunded_amount,
    cast(coalesce(items_count, 0) as decimal(18, 4)) as items_count
from orders
left join line_totals on orders.rowid = line_totals.order_no
left join refunded on orders.rowid = refunded.order_no
where ordered_at <= getvariable('as_of');
