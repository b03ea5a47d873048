{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['refresh_id', 'started_at'],
    full_refresh=false, meta={'published': true}) }}
select
    {{ refresh_id() }} as refresh_id,
    {{ as_of() }} as as_of,
    timestamp '{{ refresh_value('started_at') }}' as started_at,
    cast(null as timestamp) as finished_at,
    'running' as status,
    '{{ refresh_value('definition_commit') }}' as definition_commit,
    (select count(*) from {{ source('shop', 'customers') }}) as rows_read,
    (select count(*) from {{ ref('rejected_rows') }}) as rejected,
    (select count(*) from {{ ref('segment_members') }}) as members,
    cast(null as double) as seconds,
    cast(null as boolean) as is_full,
    cast(null as varchar) as definition_hashes,
    cast(null as varchar) as source_watermarks
