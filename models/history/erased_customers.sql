-- Whom `segments erase` removed, so that every publication knows it and a lost build file forgets nobody.
select
    customer_hash,
    erased_at
from {{ source('operations', 'erased_customers') }}
