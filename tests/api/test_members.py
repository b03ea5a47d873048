"""Members are those of the published file, in pages and in tests of many ids at once."""

import json

import pytest

from tests.api.conftest import HOSTILE_IDS
from tests.api.serving import Caller, kind
from tests.harness import Shop


def test_pages_hold_every_member_once(shop: Shop, members: Caller) -> None:
    of_shop = shop.members()
    assert sum(map(len, of_shop.values())) > 900
    for code, expected in of_shop.items():
        found = members.members(code, limit=max(1, len(expected) // 3))
        assert found == sorted(found, key=lambda text: text.encode())
        assert len(found) == len(expected)
        assert set(found) == expected


def test_a_page_says_when_each_member_entered(shop: Shop, members: Caller) -> None:
    expected = shop.query(
        "select customer_id, strftime(entered_at, '%Y-%m-%dT%H:%M:%SZ') from segment_memberships "
        "where segment_code = 'sleeping' order by customer_id"
    )
    page = members.get("/v1/segments/sleeping/members", limit=5000)
    assert [(member["customer_id"], member["entered_at"]) for member in page["members"]] == expected
    assert page["next_cursor"] is None


def test_an_export_has_what_the_export_relation_has(shop: Shop, personal: Caller) -> None:
    columns = (
        "CustomerId, Name, Organization, Email, Phone, ManagerName, LastOrderNumber, LastOrderId, OrdersSum, "
        "OrdersCount, Location, RegistrationDateTime, BirthDay"
    )
    quoted = ", ".join(f'"{column}"' for column in columns.split(", "))
    expected = shop.query(f"select {quoted} from segment_export where segment_code = 'sleeping' order by 1")
    first = personal.get("/v1/segments/sleeping/export", limit=100)
    second = personal.get("/v1/segments/sleeping/export", limit=5000, cursor=first["next_cursor"])
    rows = first["rows"] + second["rows"]
    assert len(first["rows"]) == 100
    assert second["next_cursor"] is None
    assert [tuple(row) for row in rows[:1]] == [tuple(columns.split(", "))]
    assert [tuple(_text(value) for value in row.values()) for row in rows] == [
        tuple(_text(value) for value in row) for row in expected
    ]


def _text(value: object) -> str:
    return str(value).replace("T", " ").removesuffix("Z").replace(" ", "")


def test_memberships_are_tested_as_sql_would(shop: Shop, members: Caller) -> None:
    everybody = [customer_id for (customer_id,) in shop.query("select customer_id from customer_aggregates")]
    assert set(HOSTILE_IDS) < set(everybody)
    of_shop = shop.members()
    strangers = ["nobody", "", "C0000001 ", "c0000001", "a'b", "nul\0byte", "🍵" * 300, "1e9999"]
    asked = [text for pair in zip(everybody, strangers * 100, strict=False) for text in pair if text]
    codes = list(of_shop)
    for start in range(0, len(codes), 20):
        answer = members.test(codes[start : start + 20], asked)
        assert [found["segment_code"] for found in answer["segments"]] == codes[start : start + 20]
        for found in answer["segments"]:
            assert found["members"] == [
                customer_id for customer_id in everybody if customer_id in of_shop[found["segment_code"]]
            ]
        assert answer["unknown"] == [text for text in strangers if text]


def test_a_thousand_ids_at_a_time_and_no_more(shop: Shop, members: Caller) -> None:
    ids = [f"C{number:07}" for number in range(1, 1001)]
    answer = members.test(["sleeping"], ids)
    assert set(answer["segments"][0]["members"]) == shop.members()["sleeping"] & set(ids)
    known = {customer_id for (customer_id,) in shop.query("select customer_id from customer_aggregates")}
    assert answer["unknown"] == [customer_id for customer_id in ids if customer_id not in known]
    problem = members.test(["sleeping"], [*ids, "C9999999"], status=422)
    assert [error["location"] for error in problem["errors"]] == ["body.customer_ids"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"segments": ["vip"]}',
        b'{"segments": [], "customer_ids": ["C1"]}',
        b'{"segments": ["vip"], "customer_ids": []}',
        b'{"segments": ["vip"], "customer_ids": [""]}',
        b'{"segments": ["vip"], "customer_ids": [1]}',
        b'{"segments": ["vip"], "customer_ids": ["\\ud800"]}',
        b'{"segments": ["vip\' or 1=1"], "customer_ids": ["C1"]}',
        b'{"segments": ["vip"], "customer_ids": ["C1"], "more": 1}',
        json.dumps({"segments": ["vip"], "customer_ids": ["x" * 10_000]}).encode(),
    ],
)
def test_bodies_that_cannot_be_used(members: Caller, body: bytes) -> None:
    answer = members.http.post("/v1/memberships", content=body, headers={"Content-Type": "application/json"})
    problem = members.checked(answer, 422)
    assert problem["errors"]
    assert "xxx" not in answer.text


def test_a_body_that_is_too_large_is_not_read(members: Caller) -> None:
    answer = members.http.post(
        "/v1/memberships", content=b" " * 6_000_000, headers={"Content-Type": "application/json"}
    )
    assert kind(members.checked(answer, 413)) == "body-too-large"


def test_a_segment_that_is_none(members: Caller, personal: Caller) -> None:
    assert kind(members.test(["vip", "nobody"], ["C0000001"], status=404)) == "unknown-segment"
    assert kind(members.get("/v1/segments/nobody/members", status=404)) == "unknown-segment"
    assert kind(personal.get("/v1/segments/nobody/export", status=404)) == "unknown-segment"


def test_cursors_are_of_one_segment(members: Caller) -> None:
    cursor = members.get("/v1/segments/sleeping/members", limit=1)["next_cursor"]
    for other in ("/v1/segments/email_reachable/members", "/v1/segments/vip/members"):
        assert kind(members.get(other, cursor=cursor, status=409)) == "cursor-expired"
    for nonsense in ("x", "AAAA", "bnVsbA", "W10", "MQ", "W10" * 80):
        assert kind(members.get("/v1/segments/sleeping/members", cursor=nonsense, status=409)) == "cursor-expired"
    assert kind(members.get("/v1/segments/sleeping/members", cursor="a b", status=422)) == "invalid-request"
    assert "C000" not in cursor


def test_a_body_that_is_not_said_to_be_json_is_answered_with_what_to_send(members: Caller) -> None:
    body = '{"segments": ["vip"], "customer_ids": ["C0000012"]}'
    problem = members.checked(members.http.post("/v1/memberships", content=body), 422)
    assert "Content-Type: application/json" in problem["detail"]
