"""Customer segments: seeds checked and turned into models, refreshed, published and read."""
