"""The refresh as a job: its lock and instant, what is tried again, when it starts."""
