{{ config(materialized='incremental', full_refresh=false, meta={'published': true}) }}
select
    segments.segment_code,
    {{ refresh_id() }} as refresh_id,
    {{ as_of() }} as as_of,
    (select count(*) from {{ ref('segment_members') }} as m where m.segment_code = segments.segment_code) as members,
    count(*) filter (where event = 'entered') as entered,
    count(*) filter (where event = 'exited') as exited,
    0.5 as share
from {{ ref('segments') }} as segments
left join {{ ref('segment_membership_events') }} as events
    on events.segment_code = segments.segment_code and events.refresh_id = {{ refresh_id() }}
group by segments.segment_code
