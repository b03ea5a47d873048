{{ customer_segments.valid_rows('score_adjustments') }}
