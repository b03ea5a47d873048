"""The test message of `segments notify`, through mail servers of every kind."""

import ssl
from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.notifications.conftest import LIST
from tests.notifications.mail_server import PASSWORD, USER, MailServer, mail_server

SENT = "e-mail to the addresses of SEGMENTS_NOTIFY_TO: sent\n"

Point = Callable[..., None]


@pytest.fixture
def point_at(monkeypatch: pytest.MonkeyPatch) -> Point:
    """Sets the variables for a mail server."""

    def set_variables(server: MailServer, security: str, **more: str) -> None:
        variables = {
            "SEGMENTS_SMTP_HOST": "localhost",
            "SEGMENTS_SMTP_PORT": str(server.port),
            "SEGMENTS_SMTP_SECURITY": security,
            "SEGMENTS_SMTP_FROM": "segments@example.com",
            "SEGMENTS_NOTIFY_TO": ",".join(LIST),
            **more,
        }
        for name, text in variables.items():
            monkeypatch.setenv(name, text)

    return set_variables


LOGIN = {"SEGMENTS_SMTP_USER": USER, "SEGMENTS_SMTP_PASSWORD": PASSWORD}


def test_without_tls_and_login(mail: MailServer, point_at: Point, run: Run) -> None:
    point_at(mail, "none")
    answer = run("notify", "--test")
    assert (answer.code, answer.out) == (0, SENT)
    (letter,) = mail.received
    assert letter.to == LIST
    assert not letter.was_private
    assert "test of the notification settings" in letter.text
    assert "17 entered, 5 left" in letter.text
    assert "warn: tea_lovers breaks max_share 0.5: members: 1204 of 2000 customers, a share of 0.602" in letter.text


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.usefixtures("trusted")
def test_with_tls_and_login(security: str, certificate: ssl.SSLContext, point_at: Point, run: Run) -> None:
    with mail_server(security, certificate, needs_login=True) as server:
        point_at(server, security, **LOGIN)
        answer = run("notify", "--test")
    assert (answer.code, answer.out) == (0, SENT), answer.err
    (letter,) = server.received
    assert letter.was_private
    assert letter.was_logged_in


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_nobody_vouches_for_gets_neither_password_nor_letter(
    security: str, certificate: ssl.SSLContext, point_at: Point, run: Run
) -> None:
    with mail_server(security, certificate, needs_login=True) as server:
        point_at(server, security, **LOGIN)
        answer = run("notify", "--test")
    assert answer.code == 3
    assert "could not be reached (SSLCertVerificationError)" in answer.out
    assert (server.logins, server.received) == ([], [])


def test_starttls_is_not_done_without(mail: MailServer, point_at: Point, run: Run) -> None:
    point_at(mail, "starttls", **LOGIN)
    answer = run("notify", "--test")
    assert answer.code == 3
    assert "does not offer what SEGMENTS_SMTP_SECURITY" in answer.out
    assert mail.received == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_is_said_once_and_not_shown(certificate: ssl.SSLContext, point_at: Point, run: Run) -> None:
    with mail_server("starttls", certificate, needs_login=True) as server:
        point_at(server, "starttls", **LOGIN | {"SEGMENTS_SMTP_PASSWORD": "wr0ng-pass"})
        answer = run("notify", "--test")
    assert answer.code == 3
    assert "did not accept the login (535)" in answer.out
    assert "wr0ng-pass" not in answer.out + answer.err
    assert server.received == []


def test_a_letter_put_off_is_tried_again(mail: MailServer, point_at: Point, run: Run) -> None:
    mail.answers = ["451 greylisted"]
    point_at(mail, "none")
    assert run("notify", "--test").out == SENT
    assert (mail.tries, len(mail.received)) == (2, 1)


def test_a_letter_refused_is_not_tried_again(mail: MailServer, point_at: Point, run: Run) -> None:
    mail.answers = ["554 no thanks to crm@example.com"]
    point_at(mail, "none")
    answer = run("notify", "--test")
    assert answer.code == 3
    assert answer.out == "e-mail to the addresses of SEGMENTS_NOTIFY_TO: the mail server answered 554\n"
    assert mail.tries == 1


def test_one_unknown_address_does_not_cost_the_others_their_letter(mail: MailServer, point_at: Point, run: Run) -> None:
    mail.refused = {LIST[0]}
    point_at(mail, "none")
    answer = run("notify", "--test")
    assert answer.code == 3
    assert "1 of 2 addresses were refused" in answer.out
    assert mail.received[0].to == LIST[1:]


def test_a_server_that_is_not_there(point_at: Point, run: Run) -> None:
    with mail_server() as gone:
        pass
    point_at(gone, "none")
    answer = run("notify", "--test")
    assert answer.code == 3
    assert "could not be reached (ConnectionRefusedError)" in answer.out
