{{ customer_segments.valid_rows('reviews') }}
select * from valid
