"""`segments preview` on the real house: the same SQL as the models, and nothing written."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.harness import Shop

SEGMENTS = [
    {
        "segment_code": "tea_lovers",
        "name": "Tea",
        "kind": "dynamic",
        "is_active": "true",
        "is_in_analytics": "true",
    }
]
FILTERS = [
    {"segment_code": "tea_lovers", "group": "any", "field": "city", "operator": "equals", "value": "moscow"},
    {"segment_code": "tea_lovers", "group": "any", "field": "age", "operator": "is_set"},
    {"segment_code": "tea_lovers", "group": "all", "field": "is_vip", "operator": "is_true"},
]
CUSTOMERS = [
    {"customer_id": "1", "city": " MOSCOW", "is_vip": "true"},
    {"customer_id": "2", "city": "Moscow", "is_vip": "false"},
    {"customer_id": "3", "city": "Perm", "is_vip": "true"},
    {"customer_id": "4", "city": None, "is_vip": "true"},
]


@pytest.fixture(scope="module")
def real_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A refreshed shop on the real house."""
    shop = Shop.open(tmp_path_factory.mktemp("real") / "shop")
    shop.write_tables({"customers": CUSTOMERS})
    shop.write_seeds(SEGMENTS, FILTERS)
    shop.refresh("2026-01-05T08:00:00")
    return shop


def files_of(root: Path) -> dict[Path, bytes]:
    folders = [root / name for name in ("warehouse", "seeds", "models")]
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_counts_after_each_group_what_the_refresh_counted(real_shop: Shop, run: Run) -> None:
    before = files_of(real_shop.root)
    answer = run("--project", real_shop.root, "preview", "tea_lovers", "--format", "json")
    assert answer.code == 0
    assert json.loads(answer.out) == {
        "code": "tea_lovers",
        "as_of": "2026-01-05T08:00:00Z",
        "is_whole": True,
        "customers": 4,
        "members": 1,
        "share": 0.25,
        "steps": [
            {"group": "any", "conditions": ["city equals moscow", "age is_set"], "members": 2},
            {"group": "all", "conditions": ["is_vip is_true"], "members": 1},
        ],
        "sample": ["1"],
    }
    assert real_shop.members() == {"tea_lovers": {"1"}}
    assert files_of(real_shop.root) == before


def test_counts_a_definition_that_was_never_built(real_shop: Shop, run: Run) -> None:
    seed = real_shop.root / "seeds" / "segment_filters.csv"
    kept = seed.read_text(encoding="utf-8")
    try:
        seed.write_text(kept.replace("moscow", "perm"), encoding="utf-8")
        answer = run("--project", real_shop.root, "preview", "tea_lovers")
    finally:
        seed.write_text(kept, encoding="utf-8")
    assert answer.code == 0
    assert [line.split() for line in answer.out.splitlines()[2:]] == [
        ["every", "customer", "4"],
        ["any", "city", "equals", "perm", "1"],
        ["age", "is_set"],
        ["all", "is_vip", "is_true", "1"],
        [],
        ["1", "members,", "25.0%", "of", "customers"],
        ["among", "them", "3"],
    ]


def test_an_unknown_code_is_met_with_the_nearest(real_shop: Shop, run: Run) -> None:
    answer = run("--project", real_shop.root, "preview", "tea_lover")
    assert (answer.code, answer.err) == (2, 'there is no segment "tea_lover"; did you mean tea_lovers?\n')


def test_without_a_refresh_there_is_nothing_to_count(
    real_shop: Shop, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEGMENTS_HOME", str(tmp_path))
    answer = run("--project", real_shop.root, "preview", "tea_lovers")
    assert answer.code == 3
    assert answer.err.startswith("nothing is built yet in ")
