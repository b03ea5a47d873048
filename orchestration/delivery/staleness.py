"""Whether a plan may still be done, and which of its rows must not be any more."""

from __future__ import annotations

from datetime import datetime

import duckdb

from orchestration.delivery.plan import Plan, PlanHeader
from orchestration.delivery.wanted import ADDRESSES, PUBLISHED
from orchestration.refresh.publications import Publication
from orchestration.specs.cells import WHITE_SPACE


def why_stale(
    store: duckdb.DuckDBPyConnection, plan: Plan, publication: Publication | None, definition: str
) -> str | None:
    """Say what overtook a plan; None when nothing did. One that is under way is finished whatever was published since.

    Args:
        store: where plans are remembered.
        plan: as its file says.
        publication: what is published now.
        definition: of the destination, as the seeds say it now.
    """
    header = plan.header
    known = store.execute("select checksum, state from delivery_plans where plan_id = ?", [header.plan_id]).fetchone()
    if known is None:
        return "this project does not know it"
    later = store.execute(
        "select count(*) from delivery_plans where destination = ? and state != 'planned' and plan_id != ?",
        [header.destination, header.plan_id],
    ).fetchall()[0][0]
    checksum, state = known
    is_new = state == "planned"
    published = publication.refresh_id if publication else None
    reasons = {
        "its file is not the one that was made": checksum != plan.checksum,
        "another plan was applied since": later != header.base_version,
        "the destination was changed in the seeds": is_new and definition != header.definition,
        f"it was made from refresh {header.refresh_id}, which is no longer the published one": (
            is_new and published != header.refresh_id
        ),
    }
    return next((reason for reason, is_so in reasons.items() if is_so), None)


def find_withdrawn(store: duckdb.DuckDBPyConnection, channel: str) -> None:
    """Make the temporary table `withdrawn`: rows that would write to somebody who must not be written to by now.

    Args:
        store: with the plan's rows as `plan_rows` and the published file attached.
        channel: whose consent to ask for.
    """
    # Consent is to the address the customer has, which may be somebody else's by now if it is an earlier one.
    moved = f"lower(rows.address) is distinct from lower({ADDRESSES[channel]})"
    store.execute(
        f"""
        create or replace temp table withdrawn as
        select rows.position, coalesce(
            case when customers.customer_id is null then 'erased' end,
            case when not coalesce(consent.may_be_contacted, false) then coalesce(consent.reason, 'no_consent') end,
            case when {moved} then 'address_changed' end,
            'suppressed'
        ) as reason
        from plan_rows as rows
        left join {PUBLISHED}.customer_aggregates as customers on rows.customer_id = customers.customer_id
        left join {PUBLISHED}.delivery_consent as consent
            on rows.customer_id = consent.customer_id and consent.channel = $channel
        where rows.action != 'remove' and (
            customers.customer_id is null
            or not coalesce(consent.may_be_contacted, false)
            or {moved}
            or md5(lower(rows.address)) in (select address_hash from delivery_suppressions where channel = $channel)
        )
        """,  # noqa: S608 constants
        {"channel": channel, "white_space": WHITE_SPACE},
    )


def skip(store: duckdb.DuckDBPyConnection, header: PlanHeader, now: datetime) -> int:
    """Settle the rows of `withdrawn` without sending them; gives their number."""
    store.execute(
        "insert into delivery_results select ?, ?, rows.position, rows.key, rows.action, rows.customer_id, 'skipped', "
        "withdrawn.reason, ? from withdrawn inner join plan_rows as rows using (position) "
        "where position not in (select position from delivery_results where plan_id = ?)",
        [header.plan_id, header.destination, now, header.plan_id],
    )
    found = store.execute(
        "select count(*) from delivery_results where plan_id = ? and outcome = 'skipped'", [header.plan_id]
    ).fetchone()
    return found[0] if found else 0
