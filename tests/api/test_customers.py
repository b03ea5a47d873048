"""What is said of a customer is what the published file says, and what `segments explain` says."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.api.conftest import HOSTILE_IDS
from tests.api.serving import Caller, kind, of_customer
from tests.harness import Shop

SOME = ("C0000005", "C0000012", "C0000150", *HOSTILE_IDS)


@pytest.mark.parametrize("customer_id", SOME)
def test_segments_of_a_customer(shop: Shop, members: Caller, customer_id: str) -> None:
    answer = members.get(of_customer(customer_id, "/segments"))
    expected = [code for code, of_segment in sorted(shop.members().items()) if customer_id in of_segment]
    assert [segment["segment_code"] for segment in answer["segments"]] == expected
    assert expected
    assert answer["customer_id"] == customer_id


def test_history_has_every_entry_and_exit(shop: Shop, members: Caller) -> None:
    movers = [
        str(customer_id)
        for (customer_id,) in shop.query(
            "select distinct customer_id from segment_membership_events where event = 'exited' order by all limit 5"
        )
    ]
    assert movers
    for customer_id in [*movers, *HOSTILE_IDS]:
        events = {
            (stay["segment_code"], event, stay[f"{event}_at"], stay[f"{event}_cause"])
            for stay in members.get(of_customer(customer_id, "/history"))["stays"]
            for event in ("entered", "exited")
            if stay[f"{event}_at"]
        }
        expected = [
            (code, event, f"{occurred_at:%Y-%m-%dT%H:%M:%SZ}", cause)
            for of_customer_id, code, event, occurred_at, cause in shop.query(
                "select customer_id, segment_code, event, occurred_at, cause from segment_membership_events"
            )
            if of_customer_id == customer_id
        ]
        assert events == set(expected)
        assert len(expected) > 1


def test_who_a_customer_is(shop: Shop, personal: Caller) -> None:
    rows = {str(row["customer_id"]): row for row in shop.rows("customer_aggregates")}
    names = dict(shop.query('select "CustomerId", any_value("Name") from segment_export group by 1'))
    for customer_id in SOME:
        answer = personal.get(of_customer(customer_id))
        assert answer["values"] == {column: _json(value) for column, value in rows[customer_id].items()}
        assert answer["name"] == names[customer_id]
    assert rows["C0000005"]["email"]


def _json(value: object) -> object:
    match value:
        case datetime():
            return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
        case date() | Decimal():
            return str(value)
    return value


@pytest.mark.parametrize("code", ["vip", "sleeping", "regular_buyer", "newsletter"])
def test_explanations_are_those_of_the_command(shop: Shop, personal: Caller, code: str) -> None:
    said = json.loads(shop.run("explain", code, "C0000012", "--format", "json").stdout)
    answer = personal.get(of_customer("C0000012", f"/segments/{code}/explanation"))
    assert answer["is_member"] == said["is_member"]
    assert answer["holds"] == said["holds"]
    assert answer["notes"] == said["notes"]
    assert answer["unknown"] is None
    assert [(one["condition"], one["actual"], one["holds"]) for one in answer["conditions"]] == [
        (one["condition"], one["actual"], one["holds"]) for one in said["verdicts"]
    ]
    assert len(answer["conditions"]) > 1
    assert (answer["since"] is not None) == answer["is_member"]


@pytest.mark.parametrize(
    "customer_id",
    ["nobody", "' or '1'='1", "nul\0byte", "Ж" * 1000, "erased-00000000-0000-0000-0000-000000000000", "*", "%"],
)
@pytest.mark.parametrize("more", ["", "/segments", "/history", "/segments/vip/explanation"])
def test_somebody_nobody_knows(personal: Caller, customer_id: str, more: str) -> None:
    assert kind(personal.get(of_customer(customer_id, more), status=404)) == "unknown-customer"


def test_ids_that_cannot_be(personal: Caller) -> None:
    for path in (of_customer("x" * 10_000), "/v1/customers/%ED%A0%80", "/v1/customers/%FF"):
        assert kind(personal.get(path, status=422)) == "invalid-request"
    assert kind(personal.get("/v1/customers/a/b", status=404)) == "not-found"


def test_a_segment_that_is_none(personal: Caller) -> None:
    path = of_customer("C0000012", "/segments/nobody/explanation")
    assert kind(personal.get(path, status=404)) == "unknown-segment"
