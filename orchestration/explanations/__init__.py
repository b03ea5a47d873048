"""Why a customer is in a segment, or not: membership as published, conditions as the last build's macros judge them."""
