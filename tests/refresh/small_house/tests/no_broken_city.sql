select * from {{ source('shop', 'customers') }} where city = 'BROKEN'
