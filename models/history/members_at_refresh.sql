-- Who belongs now, as the membership snapshot takes it: with the instant of the refresh and the cause an entry would have.
with

members as (
    select * from {{ ref('segment_members') }}
)

select
    members.customer_id,
    members.segment_code,
    {{ customer_segments.cause_of_change('members.segment_code', 'members.customer_id') }} as entered_cause,
    cast(null as {{ dbt.type_string() }}) as exited_cause,
    members.definition_hash,
    {{ customer_segments.as_of_timestamp() }} as as_of
from members
