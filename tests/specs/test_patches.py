"""`git apply` takes the patch, whatever the files' line ends and last lines are."""

import subprocess
from pathlib import Path

import pytest

from orchestration.specs.patches import patch_of
from tests.harness.shop import HOUSE

SEEDS = {
    f"seeds/{name}.csv": (HOUSE / "seeds" / f"{name}.csv").read_bytes() for name in ("segments", "segment_filters")
}


@pytest.mark.parametrize(
    "before",
    [
        SEEDS,
        {"seeds/a.csv": b"one\r\ntwo\r\n"},
        {"seeds/a.csv": b"one\ntwo"},
        {"seeds/a.csv": 'one\nt\u2028wo\x0b"\x85\n'.encode()},
    ],
)
def test_git_applies_it(before: dict[str, bytes], tmp_path: Path) -> None:
    after = {
        path: text + (b"" if text.endswith(b"\n") else b"\n") + "новый,ряд\n".encode() for path, text in before.items()
    }
    (tmp_path / "seeds").mkdir()
    for path, text in before.items():
        (tmp_path / path).write_bytes(text)
    (tmp_path / "the.patch").write_bytes(patch_of(before, after))
    subprocess.run(["git", "apply", "the.patch"], cwd=tmp_path, check=True)
    assert {path: (tmp_path / path).read_bytes() for path in after} == after


def test_nothing_changed_is_nothing() -> None:
    assert patch_of(SEEDS, SEEDS) == b""
