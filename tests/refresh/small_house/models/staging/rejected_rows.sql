{{ config(meta={'published': true}) }}
select
    'orders' as table_name,
    order_id as row_key,
    'customer_id' as column_name,
    customer_id as value,
    'row rejected: unknown customer' as reason
from {{ source('shop', 'orders') }}
where customer_id not in (select customer_id from {{ source('shop', 'customers') }})
