"""The segment catalogue: pages over the published file; `python -m orchestration.catalogue` serves them."""
