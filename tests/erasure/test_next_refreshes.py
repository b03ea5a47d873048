"""The source still has the erased customer; no refresh brings her back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.erasure.people import ANN, FOURTH, SECOND, THIRD, seeds, tables, traces
from tests.harness import Shop

FIGURES = (
    *("segment_sales", "segment_top_products", "channel_sales", "segment_overlaps"),
    *("customer_cohorts", "shop_sales", "customer_sales", "customer_group_history"),
)


def test_no_refresh_brings_her_back(refreshed_twice: Shop, copy_of: Callable[[Shop], Shop]) -> None:
    shop = copy_of(refreshed_twice)
    read, rejected = shop.query(
        "select rows_read, rejected from segment_refreshes where as_of = (select max(as_of) from segment_refreshes)"
    )[0]
    shop.command("erase", ANN, "--yes")

    shop.refresh(THIRD)
    assert traces(shop) == []
    exits = "select segment_code, cause, count(*) from segment_membership_events where event = 'exited' group by all"
    assert sorted(shop.query(exits)) == [("club", "erased", 1), ("founders", "erased", 1), ("romans", "erased", 1)]
    assert shop.members() == {"romans": {"bob-1"}, "founders": {"bob-1", "ann-smith-47110"}, "club": {"bob-1"}}
    sizes = "select members, entered, exited from segment_sizes where as_of = (select max(as_of) from segment_sizes)"
    assert sorted(shop.query(sizes)) == [(1, 0, 1), (1, 0, 1), (2, 0, 1)]
    hers = {table: len([row for row in rows if belongs_to_ann(row)]) for table, rows in tables().items()}
    now = shop.query("select rows_read, rejected from segment_refreshes order by as_of desc limit 1")[0]
    assert now == (int(str(read)) - sum(hers.values()), 0)
    assert int(str(rejected)) > 0
    assert shop.query("select * from rejected_rows") == []

    shop.refresh(FOURTH)  # the second one may go on from the first
    assert traces(shop) == []
    relations = ("customer_aggregates", "segment_membership_history", "erased_customers", *FIGURES)
    incremental = [shop.rows(relation) for relation in relations]

    shop.command("refresh", "--as-of", FOURTH, "--full")
    assert traces(shop) == []
    full = [shop.rows(relation) for relation in relations]
    for one, other in zip(incremental, full, strict=True):
        assert sorted(one, key=str) == sorted(other, key=str)

    for path in (shop.root / "warehouse").glob("build.duckdb*"):
        path.unlink()
    shop.command("refresh", "--as-of", FOURTH)
    assert traces(shop) == []
    assert sorted(shop.rows("segment_membership_history"), key=str) == sorted(full[1], key=str)
    assert len(shop.rows("erased_customers")) == 1


def belongs_to_ann(row: dict[str, object]) -> bool:
    """Tell whether a row of the source is hers, or hangs on one of hers."""
    own = (row.get("customer_id"), row.get("order_id"), row.get("cart_id"))
    return own[0] == ANN or own[1] in ("order-ann", "order-bad") or own[2] == "cart-ann"


@pytest.mark.long
def test_somebody_is_kept_out_in_advance(shop: Shop) -> None:
    refused = shop.run("erase", "new-customer", "--yes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert '"new-customer" is no customer here, nobody was erased' in refused.stderr
    assert traces(shop)
    shop.command("erase", "new-customer", ANN, "--yes", "--in-advance")
    later = tables()
    later.customer("new-customer", email="new@example.com", city="Rome", updated_at="2026-03-09 16:00:00")
    later.order("order-new", "new-customer", "2026-03-09 16:00:00", {"product_id": "tea", "unit_price": "9"})
    shop.write_tables(later)
    shop.write_seeds(*seeds())
    shop.refresh(THIRD)
    assert traces(shop) == []
    assert traces(shop, "new-customer", "new@example.com", "order-new") == []
    assert shop.query("select count(*) from customer_aggregates") == [(2,)]
    assert shop.query("select strftime(erased_at, '%Y-%m-%dT%H:%M:%S') from erased_customers") == [(SECOND,), (SECOND,)]


@pytest.mark.long
def test_an_older_publication_does_not_forget(shop: Shop, tmp_path: Path) -> None:
    warehouse = shop.root / "warehouse"
    older = warehouse / "publications" / "older.duckdb"
    older.parent.mkdir(exist_ok=True)
    shutil.copyfile(warehouse / "published.duckdb", older)
    shop.command("erase", ANN, "--yes")
    older.replace(warehouse / "published.duckdb")
    (warehouse / "build.duckdb").unlink()
    shop.refresh(THIRD)
    assert traces(shop) == []
    assert shop.members()["romans"] == {"bob-1"}
