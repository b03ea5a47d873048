{{ customer_segments.moved_rows('order_products', 'previous_order_products') }}
