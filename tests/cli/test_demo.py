from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOP_DATA", str(tmp_path / "shop"))
    return tmp_path / "shop"


@pytest.mark.parametrize(("year", "as_of"), [("2016", ""), ("2216", " --as-of 2216-03-01T12:00:00Z")])
def test_makes_a_shop_and_lets_time_pass(run: Run, folder: Path, year: str, as_of: str) -> None:
    made = run("demo", "--customers", "50", "--now", f"{year}-03-01T08:00:00Z")
    assert made.code == 0
    assert ["customers", "50"] in [line.split() for line in made.out.splitlines()]
    assert (folder / "customers.parquet").is_file()
    moved = run("demo", "--advance", "4h")
    assert moved.code == 0
    assert moved.err == f"the shop has reached {year}-03-01T12:00:00Z; now: segments refresh{as_of}\n"


@pytest.mark.parametrize("length", ["4", "h", "-4h", "0h", "4 years"])
def test_wants_a_length_of_time(run: Run, length: str) -> None:
    answer = run("demo", f"--advance={length}")
    assert answer.code == 2
    assert f'"{length}" is not a length of time' in answer.err


def test_time_passes_only_in_a_shop_that_is_there(run: Run, folder: Path) -> None:
    answer = run("demo", "--advance", "4h")
    assert answer.code == 2
    assert f"{folder} holds no demo shop" in answer.err
