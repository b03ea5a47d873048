import dataclasses
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.project import Project
from orchestration.refresh.errors import AsOfNotATimeError
from orchestration.refresh.start import parse_as_of, start_refresh


def project(root: Path) -> Project:
    return Project(root=root, name="shop", home=root / "warehouse", shop_data=root / "shop_data")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01T08:00:00Z", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01 08:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T01:30:00+03:00", datetime(2026, 2, 28, 22, 30, tzinfo=UTC)),
        ("2026-03-01T08:00:00.999Z", datetime(2026, 3, 1, 8, tzinfo=UTC)),
    ],
)
def test_reads_instants_as_utc_seconds(text: str, instant: datetime) -> None:
    assert parse_as_of(text) == instant


@pytest.mark.parametrize("text", ["", "now", "2026-13-01", "08:00", "0001-01-01T00:00:00+14:00"])
def test_refuses_what_is_no_instant(text: str) -> None:
    with pytest.raises(AsOfNotATimeError) as raised:
        parse_as_of(text)
    assert raised.value.text == text
    assert f'"{text}" is not an instant' in str(raised.value)


def test_the_key_of_a_refresh_is_its_instant(tmp_path: Path) -> None:
    refresh = start_refresh(project(tmp_path), parse_as_of("2026-03-01T11:00:05+03:00"))
    assert refresh.refresh_id == "20260301T080005Z"
    assert refresh.started_at.microsecond == 0


def test_without_an_instant_a_refresh_stands_at_its_start(tmp_path: Path) -> None:
    refresh = start_refresh(project(tmp_path))
    assert refresh.as_of == refresh.started_at


def test_outside_git_the_commit_is_unknown(tmp_path: Path) -> None:
    assert start_refresh(project(tmp_path)).definition_commit == "unknown"


def test_the_commit_says_whether_files_differ_from_it(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run(
            ["git", "-C", str(tmp_path), *identity, *arguments], capture_output=True, text=True, check=True
        ).stdout.strip()

    git("init")
    (tmp_path / "seed.csv").write_text("a\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "first")
    head = git("rev-parse", "HEAD")
    assert start_refresh(project(tmp_path)).definition_commit == head
    (tmp_path / "seed.csv").write_text("b\n", encoding="utf-8")
    assert start_refresh(project(tmp_path)).definition_commit == f"{head}-dirty"


def test_a_refresh_is_a_value(tmp_path: Path) -> None:
    refresh = start_refresh(project(tmp_path))
    with pytest.raises(dataclasses.FrozenInstanceError):
        refresh.full = True  # type: ignore[misc]
