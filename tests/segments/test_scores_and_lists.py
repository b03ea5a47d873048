"""Scores, priority lists and retired segments, over two refreshes."""

from pathlib import Path

import duckdb
import pytest

from tests.harness import Shop, Tables, condition, segment

FIRST = "2026-03-09T10:00:00"
SECOND = "2026-03-09T14:00:00"

RULES = """\
score_code,group,field,scope,operator,value,points,reason
buyer,all,paid_sum,,at_least,100,30,
writer,any,reviews_count,,at_least,1,5,
writer,any,city,,equals,Perm,5,counts once
debtor,none,paid_orders_count,,at_least,1,-10,
"""
PRIORITIES = "list,rank,segment_code\noffer,1,high_score\noffer,2,in_perm\noffer,3,everyone\n"
SEGMENTS = {
    "high_score": condition("score", "at_least", "30"),
    "in_perm": condition("city", "equals", "Perm"),
    "everyone": condition("orders_count", "at_least", "0"),
    "doomed": condition("orders_count", "at_least", "0"),
}


def tables() -> Tables:
    shop = Tables()
    shop.customer("ann", city="Perm")
    shop.customer("bob")
    shop.customer("cid", city="perm")
    shop.product("tea", "Tea")
    shop.order("first", "ann", "2020-05-01 10:00:00", {"product_id": "tea", "unit_price": "100"})
    shop.add(
        "reviews", review_id="r", customer_id="ann", product_id="tea", rating="5", reviewed_at="2020-06-01 00:00:00"
    )
    for points, adjusted_at in (("2.5", "2020-01-01"), ("-1", "2026-03-09 10:00:00"), ("100", "2026-03-09 10:00:01")):
        shop.add(
            "score_adjustments", adjustment_id=adjusted_at, customer_id="bob", points=points, adjusted_at=adjusted_at
        )
    return shop


def write_seeds(shop: Shop, codes: set[str], retired: str = "") -> None:
    (shop.root / "seeds" / "score_rules.csv").write_text(RULES, encoding="utf-8")
    (shop.root / "seeds" / "segment_priorities.csv").write_text(PRIORITIES, encoding="utf-8")
    (shop.root / "seeds" / "retired_segments.csv").write_text(f"segment_code,retired_on,reason\n{retired}", "utf-8")
    for name, rows in (
        ("segments", [segment(code) for code in SEGMENTS if code in codes]),
        ("segment_filters", [{"segment_code": code, **row} for code, row in SEGMENTS.items() if code in codes]),
    ):
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        (shop.root / "seeds" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("scores") / "shop").without_data_tests()
    shop.write_tables(tables())
    write_seeds(shop, set(SEGMENTS))
    shop.command("generate")
    shop.refresh(FIRST)
    return shop


def test_points_count_once_per_code_and_adjustments_until_as_of(shop: Shop) -> None:
    scores = shop.query("select customer_id, cast(score as double) from customer_scores order by 1")
    assert scores == [("ann", 35.0), ("bob", -8.5), ("cid", -5.0)]
    assert shop.query("select customer_id, cast(score as double) from customer_aggregates order by 1") == scores
    assert shop.members()["high_score"] == {"ann"}


def test_within_a_list_a_customer_is_in_the_first_segment_that_fits(shop: Shop) -> None:
    assert shop.query("select customer_id, list, segment_code from segment_assignments order by 1") == [
        ("ann", "offer", "high_score"),
        ("bob", "offer", "everyone"),
        ("cid", "offer", "in_perm"),
    ]


def test_a_segment_that_is_gone_must_be_retired_and_then_leaves_history_behind(shop: Shop) -> None:
    remaining = set(SEGMENTS) - {"doomed"}
    write_seeds(shop, remaining)
    for command in ("validate", "generate"):
        refused = shop.run(command)
        assert refused.returncode != 0
        assert '"doomed" is gone from this file' in refused.stdout + refused.stderr
    write_seeds(shop, remaining, "doomed,2026-03-09,no longer sold\n")
    shop.command("generate")
    shop.refresh(SECOND)
    assert shop.query(
        "select distinct cast(exited_at as varchar), exited_cause from segment_membership_history"
        " where segment_code = 'doomed'"
    ) == [("2026-03-09 14:00:00", "definition")]
    for file in ("build", "published"):
        with duckdb.connect(str(shop.root / "warehouse" / f"{file}.duckdb"), read_only=True) as connection:
            assert connection.execute(
                "select count(*) from information_schema.tables where table_name = 'segment_doomed'"
            ).fetchone() == (0,)


def test_scores_keep_their_history(shop: Shop) -> None:
    if ("20260309T140000Z",) not in shop.query("select refresh_id from segment_refreshes"):
        shop.refresh(SECOND)
    assert shop.query(
        "select cast(score as double), cast(valid_from as varchar), cast(valid_until as varchar)"
        " from customer_score_history where customer_id = 'bob' order by valid_from"
    ) == [(-8.5, "2026-03-09 10:00:00", "2026-03-09 14:00:00"), (91.5, "2026-03-09 14:00:00", None)]


def test_a_removed_segment_in_use_names_its_users(shop: Shop, tmp_path: Path) -> None:
    write_seeds(shop, set(SEGMENTS) - {"doomed", "in_perm"}, "doomed,2026-03-09,\nin_perm,2026-03-09,\n")
    refused = shop.run("validate")
    assert refused.returncode == 1
    assert "segment_priorities.csv:3" in refused.stdout
