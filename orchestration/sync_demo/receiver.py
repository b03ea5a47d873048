"""A platform that stands in for a real one: a webhook's receiver that keeps the lists it is told of, in memory."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver:
    """Listen on this machine until it is stopped; `url` and `secret` are what a sender needs."""

    def __init__(self) -> None:
        """Begin to listen on a free port, with a secret of its own."""
        self.secret = "whsec_" + b64encode(token_bytes(32)).decode()
        self.lists: dict[str, dict[str, dict[str, Any]]] = {}
        self.unsubscribed: set[str] = set()
        self.messages: list[dict[str, Any]] = []
        self._verifier = Webhook(self.secret)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"receiver": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """Answer one message."""
        try:
            self._verifier.verify(body, headers)
        except WebhookVerificationError:
            return 401, {"error": "the signature is not right"}
        message = json.loads(body)
        self.messages.append(message)
        if message["type"].startswith("segment."):
            return 200, {}
        data = message["data"]
        members = self.lists.setdefault(data["list"], {})
        if message["type"] == "list.holds":
            return 200, {"held": {address: self._held(members, address) for address in data["addresses"]}}
        return 200, {"results": [self._change(members, change) for change in data.get("changes", ())]}

    def _held(self, members: dict[str, dict[str, Any]], address: str) -> str:
        if address.lower() in self.unsubscribed:
            return "unsubscribed"
        return "member" if address.lower() in members else "absent"

    def _change(self, members: dict[str, dict[str, Any]], change: dict[str, Any]) -> dict[str, str]:
        address = change["address"].lower()
        if change["action"] == "remove":
            outcome = "gone" if members.pop(address, None) is None else "done"
        elif address in self.unsubscribed:
            outcome = "unsubscribed"
        else:
            outcome = "unchanged" if members.get(address) == change["fields"] else "done"
            members[address] = change["fields"]
        return {"key": change["key"], "outcome": outcome}


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def log_message(self, *_: object) -> None:
        """Say nothing: what is asked names people."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        status, answer = self.receiver.take({name.lower(): value for name, value in self.headers.items()}, body)
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
