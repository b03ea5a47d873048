{{ customer_segments.valid_rows('interactions') }}
select * from valid
