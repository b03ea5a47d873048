{{ customer_segments.valid_rows('refunds') }}
