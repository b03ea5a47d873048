"""A platform's stand-in: real HTTP on a loopback port, a small contract, people, and faults to order."""

import json
import re
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from jsonschema import Draft202012Validator

Schema = dict[str, Any]
Answer = tuple[int, Any]
Contract = dict[tuple[str, str], Schema | None]


@dataclass
class Person:
    """Hold what a platform knows of an address."""

    address: str
    fields: dict[str, Any] = field(default_factory=dict)
    is_subscribed: bool = True
    lists: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Fault:
    """Order what becomes of one request; `after` does the work and loses the answer."""

    status: int | None = None
    retry_after: str | None = None
    is_reset: bool = False
    seconds: float = 0.0
    after: bool = False


class StandIn:
    """Keep people, check each request against the contract, and answer.

    `contract` maps a method and a pattern of paths to the schema of the body, or None where there is none to have.
    """

    LIST = "list"
    OTHER = "other"
    contract: ClassVar[Contract] = {}

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.refuses: set[str] = set()
        self.forgotten: set[str] = set()
        self.faults: deque[Fault] = deque()
        self.requests: list[tuple[float, str, str]] = []
        self.violations: list[str] = []
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"stand_in": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    # What a test does to the platform

    def person(self, address: str, *, lists: tuple[str, ...] = (), is_subscribed: bool = True) -> Person:
        made = self.people[address.lower()] = Person(address, {}, is_subscribed, set(lists))
        return made

    def forget(self, address: str) -> None:
        self.people.pop(address.lower(), None)
        self.forgotten.add(address.lower())

    def members(self, name: str | None = None) -> set[str]:
        return {key for key, person in self.people.items() if (name or self.LIST) in person.lists}

    def state(self) -> dict[str, Any]:
        return {k: (dict(p.fields), p.is_subscribed, sorted(p.lists)) for k, p in self.people.items()}

    def takes(self, address: str) -> bool:
        return address.lower() not in self.refuses | self.forgotten

    # What a platform says

    def is_allowed(self, headers: Any, body: bytes) -> bool:
        raise NotImplementedError

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        raise NotImplementedError

    def checked(self, method: str, path: str, body: Any) -> str | None:
        for (known, pattern), schema in self.contract.items():
            if known == method and re.fullmatch(pattern, path):
                if schema is None:
                    return None
                error = next(iter(Draft202012Validator(schema).iter_errors(body)), None)
                return None if error is None else f"{method} {pattern}: {error.json_path} {error.validator}"
        return f"{method} {path} is not in the contract"


class Handler(BaseHTTPRequestHandler):
    """Speak HTTP for a stand-in."""

    stand_in: ClassVar[StandIn]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        with self.stand_in.lock:
            self.stand_in.requests.append((time.monotonic(), self.command, path))
            fault = self.stand_in.faults.popleft() if self.stand_in.faults else None
        if fault and not fault.after and self.failed(fault):
            return
        with self.stand_in.lock:
            status, answer = self.answered(path, parse_qs(parts.query), body)
        if fault and fault.after and self.failed(fault):
            return
        self.reply(status, answer)

    def answered(self, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        if not self.stand_in.is_allowed(self.headers, body):
            return 401, {"error": "no"}
        sent = json.loads(body) if body else None
        wrong = self.stand_in.checked(self.command, path, sent)
        if wrong:
            self.stand_in.violations.append(wrong)
            return 400, {"error": wrong}
        return self.stand_in.answer(self.command, path, {k: v[0] for k, v in query.items()}, sent)

    def failed(self, fault: Fault) -> bool:
        time.sleep(fault.seconds)
        if fault.is_reset:
            self.close_connection = True
            self.connection.close()
            return True
        if fault.status is not None:
            headers = {"retry-after": fault.retry_after} if fault.retry_after else {}
            self.reply(fault.status, {"error": "fault"}, headers)
            return True
        return False

    def reply(self, status: int, answer: Any, headers: dict[str, str] | None = None) -> None:
        content = b"" if answer is None else json.dumps(answer).encode()
        try:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()
        except OSError:
            self.close_connection = True  # who asked has gone: that was the fault

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = serve  # noqa: N815


def closed(properties: Schema, *required: str) -> Schema:
    """Describe an object that has these properties and no others."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def array(items: Schema, most: int) -> Schema:
    return {"type": "array", "items": items, "maxItems": most}


ADDRESS: Schema = {"type": "string", "pattern": "^[^@ ]+@[^@ ]+$"}
