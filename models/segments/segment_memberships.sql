{{ config(materialized='view', tags=['deployed_once']) }}
-- Who is in which segment now and since when: the open stays of the history.
select
    customer_id,
    segment_code,
    entered_at
from {{ ref('segment_membership_history') }}
where exited_at is null
