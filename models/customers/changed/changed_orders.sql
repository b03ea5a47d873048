-- Orders of the customers that are computed again. Tables of their own, this and those of their lines and amounts, so that what is computed of them
-- reads a few rows, and because by their size the planner sees that joins with them are small.
select *
from {{ ref('valid_orders') }}
where customer_id in (select customer_id from {{ ref('changed_customers') }})
