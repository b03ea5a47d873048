{{ customer_segments.valid_rows('customers') }}
