{{ customer_segments.valid_rows('field_types') }}
select * from valid
