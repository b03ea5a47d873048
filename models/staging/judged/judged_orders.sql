{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_checked_rows('orders') }}"
) }}
{% set reporting_currency = customer_segments.key_literal(customer_segments.setting('reporting_currency')) %}
-- Orders with the day they count for and the rate that converts them; one whose currency has no rate on its day cannot be used.
{{ customer_segments.judged_rows('orders') }},

dated as (
    select
        *,
        {{ customer_segments.shop_date('ordered_at') }} as ordered_date
    from judged
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
    rate,
    {%- for column in customer_segments.unread_columns('orders') %}
    {{ column }},
    {%- endfor %}
    case when fault is null and rate is null then 'currency' else fault_column end as fault_column,
    case when fault is null and rate is null then currency else fault_value end as fault_value,
    case when fault is null and rate is null then 'no exchange rate on its day' else fault end as fault
from rated
