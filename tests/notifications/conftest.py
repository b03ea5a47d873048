import base64
import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.cli.conftest import run
from tests.notifications.hook_server import HookServer, hook_server
from tests.notifications.mail_server import MailServer, mail_server

__all__ = ["run"]

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes nobody can see!").decode()

LIST = ("crm@example.com", "head@example.com")
MAIL_ADDRESSES = (*LIST, "sales@example.com", "anna@example.com", "segments@example.com")


def settings_of(mail: MailServer, hook: HookServer) -> dict[str, str]:
    """Give the variables that send everything to the servers of a test."""
    return {
        "SEGMENTS_SMTP_HOST": "127.0.0.1",
        "SEGMENTS_SMTP_PORT": str(mail.port),
        "SEGMENTS_SMTP_SECURITY": "none",
        "SEGMENTS_SMTP_FROM": "segments@example.com",
        "SEGMENTS_NOTIFY_TO": ", ".join(LIST),
        "SEGMENTS_NOTIFY_WEBHOOK": hook.url,
        "SEGMENTS_NOTIFY_WEBHOOK_SECRET": SECRET,
        "SEGMENTS_OWNER_ADDRESSES": "sales=sales@example.com",
    }


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine is set up for is not what is tested."""
    for name in os.environ:
        if name.startswith(("SEGMENTS_NOTIFY_", "SEGMENTS_SMTP_", "SEGMENTS_OWNER_")):
            monkeypatch.delenv(name)


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server without TLS or login."""
    with mail_server() as server:
        yield server


@pytest.fixture
def hook() -> Iterator[HookServer]:
    """A server that takes posts."""
    with hook_server() as server:
        yield server


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    """A certificate authority of the tests, and the file of its certificate."""
    made = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "authority.pem"
    made.cert_pem.write_to_path(str(path))
    return made, path


@pytest.fixture
def trusted(authority: tuple[trustme.CA, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody trusts the authority of the tests."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority[1]))


@pytest.fixture(scope="session")
def certificate(authority: tuple[trustme.CA, Path]) -> ssl.SSLContext:
    """A certificate of this machine."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority[0].issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context
