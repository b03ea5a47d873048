"""Variables that cannot be used: named before anything happens, their values never shown."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.harness import Shop

MAIL = {"SEGMENTS_SMTP_HOST": "localhost", "SEGMENTS_SMTP_FROM": "segments@example.com"}
VALUE = "hunter2"
A_KEY = "whsec_" + "A" * 32


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SEGMENTS_NOTIFY_WEBHOOK": VALUE}, "SEGMENTS_NOTIFY_WEBHOOK: "),
        (
            {"SEGMENTS_NOTIFY_WEBHOOK": f"ftp://{VALUE}/"},
            "SEGMENTS_NOTIFY_WEBHOOK: URL scheme should be 'http' or 'https'",
        ),
        ({**MAIL, "SEGMENTS_NOTIFY_TO": f"a@example.com, {VALUE}"}, "SEGMENTS_NOTIFY_TO: write an e-mail address"),
        (
            {**MAIL, "SEGMENTS_NOTIFY_TO": f"a@example.com\nBcc: {VALUE}@b.c"},
            "SEGMENTS_NOTIFY_TO: write an e-mail address",
        ),
        ({**MAIL, "SEGMENTS_SMTP_FROM": VALUE}, "SEGMENTS_SMTP_FROM: write an e-mail address"),
        ({**MAIL, "SEGMENTS_SMTP_PORT": VALUE}, "SEGMENTS_SMTP_PORT: should be a valid integer"),
        ({**MAIL, "SEGMENTS_SMTP_PORT": "70000"}, "SEGMENTS_SMTP_PORT: should be less than or equal to 65535"),
        ({**MAIL, "SEGMENTS_SMTP_SECURITY": VALUE}, "SEGMENTS_SMTP_SECURITY: should be 'starttls', 'tls' or 'none'"),
        ({**MAIL, "SEGMENTS_NOTIFY_ON": f"success,{VALUE}"}, "SEGMENTS_NOTIFY_ON: should be "),
        ({**MAIL, "SEGMENTS_NOTIFY_TIMEOUT": "0"}, "SEGMENTS_NOTIFY_TIMEOUT: should be greater than 0"),
        ({**MAIL, "SEGMENTS_OWNER_ADDRESSES": VALUE}, "SEGMENTS_OWNER_ADDRESSES: write owner=address pairs"),
        ({**MAIL, "SEGMENTS_OWNER_ADDRESSES": f"sales={VALUE}"}, "SEGMENTS_OWNER_ADDRESSES: write an e-mail address"),
        ({**MAIL, "SEGMENTS_SMTP_USER": VALUE}, "SEGMENTS_SMTP_PASSWORD: is not set, and SEGMENTS_SMTP_USER needs it"),
        (
            {**MAIL, "SEGMENTS_SMTP_PASSWORD": VALUE},
            "SEGMENTS_SMTP_USER: is not set, and SEGMENTS_SMTP_PASSWORD needs it",
        ),
        (
            {**MAIL, "SEGMENTS_SMTP_USER": "me", "SEGMENTS_SMTP_PASSWORD": VALUE, "SEGMENTS_SMTP_SECURITY": "none"},
            "SEGMENTS_SMTP_SECURITY: is none, which would send the password readable",
        ),
        ({"SEGMENTS_SMTP_HOST": "localhost"}, "SEGMENTS_SMTP_FROM: is not set, and SEGMENTS_SMTP_HOST needs it"),
        (
            {"SEGMENTS_NOTIFY_TO": "a@example.com"},
            "SEGMENTS_SMTP_HOST: is not set, and SEGMENTS_NOTIFY_TO needs it",
        ),
        (
            {"SEGMENTS_NOTIFY_WEBHOOK_SECRET": A_KEY},
            "SEGMENTS_NOTIFY_WEBHOOK: is not set, and SEGMENTS_NOTIFY_WEBHOOK_SECRET needs it",
        ),
        (
            {"SEGMENTS_NOTIFY_WEBHOOK": "https://example.com", "SEGMENTS_NOTIFY_WEBHOOK_SECRET": VALUE},
            "SEGMENTS_NOTIFY_WEBHOOK_SECRET: write whsec_ and the base64 of 24 to 64 random bytes",
        ),
        (
            {"SEGMENTS_SMTP_PASWORD": VALUE},
            "SEGMENTS_SMTP_PASWORD: is not a setting; did you mean SEGMENTS_SMTP_PASSWORD?",
        ),
    ],
)
def test_what_is_wrong_is_named_and_not_shown(
    variables: dict[str, str], said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    answer = run("notify")
    assert answer.code == 2
    assert said in answer.err
    assert VALUE not in answer.err + answer.out


def test_everything_wrong_is_said_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SEGMENTS_SMTP_PORT", "SEGMENTS_NOTIFY_WEBHOOK", "SEGMENTS_NOTIFY_TIMEOUT"):
        monkeypatch.setenv(name, "x")
    assert [line.partition(":")[0] for line in run("notify").err.splitlines()] == [
        "SEGMENTS_NOTIFY_WEBHOOK",
        "SEGMENTS_NOTIFY_TIMEOUT",
        "SEGMENTS_SMTP_PORT",
    ]


def test_a_refresh_does_not_begin_with_settings_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop.open(tmp_path / "shop")
    monkeypatch.setenv("SEGMENTS_NOTIFY_WEBHOOK", VALUE)
    ended = shop.run("refresh")
    assert ended.returncode == 2
    assert ended.stderr.startswith("SEGMENTS_NOTIFY_WEBHOOK: ")
    assert VALUE not in ended.stderr
    assert not (shop.root / "warehouse").exists()


@pytest.mark.parametrize("arguments", [("notify",), ("notify", "--test")])
def test_without_settings_nobody_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert answer.code == 1
    assert answer.err.startswith("nobody is notified: set SEGMENTS_NOTIFY_WEBHOOK, or ")


def test_an_empty_variable_is_not_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_NOTIFY_WEBHOOK", "")
    assert run("notify").code == 1


def test_without_settings_no_client_is_imported() -> None:
    program = (
        "import sys, orchestration.refresh.steps\n"
        "from orchestration.notifications.notify import read_settings\n"
        "assert read_settings() is None\n"
        "print(sorted({'httpx', 'smtplib', 'tenacity', 'jinja2', 'pydantic_settings'} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout == "[]\n"


def test_who_is_told_of_what(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, text in MAIL.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setenv("SEGMENTS_NOTIFY_TO", "crm@example.com")
    monkeypatch.setenv("SEGMENTS_OWNER_ADDRESSES", "sales=sales@example.com, boss@example.com; loyalty=l@example.com")
    lines = {line.split("  ")[0]: line for line in run("notify").out.splitlines()}
    assert "crm@example.com" in lines["list"]
    assert "every segment" in lines["list"]
    assert "sales@example.com, boss@example.com" in lines["owner sales"]
    assert "regular_buyer" in lines["owner sales"]
    assert "–" in lines["owner marketing"]
