"""Who was a member at a past instant."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop


@pytest.fixture
def moved(shop: SmallShop) -> SmallShop:
    """A shop whose first customer left Moscow at 12:00 and came back at 16:00."""
    shop.write({1: "Perm", 2: "Perm", 3: "Moscow"})
    shop.refresh("12:00")
    shop.write({1: "Moscow", 2: "Perm", 3: "Moscow"})
    shop.refresh("16:00")
    return shop


@pytest.mark.parametrize(
    ("at", "as_of", "members"),
    [
        ("2026-01-05T08:00", "08:00", [("moscow", 2), ("perm", 1)]),
        ("2026-01-05T11:59:59Z", "08:00", [("moscow", 2), ("perm", 1)]),
        ("2026-01-05T15:00+03:00", "12:00", [("moscow", 1), ("perm", 2)]),
        ("2026-01-05T16:00", "16:00", [("moscow", 2), ("perm", 1)]),
        ("2027-01-01", "16:00", [("moscow", 2), ("perm", 1)]),
    ],
)
def test_list_counts_who_was_a_member_then(
    moved: SmallShop, run: Run, at: str, as_of: str, members: list[tuple[str, int]]
) -> None:
    answer = json.loads(run("--project", moved.project.root, "list", "--at", at, "--format", "json").out)
    assert answer["as_of"] == f"2026-01-05T{as_of}:00Z"
    assert [(size["code"], size["members"]) for size in answer["segments"]] == members


def test_list_draws_a_table(moved: SmallShop, run: Run) -> None:
    answer = run("--project", moved.project.root, "list", "--at", "2026-01-05T13:00")
    assert [line.split() for line in answer.out.splitlines()][2:] == [
        ["moscow", "Москва", "1", "50.0%"],
        ["perm", "Пермь", "2", "50.0%"],
    ]
    assert answer.err == "at 2026-01-05 13:00:00Z, as of 2026-01-05 12:00:00Z\n"


def test_export_writes_who_it_was(moved: SmallShop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "perm.csv"
    answer = run("--project", moved.project.root, "export", "perm", "--at", "2026-01-05T13:00", "--to", file)
    assert (answer.code, answer.err) == (0, f"2 customers of perm written to {file}\n")
    with file.open(encoding="utf-8", newline="") as rows:
        assert list(csv.DictReader(rows)) == [
            {
                "segment_code": "perm",
                "customer_id": customer,
                "entered_at": f"2026-01-05 {since}:00",
                "entered_cause": "data",
            }
            for customer, since in (("1", "12:00"), ("2", "08:00"))
        ]


@pytest.mark.parametrize("command", [("list",), ("export", "perm", "--to", "perm.csv")])
def test_before_the_first_refresh_nothing_is_known(shop: SmallShop, run: Run, command: tuple[str, ...]) -> None:
    answer = run("--project", shop.project.root, *command, "--at", "2026-01-05T07:59")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "nothing is known of 2026-01-05T07:59:00Z: the first refresh is as of 2026-01-05T08:00:00Z\n"


def test_what_is_no_instant_is_told(shop: SmallShop, run: Run) -> None:
    answer = run("--project", shop.project.root, "list", "--at", "yesterday")
    assert answer.code == 2
    assert answer.err.startswith('"yesterday" is not an instant')


def test_an_unknown_code_is_met_with_the_nearest(shop: SmallShop, run: Run) -> None:
    answer = run("--project", shop.project.root, "export", "prem", "--at", "2026-01-05T09:00", "--to", "x.csv")
    assert (answer.code, answer.err) == (2, 'there is no segment "prem"; did you mean perm?\n')
