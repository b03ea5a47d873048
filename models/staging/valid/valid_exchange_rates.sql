{{ customer_segments.valid_rows('exchange_rates') }}
