-- Every entry and exit of the history as an event; a refresh adds its own.
{{ config(materialized='incremental', incremental_strategy='append', on_schema_change='fail') }}

with

stays as (
    select * from {{ ref('segment_membership_history') }}
),

events as (
    select
        customer_id,
        segment_code,
        'entered' as event,
        entered_at as occurred_at,
        entered_cause as cause
    from stays

    union all

    select
        customer_id,
        segment_code,
        'exited',
        exited_at,
        exited_cause
    from stays
    where exited_at is not null
)

select
    customer_id,
    segment_code,
    event,
    occurred_at,
    cause,
    {{ customer_segments.instant_text('occurred_at') }} as refresh_id
from events
{% if is_incremental() %}
where occurred_at > coalesce((select max(occurred_at) from {{ this }}), cast('0001-01-01' as timestamp))
{% endif %}
