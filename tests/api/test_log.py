"""What the API writes says what was asked and how it went, and nothing about anybody."""

import socket
from pathlib import Path
from urllib.parse import quote

import pytest

from orchestration.api.keys import Scope
from tests.api.conftest import HOSTILE_IDS
from tests.api.serving import KEYS, Caller, of_customer, served
from tests.harness import Shop


@pytest.fixture
def said(shop: Shop, tmp_path: Path) -> str:
    """The log of a server that was asked everything, by those who may and those who may not."""
    log = tmp_path / "log"
    with served(shop.root, log) as address:
        callers = [Caller(address, key) for key in (*KEYS.values(), None, "a-key-that-is-not-known-0123456789-abc")]
        for caller in callers:
            caller.http.get(of_customer("C0000012", "/segments/vip/explanation"))
            for customer_id in ("C0000012", "somebody@example.com", *HOSTILE_IDS):
                for more in ("", "/segments", "/history", "/nothing"):
                    caller.http.get(of_customer(customer_id, more))
                caller.http.get("/v1/segments/vip/members", params={"cursor": customer_id, "limit": customer_id})
                caller.http.get(f"/{quote(customer_id, safe='')}")
                caller.http.request("DELETE", of_customer(customer_id))
                caller.http.post("/v1/memberships", json={"segments": ["vip"], "customer_ids": [customer_id] * 1001})
            caller.http.get("/v1/segments/vip/export")
        for raw in (
            b"GET /v1/customers/C0000012 HTTP/9.9\r\n\r\n",
            b"C0000012 somebody@example.com\r\n\r\n",
            b"GET /v1/customers/C0000012 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        ):
            host, _, port = address.removeprefix("http://").rpartition(":")
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(10_000)
    return log.read_text(encoding="utf-8")


def test_the_log_names_routes_and_nobody(shop: Shop, said: str) -> None:
    assert " GET /v1/customers/{customer_id}/history 200 " in said
    assert " POST /v1/memberships 422 " in said
    assert " GET - 404 " in said
    assert f" {Scope.members}-reader\n" in said
    assert " 500 " not in said
    assert "Traceback" not in said
    rows = shop.query("select customer_id, email, phone from customer_aggregates")
    names = [name for (name,) in shop.query('select distinct "Name" from segment_export where "Name" is not null')]
    personal = {str(value) for row in rows for value in row if value} | {str(name) for name in names}
    assert len(personal) > 500
    secrets = {*KEYS.values(), "somebody@example.com", "a-key-that-is-not-known"}
    assert [value for value in personal | secrets if value in said or quote(value, safe="") in said] == []
