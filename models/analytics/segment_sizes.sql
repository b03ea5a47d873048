-- The size of each segment at each refresh, with those who entered and left in it; a refresh adds its own rows.
{{ config(
    materialized='incremental', incremental_strategy='delete+insert', unique_key=['segment_code', 'refresh_id'],
    full_refresh=false, on_schema_change='fail'
) }}

with

customers as (
    select count(*) as customers_count from {{ ref('unscored_aggregates') }}
),

members as (
    select
        segment_code,
        count(*) as members
    from {{ ref('segment_memberships') }}
    group by segment_code
),

changes as (
    select
        segment_code,
        count(case when event = 'entered' then 1 end) as entered,
        count(case when event = 'exited' then 1 end) as exited
    from {{ ref('segment_membership_events') }}
    where refresh_id = {{ customer_segments.refresh_id() }}
    group by segment_code
)

select
    definitions.segment_code,
    cast({{ customer_segments.refresh_id() }} as {{ dbt.type_string() }}) as refresh_id,
    {{ customer_segments.as_of_timestamp() }} as as_of,
    cast(coalesce(members.members, 0) as bigint) as members,
    cast(coalesce(changes.entered, 0) as bigint) as entered,
    cast(coalesce(changes.exited, 0) as bigint) as exited,
    coalesce(cast(members.members as double) / nullif(customers.customers_count, 0), 0) as share
from {{ ref('segment_definitions') }} as definitions
cross join customers
left join members on definitions.segment_code = members.segment_code
left join changes on definitions.segment_code = changes.segment_code
