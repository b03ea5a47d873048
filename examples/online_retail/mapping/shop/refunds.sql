-- What a cancellation takes off an order. One row per cancelling invoice and order.
select
    cancellations.invoice_no || '-' || purchases.invoice_no as refund_id,
    purchases.invoice_no as order_id,
    sum(returns.quantity * purchases.unit_price) as amount,
    cancellations.invoiced_at as refunded_at,
    cancellations.invoiced_at as updated_at
from returns
inner join lines as cancellations on returns.cancellation_line = cancellations.line
inner join lines as purchases on returns.purchase_line = purchases.line
group by cancellations.invoice_no, purchases.invoice_no, cancellations.invoiced_at
order by refund_id
