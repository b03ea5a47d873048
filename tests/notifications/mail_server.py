"""A real mail server on this machine, with or without TLS and a login, that can be told to misbehave."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "postman", "open-sesame-1977"
TAKEN = "250 taken"


@dataclass(frozen=True)
class Received:
    """Hold one message as it came in."""

    to: tuple[str, ...]
    message: EmailMessage
    was_private: bool
    was_logged_in: bool

    @property
    def text(self) -> str:
        """Give what a reader without HTML sees."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """Give what a reader with HTML sees."""
        return self._part("html")

    def _part(self, kind: Literal["plain", "html"]) -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")

    @property
    def everything(self) -> str:
        """Give all a reader could find in it, decoded."""
        return "\n".join([*(f"{name}: {text}" for name, text in self.message.items()), self.text, self.html])


@dataclass
class MailServer:
    """Take mail and keep it.

    Attributes:
        answers: what it says to the next messages instead of taking them.
        refused: addresses it does not know.
        is_private: whether every connection is TLS from its first byte.
    """

    port: int
    received: list[Received] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    is_private: bool = False
    tries: int = 0
    logins: list[str] = field(default_factory=list)

    def letter_to(self, address: str) -> Received:
        """Give the one letter an address got."""
        (letter,) = [one for one in self.received if address in one.to]
        return letter

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 known"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 see above
        self.tries += 1
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(
            Received(
                tuple(envelope.rcpt_tos),
                message,
                self.is_private or session.ssl is not None,
                bool(session.authenticated),
            )
        )
        return TAKEN

    def judge(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, login: Any) -> AuthResult:
        """Let in who knows the password."""
        assert isinstance(login, LoginPassword)
        self.logins.append(login.login.decode())
        return AuthResult(success=(login.login, login.password) == (USER.encode(), PASSWORD.encode()), handled=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def mail_server(
    security: Literal["none", "starttls", "tls"] = "none",
    certificate: ssl.SSLContext | None = None,
    *,
    needs_login: bool = False,
) -> Iterator[MailServer]:
    """Run a server for as long as the block lasts."""
    server = MailServer(port=free_port(), is_private=security == "tls")
    options: dict[str, Any] = {}
    if needs_login:
        options |= {"auth_required": True, "authenticator": server.judge, "auth_require_tls": security == "starttls"}
    if security == "starttls":
        options |= {"tls_context": certificate, "require_starttls": True}
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=certificate if security == "tls" else None,
        **options,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
