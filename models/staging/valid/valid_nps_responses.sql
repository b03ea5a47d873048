{{ customer_segments.valid_rows('nps_responses') }}
