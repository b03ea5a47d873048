"""A handful of random sequences: after each refresh the warehouse is the one a full rebuild would have made.

The sequences are the same in every run; `long_run.py` takes others by the hundred.
"""

from pathlib import Path

import pytest

from tests.incremental.sequence import Sequence

STEPS = 2


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_incremental_equals_full(seed: str, tmp_path: Path) -> None:
    steps = list(Sequence(seed, tmp_path).run(STEPS))
    assert not steps[-1].differing, f"sequence {seed}\n" + "\n".join(map(str, steps))
    assert len(steps) == STEPS
