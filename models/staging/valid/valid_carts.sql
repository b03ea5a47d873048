{{ customer_segments.valid_rows('carts') }}
select * from valid
