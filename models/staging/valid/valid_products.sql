{{ customer_segments.valid_rows('products') }}
