-- Says of each line of the file where it went. One row per line.
with returned as (
    select
        cancellation_line,
        sum(quantity) as quantity
    from returns
    group by cancellation_line
)

select
    line,
    invoice_no,
    stock_code,
    description,
    lines.quantity,
    unit_price,
    customer_id,
    country,
    case
        when kind <> 'cancellation' then kind
        when returned.quantity is null then 'credit without a purchase'
        when returned.quantity < -lines.quantity then 'returned in part'
        else 'returned'
    end as bucket,
    lines.quantity * unit_price as amount,
    -- What of the amount the shop tables hold.
    case when kind = 'order line' then lines.quantity else coalesce(-returned.quantity, 0) end * unit_price as shop_amount
from lines
left join returned on lines.line = returned.cancellation_line
order by line
