{{ customer_segments.valid_rows('interactions') }}
