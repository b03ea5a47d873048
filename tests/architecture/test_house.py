"""The house keeps its own rules, as dbt's manifest and the folders show them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from orchestration.refresh.totals import TOTALS
from orchestration.specs.segment_rows import RESERVED_CODES

HOUSE = Path(__file__).resolve().parents[2]
CHAPTERS = ("staging", "customers", "segments", "history", "analytics", "delivery")
# The union and the definitions are read by the history; the current memberships and what is made of them come after it.
AFTER_HISTORY = {
    *("segment_memberships", "segment_assignments", "contract_comparisons", "segment_contract_results"),
    # The groups of a list are made of the memberships, and have a history of their own.
    *("customer_groups", "customer_group_history"),
}

Node = dict[str, Any]


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    target = tmp_path_factory.mktemp("target")
    strict = ("--profiles-dir", "profiles", "--show-all-deprecations", "--warn-error")
    parsed = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "parse", *strict, "--target-path", target],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert parsed.returncode == 0, parsed.stdout
    assert not re.search("warn|deprecat", parsed.stdout, re.IGNORECASE), parsed.stdout
    return dict(json.loads((target / "manifest.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def models(manifest: dict[str, Any]) -> dict[str, Node]:
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "snapshot")}


def chapter(node: Node) -> str:
    return str(node["original_file_path"].split("/")[1])


def test_a_model_is_in_the_group_of_its_folder(models: dict[str, Node]) -> None:
    assert {chapter(node) for node in models.values()} == set(CHAPTERS)
    assert {name: node["config"]["group"] for name, node in models.items()} == {
        name: chapter(node) for name, node in models.items()
    }


def test_a_description_ends_with_the_grain(models: dict[str, Node]) -> None:
    assert [name for name, node in models.items() if not re.search(r"(One|No) row .*\.$", node["description"])] == []


def test_every_published_relation_has_a_contract_and_described_columns(manifest: dict[str, Any]) -> None:
    published = [node for node in manifest["nodes"].values() if node["config"].get("meta", {}).get("published")]
    assert len(published) > 20
    for node in published:
        assert node["columns"], node["name"]
        assert all(column["description"] for column in node["columns"].values()), node["name"]
        if node["resource_type"] == "model":
            assert node["config"]["access"] == "public", node["name"]
            assert node["config"]["contract"]["enforced"] or chapter(node) == "staging", node["name"]


def test_no_model_reads_what_is_built_after_it(manifest: dict[str, Any], models: dict[str, Node]) -> None:
    def place(node: Node) -> float:
        if node["name"] in AFTER_HISTORY:
            return CHAPTERS.index("history") + 0.5
        return CHAPTERS.index(chapter(node))

    by_id = {node["unique_id"]: node for node in models.values()}
    backwards = [
        (node["name"], by_id[other]["name"])
        for node in models.values()
        for other in node["depends_on"]["nodes"]
        if other in by_id and place(by_id[other]) > place(node)
    ]
    # The log counts the memberships; scores are measured like segments; windows of segments move customers.
    assert set(backwards) <= {
        ("segment_refreshes", "segment_memberships"),
        ("customer_scores", "score_points"),
        ("changed_customers", "customers_with_moved_windows"),
    }


def test_every_total_that_goes_on_can_be_forgotten() -> None:
    files = (HOUSE / "models").rglob("*.sql")
    assert {file.stem for file in files if "totals_go_on" in file.read_text(encoding="utf-8")} == set(TOTALS)


def test_every_published_relation_is_of_use_to_somebody_known(manifest: dict[str, Any]) -> None:
    exposed = {name for exposure in manifest["exposures"].values() for name in exposure["depends_on"]["nodes"]}
    analytics = {
        node["unique_id"]
        for node in manifest["nodes"].values()
        if node["config"].get("meta", {}).get("published")
        and node["resource_type"] == "model"
        and chapter(node) == "analytics"
    }
    of_metrics = {"model.customer_segments.metric_days"}
    assert analytics - of_metrics <= exposed
    assert all(exposure["owner"]["name"] for exposure in manifest["exposures"].values())


def test_no_segment_code_can_take_a_relation_s_name(models: dict[str, Node]) -> None:
    taken = {
        name.removeprefix("segment_")
        for name, node in models.items()
        if name.startswith("segment_") and "segment_code" not in node["config"]["meta"]
    }
    assert taken <= set(RESERVED_CODES)


def test_what_differs_by_warehouse_is_in_one_folder() -> None:
    spread = [
        str(file.relative_to(HOUSE))
        for file in (HOUSE / "macros").rglob("*.sql")
        if re.search(r"adapter\.dispatch|macro (duckdb|postgres|spark|default)__", file.read_text(encoding="utf-8"))
        and file.parent.name != "warehouse"
    ]
    assert spread == []


def test_a_macro_is_in_the_file_of_its_name() -> None:
    for file in (HOUSE / "macros").rglob("*.sql"):
        public = re.findall(r"{%-? macro (\w+)\(", file.read_text(encoding="utf-8"))
        assert public, file
        assert {name.partition("__")[2] or name for name in public[:1]} == {file.stem}, file


@pytest.mark.parametrize(("folder", "longest"), [("macros", 80), ("models", 120), ("orchestration", 200)])
def test_files_stay_short(folder: str, longest: int) -> None:
    files = [file for ending in ("*.sql", "*.py") for file in (HOUSE / folder).rglob(ending)]
    generated = "-- Generated by `segments generate`"
    long = {
        str(file.relative_to(HOUSE)): lines
        for file in files
        if (lines := len((text := file.read_text(encoding="utf-8")).splitlines())) > longest
        and not text.startswith(generated)
    }
    assert long == {}
