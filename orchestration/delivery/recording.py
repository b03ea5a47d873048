"""Write down what is about to be sent and what became of it, so that a kill loses nothing and doubles nothing.

Before rows are sent, their members are marked as uncertain: they may be on the list. A plan that is made after a kill
then takes off who should not be there, though nobody ever heard what the platform did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.delivery.operations import RowResult
from orchestration.delivery.plan import PlanHeader

MOST_ATTEMPTS = 6
"""Times a row is sent, over any number of applies, before it is parked."""

# A refusal for one of these says that the person must not be written to, not that the row was wrong.
FORGOTTEN = ("forgotten", "compliance_state", "unsubscribed")

_SUPPRESSED = f"(outcome = 'unsubscribed' or (outcome = 'refused' and coalesce(why, '') in {FORGOTTEN}))"
_SETTLED_WELL = "outcome in ('done', 'unchanged', 'gone', 'unsubscribed')"


def mark_sent(store: duckdb.DuckDBPyConnection, header: PlanHeader, positions: Sequence[int]) -> None:
    """Write down that rows of `plan_rows` are about to be sent, and how their members were before."""
    _choose(store, positions)
    store.execute(
        "insert into delivery_past select $d, $n, sent.customer_id, coalesce(any_value(held.is_member), false), "
        "any_value(held.address), any_value(held.fields) "
        "from sent left join delivery_members as held on held.destination = $d and held.customer_id = sent.customer_id "
        "where sent.customer_id not in (select customer_id from delivery_past where destination = $d and number = $n) "
        "group by sent.customer_id",
        {"d": header.destination, "n": header.number},
    )
    store.execute(
        "insert into delivery_members by name select distinct $d as destination, customer_id, false as is_member, "
        "true as is_certain, 0 as version from sent "
        "where customer_id not in (select customer_id from delivery_members where destination = $d)",
        {"d": header.destination},
    )
    store.execute(
        "update delivery_members set is_certain = false, is_member = true, "
        "address = case when sent.action = 'remove' then delivery_members.address else sent.address end "
        "from sent where destination = $d and delivery_members.customer_id = sent.customer_id",
        {"d": header.destination},
    )


@dataclass(frozen=True)
class Answers:
    """Hold how rows ended.

    Args:
        channel: whose consent was asked for.
        results: by position in the plan.
        now: when this apply began, UTC without a zone.
    """

    channel: str
    results: Sequence[tuple[int, RowResult]]
    now: datetime


def record(store: duckdb.DuckDBPyConnection, header: PlanHeader, answers: Answers) -> frozenset[int]:
    """Write down how rows ended; gives the positions of those that may be sent again.

    Args:
        store: with the plan's rows as `plan_rows`.
        header: the plan.
        answers: how the rows ended.
    """
    results, now = answers.results, answers.now
    # As lists, because a statement per row takes a millisecond each.
    store.execute(
        "create or replace temp table ended as "
        "select unnest(?::bigint[]) as position, unnest(?::varchar[]) as outcome, unnest(?::varchar[]) as reason",
        [
            [position for position, _ in results],
            [result.outcome.value for _, result in results],
            [result.reason for _, result in results],
        ],
    )
    _choose(store, [position for position, _ in results])
    given = {"d": header.destination, "now": now}
    store.execute(
        "create or replace temp table answered as "
        "select sent.*, ended.outcome, ended.reason as why, coalesce(waiting.attempts, 0) + 1 as attempts "
        "from sent inner join ended using (position) "
        "left join delivery_waiting as waiting on waiting.destination = $d and waiting.key = sent.key",
        {"d": header.destination},
    )
    store.execute(
        f"update answered set outcome = 'parked' where outcome = 'retry' and attempts >= {MOST_ATTEMPTS}"  # noqa: S608
    )
    _suppress(store, header, answers)
    _move_members(store, header, now)
    _park(store, given)
    store.execute(
        "insert into delivery_results select $p, $d, position, key, action, "
        "case when reason is distinct from 'erased' then customer_id end, outcome, why, $now from answered "
        "where outcome != 'retry'",
        {**given, "p": header.plan_id},
    )
    _forget_erased(store, header)
    again = store.execute("select position from answered where outcome = 'retry'").fetchall()
    return frozenset(position for (position,) in again)


def _choose(store: duckdb.DuckDBPyConnection, positions: Sequence[int]) -> None:
    store.execute(
        "create or replace temp table sent as select plan_rows.* from plan_rows "
        "inner join (select unnest(?::bigint[]) as position) using (position)",
        [list(positions)],
    )


def _suppress(store: duckdb.DuckDBPyConnection, header: PlanHeader, answers: Answers) -> None:
    """Remember addresses that must not be written to again; as a hash, which outlives the person's erasure."""
    store.execute(
        "insert into delivery_suppressions "  # noqa: S608 constants
        "select distinct $channel, md5(lower(address)), $platform, coalesce(why, 'unsubscribed'), $now from answered "
        f"where {_SUPPRESSED} and md5(lower(address)) not in "
        "(select address_hash from delivery_suppressions where channel = $channel)",
        {"channel": answers.channel, "platform": header.platform, "now": answers.now},
    )


def _move_members(store: duckdb.DuckDBPyConnection, header: PlanHeader, now: datetime) -> None:
    """Take over what the platform confirmed."""
    given = {"d": header.destination, "now": now}
    here = "where delivery_members.destination = $d and delivery_members.customer_id = answered.customer_id"
    confirmed = "version = version + 1, confirmed_at = $now"
    store.execute(
        "update delivery_members set is_member = true, is_certain = true, address = answered.address, "  # noqa: S608
        f"fields = answered.fields, {confirmed} from answered {here} "
        "and answered.action != 'remove' and outcome in ('done', 'unchanged')",
        given,
    )
    store.execute(
        "update delivery_members set is_member = false, is_certain = true, address = null, fields = null, "  # noqa: S608
        f"{confirmed} from answered {here} and answered.action = 'remove' and {_SETTLED_WELL}",
        given,
    )
    past = (
        "delivery_past as past on past.destination = $d and past.number = $n "
        "and past.customer_id = answered.customer_id"
    )
    before = "address = case when was_member then delivery_members.address end, fields = null"
    # Who left at the platform and was on the list is on it still, until a plan takes them off.
    store.execute(
        f"update delivery_members set is_member = was_member, is_certain = true, {before}, {confirmed} "  # noqa: S608
        f"from answered inner join {past} {here} and answered.action != 'remove' and {_SUPPRESSED}",
        {**given, "n": header.number},
    )
    # Somebody who could not be added is no more there than before; the version stays, so the same change keeps its key.
    store.execute(
        f"update delivery_members set is_member = was_member, is_certain = not was_member, {before} "  # noqa: S608
        f"from answered inner join {past} {here} "
        f"and answered.action = 'add' and outcome = 'refused' and not {_SUPPRESSED}",
        {"d": header.destination, "n": header.number},
    )


def _park(store: duckdb.DuckDBPyConnection, given: dict[str, object]) -> None:
    where = {"d": given["d"]}
    store.execute("delete from delivery_waiting where destination = $d and key in (select key from answered)", where)
    store.execute(
        "insert into delivery_waiting select $d, key, customer_id, attempts, why from answered where outcome = 'retry'",
        where,
    )
    store.execute(
        "insert into delivery_dead_letters select $d, key, customer_id, action, why, attempts, $now from answered "  # noqa: S608
        f"where (outcome = 'parked' or outcome = 'refused') and not {_SUPPRESSED} "
        "and key not in (select key from delivery_dead_letters where destination = $d)",
        given,
    )


def _forget_erased(store: duckdb.DuckDBPyConnection, header: PlanHeader) -> None:
    """Keep nothing of an erased customer who has left the list."""
    for table in ("delivery_members", "delivery_past", "delivery_waiting", "delivery_dead_letters"):
        store.execute(
            f"delete from {table} where destination = ? and customer_id in "  # noqa: S608 constants
            f"(select customer_id from answered where reason = 'erased' and {_SETTLED_WELL})",
            [header.destination],
        )
