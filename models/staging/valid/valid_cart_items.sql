{{ customer_segments.valid_rows('cart_items') }}
