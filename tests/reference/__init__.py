"""A second, independent implementation of the segment language, in plain Python.

Written from the design and from nothing else: it shares no code with `macros/` or `orchestration/`, reads the same
tables and the same seeds, and is as slow and as plain as it needs to be to be obviously right.
"""

from tests.reference.evaluate import Answer, Seeds, evaluate
from tests.reference.settings import Settings

__all__ = ["Answer", "Seeds", "Settings", "evaluate"]
