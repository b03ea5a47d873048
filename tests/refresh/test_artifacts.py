"""What a refresh leaves in target/: publishing, Dagster and people read it."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.harness.rows import condition, segment
from tests.harness.shop import Shop

OWN_MODEL = """\
models:
  - name: own_numbers
    description: "{{ doc('own_numbers') }}"
    config: {contract: {enforced: false}, meta: {published: true}}
    columns: [{name: number, data_type: integer, description: "A number."}]
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop with a model of its own, refreshed twice on one day: the second refresh finds everything deployed."""
    shop = Shop.open(tmp_path_factory.mktemp("artifacts") / "shop").without_data_tests()
    shop.write_tables({"customers": [{"customer_id": "a"}]})
    shop.write_seeds([segment("known")], [{"segment_code": "known", **condition("paid_sum", "at_least", "0")}])
    models = shop.root / "models"
    (models / "own_numbers.sql").write_text("select 1 as number\n", encoding="utf-8")
    (models / "own_numbers.yml").write_text(OWN_MODEL, encoding="utf-8")
    describe(shop, "Numbers of our own.")
    for hour in ("08", "12"):
        shop.refresh(f"2026-03-02T{hour}:00:00Z")
    return shop


def describe(shop: Shop, text: str) -> None:
    words = f"{{% docs own_numbers %}}{text}{{% enddocs %}}\n"
    (shop.root / "models" / "own_numbers.md").write_text(words, encoding="utf-8")


def target(shop: Shop, name: str) -> Path:
    return shop.root / "target" / name


def comment(shop: Shop) -> object:
    with duckdb.connect(str(shop.root / "warehouse" / "published.duckdb"), read_only=True) as published:
        return published.execute("select comment from duckdb_tables() where table_name = 'own_numbers'").fetchall()


def test_the_manifest_is_left_alone_where_nothing_has_changed_and_the_results_are_those_of_the_last_build(
    shop: Shop,
) -> None:
    written = target(shop, "manifest.json").stat().st_mtime_ns
    target(shop, "run_results.json").unlink()
    shop.refresh("2026-03-02T16:00:00Z")
    assert target(shop, "manifest.json").stat().st_mtime_ns == written
    results = json.loads(target(shop, "run_results.json").read_text(encoding="utf-8"))["results"]
    states = {result["unique_id"]: result["status"] for result in results}
    assert states["model.customer_segments.customer_aggregates"] == "success"
    manifest = json.loads(target(shop, "manifest.json").read_text(encoding="utf-8"))
    assert "model.temporary_shop.segment_known" in manifest["nodes"].keys() - states.keys()


def test_a_text_about_a_model_that_has_changed_is_published(shop: Shop) -> None:
    assert comment(shop) == [("Numbers of our own.",)]
    describe(shop, "Numbers we count ourselves.")
    shop.refresh("2026-03-02T18:00:00Z")
    assert comment(shop) == [("Numbers we count ourselves.",)]


@pytest.mark.long
def test_a_manifest_that_is_gone_is_written_again(shop: Shop) -> None:
    target(shop, "manifest.json").unlink()
    shop.refresh("2026-03-02T19:00:00Z")
    assert target(shop, "manifest.json").exists()
