"""A real HTTP server on this machine that takes posts, after as many bad answers as it is told to give."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "T0KEN-in-the-path"  # noqa: S105 the tests' own
LATE = 0
"""An answer that comes later than anybody waits."""


@dataclass(frozen=True)
class Post:
    """Hold one request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> dict[str, Any]:
        """Give the body as JSON."""
        return dict(json.loads(self.body))


@dataclass
class HookServer:
    """Keep what was posted.

    Attributes:
        answers: status of the next answers; 204 when there are no more.
        answer_headers: headers of every answer.
        seconds_late: how long a late answer takes.
    """

    url: str = ""
    posts: list[Post] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    answer_headers: dict[str, str] = field(default_factory=dict)
    seconds_late: float = 1.0


@contextmanager
def hook_server() -> Iterator[HookServer]:
    """Run a server for as long as the block lasts."""
    kept = HookServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.posts.append(Post(self.path, {name.lower(): text for name, text in self.headers.items()}, body))
            status = kept.answers.pop(0) if kept.answers else 204
            if status == LATE:
                time.sleep(kept.seconds_late)
                self.close_connection = True
                return
            self.send_response(status)
            for name, text in kept.answer_headers.items():
                self.send_header(name, text)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/hooks/{TOKEN}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
