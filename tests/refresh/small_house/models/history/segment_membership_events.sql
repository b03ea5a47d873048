{{ config(materialized='incremental', full_refresh=false, meta={'published': true}) }}
select
    customer_id, segment_code, 'entered' as event, entered_at as occurred_at, entered_cause as cause,
    {{ refresh_id() }} as refresh_id
from {{ ref('segment_membership_history') }}
where entered_at = {{ as_of() }}
union all
select customer_id, segment_code, 'exited', exited_at, exited_cause, {{ refresh_id() }}
from {{ ref('segment_membership_history') }}
where exited_at = {{ as_of() }}
