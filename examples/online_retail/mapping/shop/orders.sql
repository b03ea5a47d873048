-- An invoice is an order, paid as it is written. One row per order.
with returned as (
    select
        purchase_line,
        sum(returns.quantity) as quantity,
        max(cancellations.invoiced_at) as returned_at
    from returns
    inner join lines as cancellations on returns.cancellation_line = cancellations.line
    group by purchase_line
)

select
    invoice_no as order_id,
    invoice_no as order_number,
    customer_id,
    invoiced_at as ordered_at,
    case
        when sum(returned.quantity) = sum(lines.quantity) then 'returned'
        when sum(returned.quantity) > 0 then 'returned in part'
        else 'invoiced'
    end as status,
    invoiced_at as paid_at,
    -- The country the invoice went to; reports of revenue per country group by it.
    country as store,
    'GBP' as currency,
    coalesce(max(returned_at), invoiced_at) as updated_at
from lines
left join returned on lines.line = returned.purchase_line
where kind = 'order line'
group by invoice_no, customer_id, invoiced_at, country
order by order_id
