"""One case for each platform: its stand-in, its environment and a list."""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration.delivery.operations import Add, Consent, Remove, Update
from orchestration.delivery.platforms import connect
from orchestration.delivery.platforms.protocol import Limits, Pace, Platform
from tests.delivery.platforms.stand_ins.brevo import BrevoStandIn
from tests.delivery.platforms.stand_ins.ghost import GhostStandIn
from tests.delivery.platforms.stand_ins.klaviyo import KlaviyoStandIn
from tests.delivery.platforms.stand_ins.mailchimp import MailchimpStandIn
from tests.delivery.platforms.stand_ins.server import StandIn
from tests.delivery.platforms.stand_ins.webhook import WebhookStandIn

YES = Consent(is_given=True, source="checkout")
NO = Consent(is_given=False)
TIMEOUT = 1.0
LIMITS = Limits(batch_size=4, requests_per_second=1_000)

# stand-in, variables of its address and its key, what follows the address, list, a list that is not there
HTTP = {
    "mailchimp": (MailchimpStandIn, "MAILCHIMP_URL", "MAILCHIMP_API_KEY", "", "aud/77", "aud/78"),
    "klaviyo": (KlaviyoStandIn, "KLAVIYO_URL", "KLAVIYO_API_KEY", "", "XyZ123", "none"),
    "brevo": (BrevoStandIn, "BREVO_URL", "BREVO_API_KEY", "", "12", "13"),
    "ghost": (GhostStandIn, "GHOST_URL", "GHOST_ADMIN_API_KEY", "", "tea-lovers", "it's none"),
    "webhook": (
        WebhookStandIn,
        "SEGMENTS_DELIVERY_WEBHOOK_URL",
        "SEGMENTS_DELIVERY_WEBHOOK_SECRET",
        "/hook",
        "tea",
        "none",
    ),
}


@dataclass
class Case:
    name: str
    stand_in: StandIn
    key_variable: str
    list_name: str
    wrong_list: str

    def connect(self, list_name: str | None = None, **changed: object) -> Platform:
        patience = {"timeout": TIMEOUT, "attempts": 3, "first_wait": 0.01, "longest_wait": 0.5}
        pace = Pace(**{**patience, "poll_every": 0.002, "poll_for": 1.0, "limits": LIMITS, **changed})  # type: ignore[arg-type]
        return connect(self.name, list_name or self.list_name, pace)


@pytest.fixture(params=HTTP)
def case(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Iterator[Case]:
    """Give a platform; afterwards its contract must have held, and the log must have told nothing of anybody."""
    kind, url, key, path, name, wrong = HTTP[request.param]
    stand_in = kind()
    monkeypatch.setenv(url, stand_in.url + path)
    monkeypatch.setenv(key, kind.KEY)
    with caplog.at_level(logging.DEBUG):
        yield Case(request.param, stand_in, key, name, wrong)
    stand_in.stop()
    assert stand_in.violations == []
    tells_nothing(caplog.text, kind.KEY)


@pytest.fixture(params=["csv", "parquet", "xlsx"])
def list_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / f"tea.{request.param}"


def tells_nothing(text: str, key: str) -> None:
    assert "example.com" not in text
    assert "example%2Ecom" not in text
    assert key not in text


def all_of(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + repr(error)


def address(name: str) -> str:
    return f"{name}@example.com"


def add(who: str, /, key: str | None = None, consent: Consent = YES, **fields: str) -> Add:
    return Add(key=key or f"add-{who}", customer_id=who, address=address(who), consent=consent, fields=fields)


def update(who: str, /, **fields: str) -> Update:
    return Update(key=f"update-{who}", customer_id=who, address=address(who), consent=YES, fields=fields)


def remove(who: str, /, key: str | None = None) -> Remove:
    return Remove(key=key or f"remove-{who}", customer_id=who, address=address(who))
