"""Forget a customer: everywhere, for good, and with the numbers of past refreshes left as they are."""
