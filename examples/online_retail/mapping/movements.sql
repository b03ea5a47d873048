-- What customers bought and sent back, of articles they sent back at least once. One row per line.
-- An article is what one customer buys at one price: then a refund never gives back more than was paid.
with movements as (
    select
        customer_id || '/' || product_id || '/' || unit_price as article,
        invoiced_at,
        line,
        quantity
    from lines
    where kind in ('order line', 'cancellation')
)

select
    article,
    line,
    quantity
from movements
where article in (select article from movements where quantity < 0)
order by article, invoiced_at, quantity < 0, line
