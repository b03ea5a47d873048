{{ config(materialized='table') }}
-- To whom the rows that are looked at again belonged at the last successful refresh: they lose what moves to another customer.
{% set valid = customer_segments.previous_valid_rows() %}
with

owners as (
    {{ customer_segments.owners_of_checked_rows(valid) }}
),

-- An attempt that was not published may have moved them since: then what it found before it did so counts.
pending as (
    select * from {{ source('operations', 'pending_rows') }}
    where previous_customer_id is not null
)

select
    owners.table_name,
    owners.row_key,
    owners.customer_id
from owners
left join pending on owners.table_name = pending.table_name and owners.row_key = pending.row_key
where pending.row_key is null

union all

select
    pending.table_name,
    pending.row_key,
    pending.previous_customer_id
from pending
inner join {{ ref('rows_to_check') }} as checked on pending.table_name = checked.table_name and pending.row_key = checked.row_key
