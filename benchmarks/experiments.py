"""Every experiment: what is run, and what comes out of it as rows of results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.analytics_queries import ask
from benchmarks.empty_models import measure_empty_models
from benchmarks.history_step import measure_history
from benchmarks.laboratory import Laboratory, NotTheSameWorkError, Result
from benchmarks.refreshes import (
    Place,
    Refreshed,
    refresh_by_command,
    refresh_by_dagster,
    refresh_by_hand,
    refresh_by_polars,
)
from benchmarks.shops import Shop, change_customers
from orchestration.refresh.totals import TOTALS

HISTORY_NODES = ("members_at_refresh", "segment_membership_history")
# What is there for figures of sales, overlaps, cohorts and migrations alone.
ANALYTICS_NODES = (
    *("previous_sales", "previous_order_products", "customer_sales", "order_products"),
    *("moved_sales", "moved_order_products", "moved_memberships", *TOTALS),
    *("segment_overlaps", "segment_sales", "segment_top_products", "segment_top_categories", "channel_sales"),
    *("customer_cohorts", "shop_sales", "customer_groups", "customer_group_history", "segment_migrations"),
)


def refreshes(lab: Laboratory) -> Iterator[Result]:
    """Full and incremental, by the command and by hand, and the history step on what changed between them."""
    customers, segments = lab.sizes.customers, lab.sizes.segments
    shop, place = lab.place(customers, segments)
    change_customers(shop)
    size = (customers, segments)
    full = refresh_by_command(place, shop.data, shop.first)
    yield lab.result("full", "segments refresh", *size, full)
    before = lab.keep(place.published, "full")
    # Each side goes on right after its own full refresh: its files are in memory as far as there is room.
    done = refresh_by_command(place, shop.changed_data, shop.second)
    yield lab.result("incremental", "segments refresh", *size, done)
    after = lab.keep(place.published, "changed")
    yield from _history(lab, done, before, after)
    yield lab.result("full", "hand-written SQL", *size, refresh_by_hand(place, shop.data, shop.first))
    before_by_hand = lab.keep(place.published_by_hand, "full_by_hand")
    by_hand = refresh_by_hand(place, shop.changed_data, shop.second, incremental=True)
    yield lab.result("incremental", "hand-written SQL", *size, by_hand)
    after_by_hand = lab.keep(place.published_by_hand, "changed_by_hand")
    lab.same("full", before, before_by_hand)
    lab.same("incremental", after, after_by_hand)


def dagster(lab: Laboratory) -> Iterator[Result]:
    """The full refresh by the other door."""
    customers, segments = lab.sizes.customers, lab.sizes.segments
    shop, place = lab.place(customers, segments)
    done = refresh_by_dagster(place, shop.data, shop.first)
    yield lab.result("full", "Dagster job", customers, segments, done)


def _history(lab: Laboratory, done: Refreshed, before: Path, after: Path) -> Iterator[Result]:
    """The history step alone: what it took in a refresh, and what others take for the same change."""
    steps = measure_history(lab.work / "history", before, after)
    note = f"{steps.members:,} memberships, {steps.changes:,} entries and exits"
    for subject, seconds in {
        "history step of segments refresh": sum(done.parts.get(node, 0.0) for node in HISTORY_NODES),
        "raw anti-join diff": steps.diff_seconds,
        "stock dbt snapshot (node)": steps.snapshot_node_seconds,
        "stock dbt snapshot (command)": steps.snapshot_command_seconds,
    }.items():
        lab.tell(f"history: {subject} {seconds:.2f} s ({note})")
        yield Result("history", subject, lab.sizes.customers, lab.sizes.segments, round(seconds, 3), note=note)


def polars(lab: Laboratory) -> Iterator[Result]:
    """Aggregates and memberships by Polars, from the same files, checked against what was published."""
    customers, segments = lab.sizes.customers, lab.sizes.segments
    shop, place = lab.place(customers, segments)
    refresh_by_hand(place, shop.data, shop.first)
    done = refresh_by_polars(place, shop.data, shop.first)
    lab.tell(f"polars: {done.seconds:.1f} s, {done.members} members, {done.cost.peak_bytes >> 20} MiB, {done.note}")
    if done.different:
        raise NotTheSameWorkError("polars", [done.note])
    yield Result(
        "full", "Polars, aggregates and members only", customers, segments, round(done.seconds, 2),
        round(done.cost.cpu_seconds, 2), done.cost.peak_bytes >> 20, note=done.note,
    )  # fmt: skip


def many_segments(lab: Laboratory) -> Iterator[Result]:
    """A thousand segments: parse, build and publish, against as many statements and as many empty models."""
    customers, segments = lab.sizes.many_segments_customers, lab.sizes.many_segments
    shop, place = lab.place(customers, segments, is_parsed=False)
    yield lab.result("many segments", "segments refresh", customers, segments, _cold(place, shop))
    by_hand = refresh_by_hand(place, shop.data, shop.first)
    yield lab.result("many segments", "hand-written SQL", customers, segments, by_hand)
    empty = Refreshed(measure_empty_models(lab.work / "empty_models", segments))
    yield lab.result("many segments", "dbt build of as many empty views", customers, segments, empty)
    lab.same("many segments", place.published, place.published_by_hand)


def _cold(place: Place, shop: Shop) -> Refreshed:
    """Refresh without what dbt has kept of the parse: parsing counts here."""
    (place.project / "target" / "partial_parse.msgpack").unlink(missing_ok=True)
    return refresh_by_command(place, shop.data, shop.first)


def growth(lab: Laboratory) -> Iterator[Result]:
    """More customers with the same segments, and more segments with the same customers."""
    for customers in lab.sizes.growth_customers:
        yield from _both("growth of customers", lab, customers, lab.sizes.segments)
    for segments in lab.sizes.growth_segments:
        yield from _both("growth of segments", lab, lab.sizes.many_segments_customers, segments)


def contacts(lab: Laboratory) -> Iterator[Result]:
    """The shape a user of another system reported at forty minutes per segment."""
    yield from _both("260,000 contacts", lab, lab.sizes.contacts, lab.sizes.segments)


def memory(lab: Laboratory) -> Iterator[Result]:
    """The most memory a full and an incremental refresh hold."""
    customers, segments = lab.sizes.memory_customers, lab.sizes.segments
    shop, place = lab.place(customers, segments)
    change_customers(shop)
    full = refresh_by_command(place, shop.data, shop.first)
    yield lab.result("memory", "segments refresh, full", customers, segments, full)
    incremental = refresh_by_command(place, shop.changed_data, shop.second)
    yield lab.result("memory", "segments refresh, incremental", customers, segments, incremental)


def analytics(lab: Laboratory) -> Iterator[Result]:
    """What BI asks of a publication with many axes, and what the nodes of analytics take of a refresh."""
    customers, segments = lab.sizes.customers, lab.sizes.axes
    shop, place = lab.place(customers, segments)
    change_customers(shop)
    full = refresh_by_command(place, shop.data, shop.first)
    yield lab.result("analytics, full", "segments refresh", customers, segments, full)
    done = refresh_by_command(place, shop.changed_data, shop.second)
    yield lab.result("analytics, incremental", "segments refresh", customers, segments, done)
    for kind, parts in (("full", full.parts), ("incremental", done.parts)):
        took = {node: seconds for node, seconds in parts.items() if node in ANALYTICS_NODES}
        note = ", ".join(f"{node} {seconds:.2f}" for node, seconds in sorted(took.items(), key=lambda part: -part[1]))
        subject = "its nodes for analytics, one after the other"
        yield Result(f"analytics, {kind}", subject, customers, segments, round(sum(took.values()), 2), note=note)
    for answer in ask(place.published):
        lab.tell(f"{answer.subject}: {answer.seconds:.3f} s, {answer.rows} rows")
        note = f"{answer.rows:,} rows"
        yield Result("query", answer.subject, customers, segments, round(answer.seconds, 3), note=note)


def _both(experiment: str, lab: Laboratory, customers: int, segments: int) -> Iterator[Result]:
    shop, place = lab.place(customers, segments)
    done = refresh_by_command(place, shop.data, shop.first)
    yield lab.result(experiment, "segments refresh", customers, segments, done)
    by_hand = refresh_by_hand(place, shop.data, shop.first)
    yield lab.result(experiment, "hand-written SQL", customers, segments, by_hand)
    lab.same(experiment, place.published, place.published_by_hand)


EXPERIMENTS: dict[str, Callable[[Laboratory], Iterator[Result]]] = {
    "refreshes": refreshes,
    "dagster": dagster,
    "polars": polars,
    "many-segments": many_segments,
    "contacts": contacts,
    "growth": growth,
    "memory": memory,
    "analytics": analytics,
}
