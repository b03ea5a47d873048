"""The API served as people serve it, or in a thread of the test with other settings; and who asks it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import uvicorn

from orchestration.api.app import create_app
from orchestration.api.keys import ApiKey, Scope, digest_of
from orchestration.api.settings import Settings
from orchestration.project import find_project
from tests.harness.leaks import LEAKS
from tests.harness.shop import NOT_PASSED_ON

SECONDS = 60

Answer = dict[str, Any]

# One key of each scope; the second is known to the API by its hash only.
KEYS = {scope: f"{scope}-key-that-nobody-could-guess-0123456789" for scope in Scope}
WRITTEN_KEYS = ";".join(
    f"{scope}-reader:{scope}:{f'sha256={digest_of(key)}' if scope == Scope.members else key}"
    for scope, key in KEYS.items()
)


class Caller:
    """Somebody with a key, or without."""

    def __init__(self, address: str, key: str | None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.http = httpx.Client(base_url=address, headers=headers, timeout=SECONDS)

    def get(self, path: str, *, status: int = 200, **parameters: object) -> Answer:
        """Ask, and give the answer, which is as OpenAPI says: JSON, or a problem."""
        return self.checked(self.http.get(path, params=_given(parameters)), status)

    def test(self, segments: list[str], customer_ids: list[str], *, status: int = 200) -> Answer:
        """Test memberships."""
        body = {"segments": segments, "customer_ids": customer_ids}
        return self.checked(self.http.post("/v1/memberships", json=body), status)

    def members(self, code: str, limit: int) -> list[str]:
        """Follow the pages of a segment's members to the end."""
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = self.get(f"/v1/segments/{code}/members", limit=limit, cursor=cursor)
            assert len(page["members"]) <= limit
            found += [member["customer_id"] for member in page["members"]]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    @staticmethod
    def checked(answer: httpx.Response, status: int) -> Answer:
        assert answer.status_code == status, answer.text
        media_type = "application/json" if status < 400 else "application/problem+json"
        assert answer.headers["content-type"] == media_type
        body: Answer = answer.json()
        if status >= 400:
            assert body["status"] == status
            assert body["type"].startswith("urn:customer-segments:problem:")
            assert body["title"]
            assert body["detail"]
        return body


def of_customer(customer_id: str, more: str = "") -> str:
    """Give the path of a customer."""
    return f"/v1/customers/{quote(customer_id, safe='')}{more}"


def kind(problem: Answer) -> str:
    return str(problem["type"]).rpartition(":")[2]


@contextmanager
def served(root: Path, log: Path) -> Iterator[str]:
    """Serve a project by the command; give the address."""
    environment = {
        "SEGMENTS_PROJECT": str(root),
        "SEGMENTS_API_KEYS": WRITTEN_KEYS,
        "SEGMENTS_API_REQUESTS_PER_MINUTE": "1000000",
    }
    with serving_command(root, log, environment) as (port, _process):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving_command(
    root: Path, log: Path, variables: Mapping[str, str], *, workers: int = 1
) -> Iterator[tuple[int, int]]:
    """Start the command in a folder; give the port and the process."""
    LEAKS.learn(variables)
    port = _free_port()
    command = [sys.executable, "-m", "orchestration.api", "--port", str(port), "--workers", str(workers)]
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=root, env={**kept, **variables}, stdout=said, stderr=said) as server,
    ):
        _wait_until_it_answers(port, lambda: server.poll() is None, log)
        try:
            yield port, server.pid
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(SECONDS)


@contextmanager
def served_here(root: Path, *, requests_per_minute: int = 1_000_000) -> Iterator[str]:
    """Serve a project from a thread of this process; give the address."""
    keys = tuple(ApiKey(f"{scope}-reader", scope, digest_of(key)) for scope, key in KEYS.items())
    app = create_app(find_project(root), Settings(keys, requests_per_minute))
    port = _free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, access_log=False, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    _wait_until_it_answers(port, thread.is_alive)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(SECONDS)


def _given(parameters: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in parameters.items() if value is not None}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_it_answers(port: int, lives: Callable[[], bool], log: Path | None = None) -> None:
    end = time.monotonic() + SECONDS
    while True:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        said = log.read_text() if log else ""
        assert lives(), said
        assert time.monotonic() < end, said
        time.sleep(0.05)
