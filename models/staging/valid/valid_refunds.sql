{{ customer_segments.valid_rows('refunds') }}
select * from valid
