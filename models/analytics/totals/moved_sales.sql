{{ customer_segments.moved_rows('customer_sales', 'previous_sales') }}
