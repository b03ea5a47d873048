{{ config(materialized='view') }}
-- Who belongs now of those who are compared, in the form the membership snapshot takes: it fills in the causes of those who are new.
select
    customer_id,
    segment_code,
    cast(null as {{ dbt.type_string() }}) as entered_cause,
    cast(null as {{ dbt.type_string() }}) as exited_cause,
    definition_hash,
    {{ customer_segments.as_of_timestamp() }} as as_of
from {{ ref('segment_members') }}
