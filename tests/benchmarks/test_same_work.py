"""The benchmark compares times, so both sides have to publish the same rows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.compare import differences
from benchmarks.history_step import measure_history
from benchmarks.refreshes import Place, refresh_by_command, refresh_by_hand, refresh_by_polars
from benchmarks.segment_families import FAMILIES
from benchmarks.shops import Shop, change_customers, make_project, make_shop

CUSTOMERS = 300


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    made = make_shop(tmp_path_factory.mktemp("shops"), CUSTOMERS)
    change_customers(made, one_in=10)
    return made


@pytest.fixture(scope="module")
def place(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A project with one segment of each family, refreshed in full by the command and by hand."""
    folder = tmp_path_factory.mktemp("project")
    made = Place(make_project(folder, len(FAMILIES)), folder / "home")
    refresh_by_command(made, shop.data, shop.first)
    refresh_by_hand(made, shop.data, shop.first)
    yield made
    made.forget()


@pytest.mark.long
def test_refreshes_by_hand_publish_what_the_project_publishes(shop: Shop, place: Place, tmp_path: Path) -> None:
    assert differences(place.published, place.published_by_hand) == []
    assert refresh_by_polars(place, shop.data, shop.first).different == 0
    before = Path(shutil.copy(place.published, tmp_path / "before.duckdb"))

    refresh_by_command(place, shop.changed_data, shop.second)
    refresh_by_hand(place, shop.changed_data, shop.second, incremental=True)

    assert differences(place.published, place.published_by_hand) == []
    with duckdb.connect(str(place.published), read_only=True) as published:
        moved = published.execute(
            "select count(*) from segment_membership_events "
            "where refresh_id = (select max(refresh_id) from segment_sizes)"
        ).fetchone()
    steps = measure_history(tmp_path / "history", before, place.published)
    assert moved is not None
    assert steps.changes == moved[0] > 0


def test_a_single_changed_value_is_a_difference(place: Place, tmp_path: Path) -> None:
    changed = Path(shutil.copy(place.published_by_hand, tmp_path / "changed.duckdb"))
    with duckdb.connect(str(changed)) as connection:
        connection.execute(
            "update customer_aggregates set paid_sum = paid_sum + 0.0001 where customer_id = "
            "(select min(customer_id) from customer_aggregates)"
        )

    found = differences(place.published_by_hand, changed)

    assert [(one.relation, one.only_left, one.only_right) for one in found] == [("customer_aggregates", 1, 1)]
