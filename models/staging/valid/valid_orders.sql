{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('orders') }}"
) }}
{% set reporting_currency = customer_segments.key_literal(customer_segments.setting('reporting_currency')) %}
-- Usable orders with the day they count for and the rate that converts them; an order whose currency has no rate on its day is left out.
{{ customer_segments.valid_rows('orders') }},

dated as (
    select
        *,
        {{ customer_segments.shop_date('ordered_at') }} as ordered_date
    from valid
),

rates as (
    select
        {{ customer_segments.text_key('currency') }} as currency_key,
        valid_from,
        lead(valid_from) over (
            partition by {{ customer_segments.text_key('currency') }} order by valid_from nulls last
        ) as valid_until,
        rate
    from {{ ref('valid_exchange_rates') }}
),

days as (
    {{ customer_segments.every_day("(select min(valid_from) from rates)", customer_segments.date_literal(customer_segments.today())) }}
),

-- A rate a day, so that orders find theirs by equality.
daily_rates as (
    select
        rates.currency_key,
        days.day,
        rates.rate
    from rates
    inner join days on rates.valid_from <= days.day and (rates.valid_until is null or rates.valid_until > days.day)
),

rated as (
    select
        dated.*,
        case
            when coalesce(dated.currency_key, {{ reporting_currency }}) = {{ reporting_currency }} then cast(1 as decimal(18, 8))
            else daily_rates.rate
        end as rate
    from dated
    left join daily_rates on dated.currency_key = daily_rates.currency_key and dated.ordered_date = daily_rates.day
)

select
    order_id,
    order_number,
    customer_id,
    ordered_at,
    ordered_date,
    status,
    paid_at,
    cancelled_at,
    channel,
    store,
    discount,
    delivery_cost,
    status_key,
    channel_key,
    store_key,
    currency_key,
    rate
from rated
where rate is not null
