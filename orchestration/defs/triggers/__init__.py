"""What entries and exits of segments start."""
