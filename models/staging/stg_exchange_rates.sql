{{ config(tags=['deployed_once']) }}
select
    {{ customer_segments.as_text('currency') }} as currency,
    {{ customer_segments.as_date('valid_from') }} as valid_from,
    {{ customer_segments.as_decimal('rate', 18, 8) }} as rate,
    {{ customer_segments.unread_values('exchange_rates') }}
from {{ customer_segments.living_rows('exchange_rates') }} as living
