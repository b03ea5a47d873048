{{ customer_segments.valid_rows('customer_fields') }}
