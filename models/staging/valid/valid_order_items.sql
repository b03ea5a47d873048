{{ customer_segments.valid_rows('order_items') }}
select * from valid
