{{ customer_segments.valid_rows('field_types') }}
