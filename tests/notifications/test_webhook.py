"""The test message of `segments notify`, to a webhook that misbehaves first."""

import time

import pytest

from tests.cli.conftest import Run
from tests.notifications.conftest import SECRET
from tests.notifications.hook_server import LATE, TOKEN, HookServer
from tests.notifications.verifying import verified


@pytest.fixture(autouse=True)
def pointed_at(hook: HookServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables for the webhook."""
    monkeypatch.setenv("SEGMENTS_NOTIFY_WEBHOOK", hook.url)


def test_errors_and_silence_are_waited_out(hook: HookServer, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_NOTIFY_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("SEGMENTS_NOTIFY_TIMEOUT", "0.3")
    hook.answers = [500, LATE]
    answer = run("notify", "--test")
    assert (answer.code, answer.out) == (0, "webhook: sent\n")
    assert len(hook.posts) == 3
    assert {post.headers["webhook-id"] for post in hook.posts} == {hook.posts[0].headers["webhook-id"]}
    assert all(verified(post, SECRET) for post in hook.posts)
    assert hook.posts[0].document["type"] == "refresh.test"


def test_a_webhook_that_stays_broken_is_given_up(hook: HookServer, run: Run) -> None:
    hook.answers = [503] * 9
    answer = run("notify", "--test")
    assert (answer.code, answer.out) == (3, "webhook: it answered 503\n")
    assert len(hook.posts) == 4


def test_a_webhook_is_left_alone_for_as_long_as_it_asks(hook: HookServer, run: Run) -> None:
    hook.answers, hook.answer_headers = [429], {"retry-after": "2"}
    begun = time.monotonic()
    assert run("notify", "--test").code == 0
    assert time.monotonic() - begun > 2


def test_a_webhook_that_asks_for_an_hour_is_not_waited_for(hook: HookServer, run: Run) -> None:
    hook.answers, hook.answer_headers = [429], {"retry-after": "3600"}
    answer = run("notify", "--test")
    assert (answer.code, answer.out) == (3, "webhook: it answered 429\n")


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a_refusal_is_final(hook: HookServer, run: Run, status: int) -> None:
    hook.answers = [status]
    answer = run("notify", "--test")
    assert (answer.code, answer.out) == (3, f"webhook: it answered {status}\n")
    assert len(hook.posts) == 1


def test_a_redirect_is_not_followed(hook: HookServer, run: Run) -> None:
    hook.answers, hook.answer_headers = [307], {"location": f"{hook.url}/elsewhere"}
    assert run("notify", "--test").out == "webhook: it answered 307\n"
    assert len(hook.posts) == 1


def test_without_a_secret_nothing_is_signed(hook: HookServer, run: Run) -> None:
    assert run("notify", "--test").code == 0
    assert "webhook-signature" not in hook.posts[0].headers


@pytest.mark.parametrize("answers", [[], [404]])
def test_the_token_in_the_address_is_not_shown(
    hook: HookServer, run: Run, answers: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    hook.answers = answers
    with caplog.at_level("INFO"):
        shown, tested = run("notify"), run("notify", "--test")
    assert hook.posts[0].path.endswith(TOKEN)
    assert TOKEN not in shown.out + shown.err + tested.out + tested.err + caplog.text
