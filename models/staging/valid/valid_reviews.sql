{{ customer_segments.valid_rows('reviews') }}
