-- Everybody the file names, also who only sent goods back. One row per customer.
select
    customer_id,
    -- 8 customers moved: the country of their latest invoice.
    last(country order by invoiced_at, line) as country,
    -- The file does not know when they registered: they are there from their first invoice on.
    min(invoiced_at) as registered_at,
    max(invoiced_at) as updated_at
from lines
where customer_id is not null
group by customer_id
order by customer_id
