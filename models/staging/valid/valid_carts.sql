{{ customer_segments.valid_rows('carts') }}
