"""The same through the Dagster job, in process; the tests go on from each other's, in their order."""

import dagster as dg
import pytest
from filelock import FileLock

from orchestration.definitions import defs
from tests.dagster.asset_shop import AssetShop, failures, tables
from tests.dagster.conftest import parsed_shop, shop
from tests.notifications.conftest import LIST, settings_of
from tests.notifications.hook_server import HookServer
from tests.notifications.mail_server import MailServer

pytestmark = pytest.mark.long

__all__ = ["parsed_shop", "shop"]

AS_OF = "2026-03-01T08:00:00"
FOUR_HOURS_LATER = "2026-03-01T12:00:00"


@pytest.fixture(scope="module")
def instance() -> dg.DagsterInstance:
    """Where the runs of the module are kept."""
    return dg.DagsterInstance.ephemeral()


@pytest.fixture
def told(mail: MailServer, hook: HookServer, monkeypatch: pytest.MonkeyPatch) -> tuple[MailServer, HookServer]:
    """The servers that everything is sent to."""
    for name, text in settings_of(mail, hook).items():
        monkeypatch.setenv(name, text)
    return mail, hook


def warnings(instance: dg.DagsterInstance, result: dg.ExecuteInProcessResult) -> list[str]:
    """Give what a run's log warns of notifications."""
    return [
        record.user_message
        for record in instance.all_logs(result.run_id)
        if record.level == 30 and record.user_message.startswith("notify:")
    ]


def test_a_publication_is_told_once(
    shop: AssetShop, instance: dg.DagsterInstance, told: tuple[MailServer, HookServer]
) -> None:
    mail, hook = told
    hook.answers = [500]
    result = shop.run_job(instance, as_of=AS_OF)
    assert result.success, failures(result)
    assert len(hook.posts) == 2
    data = hook.posts[-1].document["data"]
    assert data["status"] == "succeeded"
    assert [(one["code"], one["members"], one["entered"], one["exited"]) for one in data["segments"]] == shop.query(
        "select segment_code, members, entered, exited from segment_sizes order by 1"
    )
    assert data["entered"] == len(shop.history()) == 9
    assert {letter.to for letter in mail.received} == {LIST, ("sales@example.com",), ("anna@example.com",)}
    assert warnings(instance, result) == []


def test_servers_that_are_gone_do_not_fail_the_run(
    shop: AssetShop, instance: dg.DagsterInstance, told: tuple[MailServer, HookServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, hook = told
    hook.answers = [404]
    monkeypatch.setenv("SEGMENTS_SMTP_PORT", "1")
    result = shop.run_job(instance, as_of=AS_OF)
    assert result.success, failures(result)
    gone = "the mail server could not be reached (ConnectionRefusedError)"
    assert warnings(instance, result) == [
        f"notify: e-mail to the addresses of SEGMENTS_NOTIFY_TO: {gone}",
        f"notify: e-mail to the owner of first_members: not tried, because {gone}",
        f"notify: e-mail to the owner of muscovites: not tried, because {gone}",
        "notify: webhook: it answered 404",
    ]


def test_a_failed_run_is_told_once_with_its_step(
    shop: AssetShop, instance: dg.DagsterInstance, told: tuple[MailServer, HookServer]
) -> None:
    mail, hook = told
    with_a_stranger = tables()
    with_a_stranger.order("o3", "nobody@private.example", "2026-02-20 12:00:00")
    shop.write_tables(with_a_stranger)
    result = shop.run_job(instance, as_of=FOUR_HOURS_LATER)
    shop.write_tables(tables())
    assert not result.success
    (post,) = hook.posts
    assert post.document["type"] == "refresh.failed"
    failure = post.document["data"]["failure"]
    assert (failure["step"], failure["reason"]) == ("build", "build failed")
    assert failure["places"] == ["test rejected_share_is_within_limit: 1 row found, 0 expected"]
    assert failure["more_places"] > 0  # models that were skipped because of it
    assert post.document["data"]["published_as_of"] == f"{AS_OF}Z"
    assert {letter.to for letter in mail.received} == {LIST, ("sales@example.com",), ("anna@example.com",)}
    assert not any("nobody@private" in letter.everything for letter in mail.received)


def test_a_run_that_waited_in_vain_for_another_refresh_is_told_after_its_last_attempt(
    shop: AssetShop, instance: dg.DagsterInstance, told: tuple[MailServer, HookServer]
) -> None:
    with FileLock(shop.root / "warehouse" / "refresh.lock"):
        result = shop.run_job(instance, as_of=FOUR_HOURS_LATER)
    assert not result.success
    (post,) = told[1].posts
    assert post.document["data"]["failure"]["reason"] == "refresh running"


def test_a_run_of_a_part_is_no_refresh_to_tell_of(
    shop: AssetShop, instance: dg.DagsterInstance, told: tuple[MailServer, HookServer]
) -> None:
    job = defs().resolve_implicit_global_asset_job_def()
    result = job.execute_in_process(instance=instance, raise_on_error=False, asset_selection=[dg.AssetKey("published")])
    assert not result.success
    assert told[1].posts == []


def test_settings_that_cannot_be_used_stop_the_run_before_it_begins(
    shop: AssetShop, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGMENTS_NOTIFY_WEBHOOK", "hunter2")
    result = shop.run_job(instance, as_of=FOUR_HOURS_LATER)
    assert not result.success
    said = str(
        [record.to_json() if hasattr(record, "to_json") else record for record in instance.all_logs(result.run_id)]
    )
    assert "SEGMENTS_NOTIFY_WEBHOOK: " in said
    assert "hunter2" not in said
