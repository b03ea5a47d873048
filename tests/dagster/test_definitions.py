"""What Dagster is shown, before any refresh."""

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.defs.models.manifest import load_manifest
from orchestration.defs.refresh.settings import SettingError
from orchestration.project import find_project
from tests.dagster.asset_shop import AssetShop

CHAPTERS = {"staging", "customers", "segments", "history", "analytics", "delivery"}
AROUND_THEM = {"shop", "seeds", "operations", "publication"}


def test_definitions_load_without_a_warehouse(shop: AssetShop, definitions: dg.Definitions) -> None:
    assert definitions.resolve_job_def("refresh")
    assert not (shop.root / "warehouse").exists()


def test_groups_are_the_folders(definitions: dg.Definitions) -> None:
    groups = {spec.group_name for spec in definitions.resolve_all_asset_specs()}
    assert groups == CHAPTERS | AROUND_THEM


def test_every_asset_says_what_it_is(definitions: dg.Definitions) -> None:
    silent = [spec.key for spec in definitions.resolve_all_asset_specs() if not spec.description]
    assert silent == []


def test_a_segment_shows_its_seed(definitions: dg.Definitions) -> None:
    spec = definitions.resolve_asset_graph().get(dg.AssetKey("segment_muscovites"))
    assert spec.description.startswith("muscovites. They live in Moscow.")
    assert spec.description.endswith("\n\n- `city equals Moscow` a test")
    assert spec.owners == ["team:sales"]
    assert spec.tags["segment_kind"] == "dynamic"
    links = spec.metadata["dagster/code_references"].code_references
    assert [link.label for link in links] == [
        "seeds/segments.csv:2",
        "seeds/segment_filters.csv:2",
        "segment_muscovites.sql",
    ]


def test_every_asset_has_an_owner_and_a_kind(definitions: dg.Definitions) -> None:
    specs = list(definitions.resolve_all_asset_specs())
    assert [spec.key for spec in specs if not spec.owners] == []
    assert [spec.key for spec in specs if not spec.kinds] == []


def test_a_segment_leads_to_its_page_and_to_its_line_in_the_repository(
    shop: AssetShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGMENTS_CATALOGUE_URL", "https://segments.example.com/")
    monkeypatch.setenv("SEGMENTS_REPOSITORY_URL", "https://github.com/shop/segments")
    monkeypatch.setenv("SEGMENTS_REPOSITORY_BRANCH", "trunk")
    metadata = defs().resolve_asset_graph().get(dg.AssetKey("segment_muscovites")).metadata
    assert metadata["catalogue"].value == "https://segments.example.com/segment?code=muscovites"
    links = {link.label: link.url for link in metadata["dagster/code_references"].code_references}
    assert links["seeds/segments.csv:2"] == "https://github.com/shop/segments/tree/trunk/seeds/segments.csv#L2"


def test_another_repository_s_address_is_refused(shop: AssetShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_REPOSITORY_URL", "https://example.com/segments")
    with pytest.raises(SettingError, match="SEGMENTS_REPOSITORY_URL"):
        defs()


def test_an_address_owns_as_an_address(definitions: dg.Definitions) -> None:
    assert definitions.resolve_asset_graph().get(dg.AssetKey("segment_first_members")).owners == ["anna@example.com"]


def test_lineage_goes_from_the_shop_to_the_publication(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    assert dg.AssetKey(["shop", "orders"]) in graph.get(dg.AssetKey(["staging", "stg_orders"])).parent_keys
    published = graph.get(dg.AssetKey("published")).parent_keys
    assert {dg.AssetKey("segment_muscovites"), dg.AssetKey("segment_memberships"), dg.AssetKey("segments")} <= published


def test_every_dbt_test_is_a_check(definitions: dg.Definitions) -> None:
    tests = [node for node in load_manifest(find_project())["nodes"].values() if node["resource_type"] == "test"]
    checks = definitions.resolve_asset_graph().asset_check_keys
    assert {test["name"] for test in tests} | {"is_fresh"} == {check.name for check in checks}


def test_schedules_are_on_in_the_shops_zone(definitions: dg.Definitions) -> None:
    refresh, full = (definitions.resolve_schedule_def(name) for name in ("refresh_schedule", "full_refresh_schedule"))
    assert (refresh.cron_schedule, full.cron_schedule) == ("0 */4 * * *", "30 3 * * *")
    assert {refresh.execution_timezone, full.execution_timezone} == {"Europe/Moscow"}
    assert {refresh.default_status, full.default_status} == {dg.DefaultScheduleStatus.RUNNING}
    assert {refresh.job_name, full.job_name} == {"refresh"}


def test_the_nightly_refresh_is_full(definitions: dg.Definitions) -> None:
    tick = definitions.resolve_schedule_def("full_refresh_schedule").evaluate_tick(dg.build_schedule_context())
    assert tick.run_requests[0].run_config["resources"] == {"refresh_run": {"config": {"full": True}}}


def test_the_environment_sets_the_schedule(shop: AssetShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_CRON", "15 * * * *")
    monkeypatch.setenv("SEGMENTS_FULL_CRON", "0 5 * * 0")
    made = defs()
    assert made.resolve_schedule_def("refresh_schedule").cron_schedule == "15 * * * *"
    assert made.resolve_schedule_def("full_refresh_schedule").cron_schedule == "0 5 * * 0"


def test_ops_share_the_one_place_of_a_pool(definitions: dg.Definitions) -> None:
    ops = definitions.resolve_job_def("refresh").all_node_defs
    assert {op.name: op.pool for op in ops if op.name != "published_is_fresh"} == {
        "ingest": "warehouse",
        "build": "warehouse",
        "publish": "warehouse",
    }
