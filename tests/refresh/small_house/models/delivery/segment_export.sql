select members.segment_code, members.customer_id as "CustomerId", customers.city as "Location"
from {{ ref('segment_members') }} as members
inner join {{ source('shop', 'customers') }} as customers on customers.customer_id = members.customer_id
