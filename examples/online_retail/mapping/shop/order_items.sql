-- Exact repeats are lines of their own: the invoice bills them. One row per order line.
select
    invoice_no || '-' || line_of_invoice as order_item_id,
    invoice_no as order_id,
    product_id,
    quantity,
    unit_price,
    invoiced_at as updated_at
from lines
where kind = 'order line'
order by line
