{{ config(materialized='table') }}
-- Rows of the shop that are not as the last successful refresh saw them. What attempts since then looked at is among them, and has changed only
-- if it differs from what that success saw.
with

previous as (
    select max(as_of) as as_of from {{ source('operations', 'previous_refresh') }}
),

-- A row may be there twice, word for word: then one more of it, or one less, is a change.
seen as (
    select
        seen_at,
        table_name,
        row_key,
        row_hash,
        max(changed_at) as changed_at,
        count(*) as copies
    from {{ ref('recent_rows') }}
    group by seen_at, table_name, row_key, row_hash
),

seen_now as (
    select * from seen
    where seen_at = {{ customer_segments.as_of_timestamp() }}
),

seen_before as (
    select * from seen
    where seen_at = (select as_of from previous)
),

different as (
    select
        present.table_name,
        present.row_key
    from seen_now as present
    where
        exists (select 1 from seen_before)
        and not exists (
            select 1 from seen_before as earlier
            where
                earlier.table_name = present.table_name
                and earlier.row_hash = present.row_hash
                and earlier.copies = present.copies
        )

    union

    select
        earlier.table_name,
        earlier.row_key
    from seen_before as earlier
    inner join {{ ref('source_watermarks') }} as windows on earlier.table_name = windows.table_name
    where
        (earlier.changed_at is null or windows.window_start is null or earlier.changed_at > windows.window_start)
        and not exists (
            select 1 from seen_now as present
            where present.table_name = earlier.table_name and present.row_hash = earlier.row_hash
        )

    union

    -- What changes after `as_of` has not happened; once it has, it is a change.
    select
        present.table_name,
        present.row_key
    from seen_now as present
    inner join previous on present.changed_at > previous.as_of
    where present.changed_at <= {{ customer_segments.as_of_timestamp() }}
)

select
    table_name,
    row_key,
    true as is_changed
from different

union all

select
    pending.table_name,
    pending.row_key,
    false as is_changed
from {{ source('operations', 'pending_rows') }} as pending
where not exists (
    select 1 from different
    where different.table_name = pending.table_name and different.row_key = pending.row_key
)
