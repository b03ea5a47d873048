select
    customer_id,
    segment_code,
    'data' as entered_cause,
    cast(null as varchar) as exited_cause,
    'hash' as definition_hash,
    {{ as_of() }} as as_of
from {{ ref('segment_members') }}
