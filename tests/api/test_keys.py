"""Who may ask for what, and how often."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from orchestration.api.app import create_app
from orchestration.api.keys import Scope
from orchestration.api.settings import Settings, read_settings
from orchestration.faults import UserError
from orchestration.project import find_project
from tests.api.serving import KEYS, Caller, kind, served_here
from tests.harness import Shop

OPEN = {("GET", "/openapi.json")}

# The least scope each route needs. A new route is added here, by whoever has thought of what it gives away.
SCOPES = {
    ("GET", "/v1/refresh"): Scope.sizes,
    ("GET", "/v1/segments"): Scope.sizes,
    ("GET", "/v1/segments/{segment_code}"): Scope.sizes,
    ("GET", "/v1/segments/{segment_code}/sizes"): Scope.sizes,
    ("GET", "/v1/segments/{segment_code}/members"): Scope.members,
    ("POST", "/v1/memberships"): Scope.members,
    ("GET", "/v1/customers/{customer_id}/segments"): Scope.members,
    ("GET", "/v1/customers/{customer_id}/history"): Scope.members,
    ("GET", "/v1/segments/{segment_code}/export"): Scope.personal,
    ("GET", "/v1/customers/{customer_id}"): Scope.personal,
    ("GET", "/v1/customers/{customer_id}/segments/{segment_code}/explanation"): Scope.personal,
}


def ask(caller: Caller, method: str, path: str) -> httpx.Response:
    path = path.format(segment_code="sleeping", customer_id="C0000012")
    body = {"segments": ["sleeping"], "customer_ids": ["C0000012"]} if method == "POST" else None
    return caller.http.request(method, path, json=body)


def test_every_route_is_known_here(shop: Shop) -> None:
    app = create_app(find_project(shop.root), Settings(()))
    routes = set()
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        if included := getattr(route, "original_router", None):
            waiting += included.routes
            continue
        routes |= {(method, route.path) for method in route.methods if method != "HEAD"}
    assert routes == OPEN | set(SCOPES)
    described = app.openapi()["paths"]
    assert {(method.upper(), path) for path, methods in described.items() for method in methods} == set(SCOPES)


@pytest.mark.parametrize(("method", "path"), SCOPES)
def test_a_route_answers_its_scope_and_those_above_only(address: str, method: str, path: str) -> None:
    least = SCOPES[method, path]
    for scope in Scope:
        answer = ask(Caller(address, KEYS[scope]), method, path)
        if scope.includes(least):
            assert answer.status_code == 200, answer.text
        else:
            assert kind(Caller.checked(answer, 403)) == "no-scope"
            assert f'scope="{least}"' in answer.headers["www-authenticate"]
            assert "etag" not in answer.headers


@pytest.mark.parametrize(("method", "path"), SCOPES)
@pytest.mark.parametrize("key", [None, "x", "é" * 40, KEYS[Scope.sizes][:-1], KEYS[Scope.personal].upper()])
def test_no_route_answers_without_a_key(address: str, method: str, path: str, key: str | None) -> None:
    caller = Caller(address, None)
    if key:
        caller.http.headers["Authorization"] = f"Bearer {key}".encode().decode("latin-1")
    answer = ask(caller, method, path)
    assert kind(Caller.checked(answer, 401)) == "no-key"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_description_says_which_scope_is_needed(sizes: Caller) -> None:
    description = Caller(str(sizes.http.base_url), None).get("/openapi.json")
    for (method, path), scope in SCOPES.items():
        operation = description["paths"][path][method.lower()]
        assert operation["security"] == [{"ApiKey": [scope]}]
        assert operation["summary"]
        assert operation["description"]
        for status in ("401", "403", "422", "429", "503"):
            assert set(operation["responses"][status]["content"]) == {"application/problem+json"}
    assert description["components"]["securitySchemes"]["ApiKey"]["scheme"] == "bearer"


def test_a_key_may_ask_so_often_in_a_minute_and_others_go_on(shop: Shop) -> None:
    with served_here(shop.root, requests_per_minute=3) as address:
        often = Caller(address, KEYS[Scope.sizes])
        for _ in range(3):
            often.get("/v1/refresh")
        answer = often.http.get("/v1/segments/vip/members")
        assert kind(Caller.checked(answer, 429)) == "too-many-requests"
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        Caller(address, KEYS[Scope.members]).get("/v1/refresh")


KEY = "k" * 32


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "no key is set"),
        (" ; ", "no key is set"),
        (KEY, "entry 1: write it as name:scope:key"),
        (f"crm:{KEY}", "entry 1: write it as name:scope:key"),
        (f"crm:members:{KEY};bi:{KEY}:sizes", "entry 2: the scope is none; legal: sizes, members, personal"),
        (f"{KEY} :sizes:x", "the name is up to 31 of"),
        (f"crm:member:{KEY}", "did you mean members?"),
        ("crm:members:" + "k" * 31, "the key has at least 32 characters"),
        ("crm:members:" + "k" * 31 + " ", "the key has at least 32 characters"),
        ("crm:members:sha256=" + "A" * 64 + "!", "the key has at least 32 characters"),
        (f"crm:members:{KEY};crm:sizes:{KEY}2", "entry 1: 2 entries have this name"),
        (f"crm:members:{KEY};bi:sizes:{KEY}", "entry 1: 2 entries have this key"),
    ],
)
def test_keys_that_cannot_be_used_are_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, keys: str, said: str
) -> None:
    monkeypatch.setenv("SEGMENTS_API_KEYS", keys)
    with pytest.raises(UserError) as refused:
        read_settings()
    assert said in str(refused.value)
    assert "kkkk" not in str(refused.value)


@pytest.mark.parametrize("rate", ["0", "-1", "many", "1.5", "²"])
def test_a_rate_that_is_none(monkeypatch: pytest.MonkeyPatch, rate: str) -> None:
    monkeypatch.setenv("SEGMENTS_API_KEYS", f"crm:members:{KEY}")
    monkeypatch.setenv("SEGMENTS_API_REQUESTS_PER_MINUTE", rate)
    with pytest.raises(UserError, match="SEGMENTS_API_REQUESTS_PER_MINUTE"):
        read_settings()


def test_what_is_kept_of_a_key_is_its_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_API_KEYS", f"crm:members:{KEY}")
    settings = read_settings()
    assert KEY not in repr(settings)
    assert settings.requests_per_minute == 600


def test_nothing_is_served_without_keys(tmp_path: Path) -> None:
    refused = Shop.open(tmp_path / "shop")
    run = subprocess.run(
        [sys.executable, "-m", "orchestration.api"],
        cwd=refused.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("SEGMENTS_API_KEYS: no key is set")
    assert "Traceback" not in run.stderr
