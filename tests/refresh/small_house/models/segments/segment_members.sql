select customer_id, lower(city) as segment_code
from {{ source('shop', 'customers') }}
where lower(city) in (select segment_code from {{ ref('segments') }})
