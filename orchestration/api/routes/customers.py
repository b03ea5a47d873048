"""One customer: in which segments now and ever, and, for who may see it, who it is and why it is in a segment."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import duckdb
from anyio import to_thread
from fastapi import APIRouter, Request, Response

from orchestration.api.asking import Present, PresentUnlessKnown, needing, services
from orchestration.api.customer_answers import (
    Condition,
    Customer,
    CustomerHistory,
    CustomerSegment,
    CustomerSegments,
    Explanation,
    Plain,
    Stay,
)
from orchestration.api.keys import Scope
from orchestration.api.problems import unknown_customer
from orchestration.api.snapshots import Snapshot
from orchestration.api.values import CustomerInPath, SegmentInPath
from orchestration.explanations.answer import explain_facts, published_facts
from orchestration.project import Project
from orchestration.published_customers import (
    customer_facts,
    customer_name,
    customer_segments,
    customer_stays,
    is_known,
)
from orchestration.rendering import render_without_dbt
from orchestration.specs import read_specs

router = APIRouter(prefix="/v1/customers/{customer_id}", tags=["customers"])


@router.get("", summary="Who a customer is", **needing(Scope.personal, 404))
def show_customer(snapshot: PresentUnlessKnown, customer_id: CustomerInPath) -> Customer:
    """Give everything that was measured of a customer, name and addresses included."""
    facts, name = snapshot.ask(_facts, customer_id)
    return Customer(
        refresh_id=snapshot.refresh.refresh_id,
        customer_id=customer_id,
        name=name,
        values={column: _plain(value) for column, value in facts.items()},
    )


@router.get("/segments", summary="Segments of a customer", **needing(Scope.members, 404))
def list_segments_of_customer(snapshot: PresentUnlessKnown, customer_id: CustomerInPath) -> CustomerSegments:
    """List the segments a customer is in now, and since when."""
    _check(snapshot, customer_id)
    return CustomerSegments(
        refresh_id=snapshot.refresh.refresh_id,
        customer_id=customer_id,
        segments=[
            CustomerSegment(segment_code=found.code, name=found.name, entered_at=found.entered_at)
            for found in snapshot.ask(customer_segments, customer_id)
        ],
    )


@router.get("/history", summary="Entries and exits of a customer", **needing(Scope.members, 404))
def show_history(snapshot: PresentUnlessKnown, customer_id: CustomerInPath) -> CustomerHistory:
    """List every stay in a segment with the cause of its entry and exit."""
    _check(snapshot, customer_id)
    return CustomerHistory(
        refresh_id=snapshot.refresh.refresh_id,
        customer_id=customer_id,
        stays=[
            Stay(
                segment_code=stay.code,
                name=stay.name,
                entered_at=stay.entered_at,
                entered_cause=stay.entered_cause,
                exited_at=stay.exited_at,
                exited_cause=stay.exited_cause,
            )
            for stay in snapshot.ask(customer_stays, customer_id)
        ],
    )


@router.get(
    "/segments/{segment_code}/explanation",
    summary="Why a customer is in a segment, or not",
    **needing(Scope.personal, 404, has_etag=False),
)
async def explain_membership(
    request: Request,
    response: Response,
    snapshot: Present,
    customer_id: CustomerInPath,
    segment_code: SegmentInPath,
) -> Explanation:
    """Give each condition with the customer's value, whether it holds, and how far off it is.

    Membership is as published. Conditions are judged by the values of the last build, which has them for the last
    refresh and not while another runs; `unknown` says so then.
    """
    response.headers["Cache-Control"] = "no-store"
    shared = services(request)
    return await to_thread.run_sync(
        _explain, shared.project, snapshot, customer_id, segment_code, limiter=shared.explaining
    )


def _explain(project: Project, snapshot: Snapshot, customer_id: str, code: str) -> Explanation:
    _check(snapshot, customer_id)
    specs = read_specs(project)
    facts = snapshot.ask(published_facts, specs, customer_id, code)
    explained = explain_facts(project, specs, facts, render_without_dbt)[0]
    lasting = next((stay for stay in explained.stays if stay.covers(explained.as_of)), None)
    return Explanation(
        refresh_id=snapshot.refresh.refresh_id,
        segment_code=explained.code,
        customer_id=customer_id,
        is_member=explained.is_member,
        holds=explained.holds,
        since=lasting.entered_at if lasting else None,
        notes=list(explained.notes),
        conditions=[Condition.model_validate(verdict) for verdict in explained.verdicts],
        unknown=explained.unknown,
    )


def _check(snapshot: Snapshot, customer_id: str) -> None:
    if not snapshot.ask(is_known, customer_id):
        raise unknown_customer()


def _facts(connection: duckdb.DuckDBPyConnection, customer_id: str) -> tuple[dict[str, object], str | None]:
    facts = customer_facts(connection, customer_id)
    if not facts:
        raise unknown_customer()
    return facts, customer_name(connection, customer_id)


def _plain(value: object) -> Plain:
    """Write a value of the warehouse as JSON has it: amounts and instants as texts."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [str(one) for one in value]
        case datetime():
            return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
        case Decimal():
            return f"{value:f}"
    return str(value)
