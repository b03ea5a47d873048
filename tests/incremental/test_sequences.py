"""A handful of random sequences: after each refresh the warehouse is the one a full rebuild would have made.

The sequences are the same in every run; `long_run.py` takes others by the hundred.
"""

from pathlib import Path

import pytest

from tests.incremental.sequence import Sequence

LONGER = pytest.mark.long


@pytest.mark.parametrize(
    ("seed", "number"),
    [("one", 2), ("two", 1), ("three", 1), *(pytest.param(seed, 2, marks=LONGER) for seed in ("two", "three"))],
)
def test_incremental_equals_full(seed: str, number: int, tmp_path: Path) -> None:
    steps = list(Sequence(seed, tmp_path).run(number))
    assert not steps[-1].differing, f"sequence {seed}\n" + "\n".join(map(str, steps))
    assert len(steps) == number
