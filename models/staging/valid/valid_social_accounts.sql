{{ customer_segments.valid_rows('social_accounts') }}
