"""The job against a real warehouse; a refresh takes seconds, so the tests go on from each other's, in their order."""

import dagster as dg
import pytest

from tests.dagster.asset_shop import AssetShop, failures, tables

AS_OF = "2026-03-01T08:00:00"
FOUR_HOURS_LATER = "2026-03-01T12:00:00"


@pytest.fixture(scope="module")
def instance() -> dg.DagsterInstance:
    """Where the runs of the module are kept."""
    return dg.DagsterInstance.ephemeral()


@pytest.fixture(scope="module")
def refreshed(shop: AssetShop, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    """The shop's first refresh, made by the job."""
    return shop.run_job(instance, as_of=AS_OF)


def test_the_job_builds_tests_and_publishes_everything(
    refreshed: dg.ExecuteInProcessResult, definitions: dg.Definitions
) -> None:
    assert refreshed.success, failures(refreshed)
    graph = definitions.resolve_asset_graph()
    materialized = {event.asset_key for event in refreshed.get_asset_materialization_events()}
    assert materialized == graph.get_all_asset_keys()
    evaluations = refreshed.get_asset_check_evaluations()
    assert {evaluation.asset_check_key for evaluation in evaluations} == set(graph.asset_check_keys)
    # The instant is years behind the clock, which is what the freshness check is there to say.
    assert {evaluation.check_name for evaluation in evaluations if not evaluation.passed} == {"is_fresh"}


def test_the_refresh_stands_at_the_instant_it_was_given(refreshed: dg.ExecuteInProcessResult, shop: AssetShop) -> None:
    refreshes = shop.query("select strftime(as_of, '%Y-%m-%dT%H:%M:%S'), status from segment_refreshes")
    assert refreshes == [(AS_OF, "succeeded")]


@pytest.mark.parametrize(
    "relation", ["segment_muscovites", "segment_buyers", "segment_memberships", "customer_aggregates"]
)
def test_a_row_count_is_what_sql_counts(
    refreshed: dg.ExecuteInProcessResult, shop: AssetShop, instance: dg.DagsterInstance, relation: str
) -> None:
    assert (
        metadata(instance, relation)["dagster/row_count"].value == shop.query(f"select count(*) from {relation}")[0][0]
    )


def test_the_shop_is_counted_and_who_entered_each_segment(
    refreshed: dg.ExecuteInProcessResult, shop: AssetShop, instance: dg.DagsterInstance
) -> None:
    assert metadata(instance, "shop", "customers")["dagster/row_count"].value == 6
    muscovites = metadata(instance, "segment_muscovites")
    assert (muscovites["entered"].value, muscovites["exited"].value) == (2, 0)
    published = metadata(instance, "published")
    sizes = {record.data["code"]: record.data["members"] for record in published["segments"].records}
    assert sizes == {"muscovites": 2, "first_members": 5, "buyers": 2}
    assert published["seconds"].value == shop.query("select seconds from segment_refreshes")[0][0]
    assert 0 < metadata(instance, "shop", "customers")["seconds"].value < published["seconds"].value


def test_both_doors_publish_the_same(refreshed: dg.ExecuteInProcessResult, shop: AssetShop) -> None:
    by_dagster = shop.history()
    shop.refresh(AS_OF)
    assert shop.history() == by_dagster
    assert len(by_dagster) == 9


def test_a_failing_test_publishes_nothing(
    refreshed: dg.ExecuteInProcessResult, shop: AssetShop, instance: dg.DagsterInstance
) -> None:
    before = shop.published.read_bytes()
    with_a_stranger = tables()
    with_a_stranger.order("o3", "nobody", "2026-02-20 12:00:00")
    shop.write_tables(with_a_stranger)
    result = shop.run_job(instance, as_of=FOUR_HOURS_LATER)
    shop.write_tables(tables())

    assert not result.success
    assert "rejected_share_is_within_limit: 1 row found, 0 expected" in failures(result)["build"]
    failed = [one.asset_check_key for one in result.get_asset_check_evaluations() if not one.passed]
    assert failed == [dg.AssetCheckKey(dg.AssetKey(["staging", "shop_row_counts"]), "rejected_share_is_within_limit")]
    assert shop.published.read_bytes() == before


def metadata(instance: dg.DagsterInstance, *key: str) -> dict[str, dg.MetadataValue]:
    """Give the metadata of an asset's last materialization."""
    event = instance.get_latest_materialization_event(dg.AssetKey(list(key)))
    assert event is not None
    assert event.asset_materialization is not None
    return dict(event.asset_materialization.metadata)
