{{ config(materialized='incremental', full_refresh=false, meta={'published': true}) }}
select
    '{{ var('refresh_id') }}' as refresh_id,
    timestamp '{{ var('as_of') }}' as as_of,
    timestamp '{{ var('started_at') }}' as started_at,
    cast(null as timestamp) as finished_at,
    'running' as status,
    '{{ var('definition_commit') }}' as definition_commit,
    (select count(*) from {{ source('shop', 'customers') }}) as rows_read,
    (select count(*) from {{ ref('rejected_rows') }}) as rejected,
    (select count(*) from {{ ref('segment_members') }}) as members,
    cast(null as double) as seconds
