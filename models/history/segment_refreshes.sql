-- The log of refreshes: `segments refresh` opens the row of the running one, dbt fills it in, the end of the refresh closes it. Those that failed stay.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key=['refresh_id', 'started_at'],
    full_refresh=false, on_schema_change='fail'
) }}

{% set type = dbt.type_string() %}
{% set started_at = customer_segments.refresh_value('started_at') or customer_segments.as_of().isoformat() %}
{% set definition_commit = customer_segments.refresh_value('definition_commit') or 'unknown' %}
with

read as (
    select
        sum(rows_read) as rows_read,
        sum(rows_rejected) as rejected
    from {{ ref('shop_row_counts') }}
),

watermarks as (
    select
        '{' || coalesce({{ dbt.listagg(
            "'\"' || table_name || '\": \"' || " ~ customer_segments.instant_text('watermark') ~ " || '\"'", "', '", 'order by table_name'
        ) }}, '') || '}' as source_watermarks
    from {{ ref('source_watermarks') }}
    where watermark is not null
),

definitions as (
    select
        '{' || coalesce({{ dbt.listagg(
            "'\"' || segment_code || '\": \"' || definition_hash || '\"'", "', '", 'order by segment_code'
        ) }}, '') || '}' as definition_hashes
    from {{ ref('segment_definitions') }}
    where is_active
),

members as (
    select count(*) as members from {{ ref('segment_memberships') }}
)

select
    cast({{ customer_segments.refresh_id() }} as {{ type }}) as refresh_id,
    {{ customer_segments.as_of_timestamp() }} as as_of,
    cast({{ customer_segments.sql_text(started_at) }} as timestamp) as started_at,
    cast(null as timestamp) as finished_at,
    cast('running' as {{ type }}) as status,
    cast({{ customer_segments.sql_text(definition_commit) }} as {{ type }}) as definition_commit,
    cast(read.rows_read as bigint) as rows_read,
    cast(read.rejected as bigint) as rejected,
    cast(members.members as bigint) as members,
    cast(null as double) as seconds,
    {{ 'true' if customer_segments.refresh_value('full') == 'true' else 'false' }} as is_full,
    cast(definitions.definition_hashes as {{ type }}) as definition_hashes,
    cast(watermarks.source_watermarks as {{ type }}) as source_watermarks
from read
cross join members
cross join definitions
cross join watermarks
