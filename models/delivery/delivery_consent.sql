{{ config(materialized='view', tags=['deployed_once']) }}
-- Who may be written to on which channel. A customer without a known answer has not consented.
{% set part = '[^@.\\s"(),:;<>\\[\\]\\\\]+' %}
{% set email_pattern = customer_segments.sql_text('^' ~ part ~ '([.]' ~ part ~ ')*@' ~ part ~ '([.]' ~ part ~ ')+$') %}
with

customers as (
    select
        customer_id,
        is_blocked,
        email_consent,
        sms_consent,
        {{ customer_segments.trimmed('email') }} as email,
        case when phone like '+%' then '+' else '' end || {{ customer_segments.digits_of('phone') }} as phone
    from {{ ref('unscored_aggregates') }}
),

suppressed as (
    select * from {{ source('operations', 'suppressed_addresses') }}
),

channels as (
    select
        customer_id,
        'email' as channel,
        is_blocked,
        email_consent as has_consent,
        email as address,
        {{ customer_segments.matches_pattern('email', email_pattern) }} as is_address
    from customers

    union all

    select
        customer_id,
        'sms',
        is_blocked,
        sms_consent,
        nullif(nullif(phone, ''), '+'),
        length({{ customer_segments.digits_of('phone') }}) between 7 and 15
    from customers
),

judged as (
    select
        channels.customer_id,
        channels.channel,
        case
            when channels.is_blocked then 'blocked'
            when not coalesce(channels.has_consent, false) then 'no_consent'
            when channels.address is null then 'no_address'
            when not channels.is_address then 'invalid_address'
            when suppressed.address_hash is not null then 'suppressed'
        end as reason
    from channels
    left join suppressed
        on channels.channel = suppressed.channel and {{ dbt.hash('lower(channels.address)') }} = suppressed.address_hash
)

select
    customer_id,
    channel,
    reason is null as may_be_contacted,
    reason
from judged
