"""What entries and exits start: each once, in order, for those it may start something for."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.defs.triggers.automation import job_sensor, triggers
from orchestration.delivery.errors import UnknownTriggerError
from orchestration.delivery.outbox import TriggerEvent, find_trigger
from orchestration.delivery.platforms.errors import TemporaryError
from orchestration.delivery.platforms.protocol import Pace
from orchestration.delivery.trigger_webhook import TriggerWebhook
from orchestration.delivery.triggering import Told, run_trigger
from orchestration.specs import Trigger
from orchestration.sync_demo.receiver import Receiver
from tests.delivery.platforms.stand_ins.mailchimp import MailchimpStandIn
from tests.delivery.sync.world import FIRST, World


class Diary(World):
    """A world whose publications hold who entered and left, and a trigger that hears of it."""

    def begin(self, **changed: str) -> None:
        """Write the trigger, publish, and let it begin from here."""
        row = {
            "trigger": "offer", "segment_code": "tea", "event": "entered", "causes": "", "reentry": "always",
            "consent_channel": "", "target": "webhook", "is_active": "true",
        } | changed  # fmt: skip
        text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
        (self.root / "seeds" / "triggers.csv").write_text(text, encoding="utf-8")
        self.heard: list[tuple[str, str]] = []
        self.fails: set[str] = set()
        self.log: list[tuple[object, ...]] = []
        self.refreshes: list[tuple[object, ...]] = []
        self.cause = "data"
        self.later = timedelta(0)
        self.tell_all()
        assert self.run().outcomes == {}

    def tell_all(self) -> None:
        """Publish, with the events since the last publication."""
        before = self.members
        self.publish()
        present = {one.customer_id for one in self.customers.values() if one.is_in}
        instant = (self.now + self.later).replace(tzinfo=None)
        refresh_id = f"{self.now:%Y%m%dT%H%M%SZ}"
        self.log += [(name, "tea", "entered", instant, self.cause, refresh_id) for name in sorted(present - before)]
        self.log += [(name, "tea", "exited", instant, self.cause, refresh_id) for name in sorted(before - present)]
        self.refreshes.append((refresh_id, instant, instant, 1, "succeeded", "abc"))
        self.members = present
        with duckdb.connect(str(self.project.published_file)) as connection:
            connection.execute(
                "create table segment_membership_events (customer_id varchar, segment_code varchar, event varchar, "
                "occurred_at timestamp, cause varchar, refresh_id varchar)"
            )
            for relation, rows in (("segment_membership_events", self.log), ("segment_refreshes", self.refreshes)):
                connection.execute(f"delete from {relation}")
                for row in rows:
                    connection.execute(f"insert into {relation} values (?, ?, ?, ?, ?, ?)", row)

    members: set[str] = set()  # noqa: RUF012 of one world a test

    def tell(self, trigger: Trigger, events: Sequence[TriggerEvent]) -> Iterator[tuple[Sequence[TriggerEvent], str]]:
        for event in events:
            if event.customer_id in self.fails:
                raise TemporaryError("test", "fails")
            self.heard.append((trigger.event, event.customer_id))
            yield [event], "done"

    def run(self) -> Told:
        return run_trigger(self.project, self.specs, "offer", self.now, self.tell)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    stand_in = MailchimpStandIn()
    made = Diary(tmp_path / "shop", stand_in)
    yield made
    stand_in.stop()


def test_a_new_trigger_hears_of_those_who_enter_from_then_on(diary: Diary) -> None:
    diary.add("old")
    diary.begin()
    diary.add("ann", "bob")
    diary.tell_all()
    assert diary.run().outcomes == {"done": 2}
    assert diary.run().outcomes == {}
    assert diary.heard == [("entered", "ann"), ("entered", "bob")]


def test_who_did_nothing_starts_nothing(diary: Diary) -> None:
    diary.begin()
    diary.cause = "definition"
    diary.add("ann")
    diary.tell_all()
    assert diary.run().outcomes == {"other_cause": 1}


def test_exits_are_told_and_those_who_are_back_are_not(diary: Diary) -> None:
    diary.add("ann", "bob")
    diary.begin(event="exited")
    diary.customers["ann"].is_in = diary.customers["bob"].is_in = False
    diary.tell_all()
    diary.customers["bob"].is_in = True
    diary.tell_all()
    assert diary.run().outcomes == {"done": 1, "returned_since": 1}
    assert diary.heard == [("exited", "ann")]


def test_who_left_again_or_may_not_be_contacted_is_left_out(diary: Diary) -> None:
    diary.begin(consent_channel="email")
    diary.add("ann", "bob", "dan", "eve")
    diary.customers["bob"].has_consent = False
    diary.tell_all()
    diary.customers["ann"].is_in = False
    del diary.customers["eve"]
    diary.tell_all()
    assert diary.run().outcomes == {"done": 1, "erased": 1, "left_since": 1, "no_consent": 1}
    assert diary.heard == [("entered", "dan")]


@pytest.mark.parametrize(("reentry", "heard"), [("always", 3), ("once", 1), ("1d", 2)])
def test_a_customer_who_comes_back_starts_it_again_as_the_seed_says(diary: Diary, reentry: str, heard: int) -> None:
    diary.begin(reentry=reentry)
    diary.add("ann")
    diary.tell_all()
    for hours in (4, 30):
        diary.customers["ann"].is_in = False
        diary.tell_all()
        diary.later = timedelta(hours=hours)
        diary.customers["ann"].is_in = True
        diary.tell_all()
        diary.run()
    assert len(diary.heard) == heard


def test_what_fails_is_told_later_and_nobody_twice(diary: Diary) -> None:
    diary.begin()
    diary.add("ann", "bob", "cat")
    diary.tell_all()
    diary.fails = {"bob"}
    with pytest.raises(TemporaryError):
        diary.run()
    diary.fails = set()
    diary.add("dan")
    diary.tell_all()
    assert diary.run().outcomes == {"done": 3}
    assert [name for _, name in diary.heard] == ["ann", "bob", "cat", "dan"]


def test_messages_are_signed_and_name_no_address_without_consent(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver = Receiver()
    monkeypatch.setenv("SEGMENTS_TRIGGER_WEBHOOK_URL", receiver.url)
    monkeypatch.setenv("SEGMENTS_TRIGGER_WEBHOOK_SECRET", receiver.secret)
    for channel, address in (("", None), ("email", "bob@example.com")):
        diary.begin(consent_channel=channel)
        diary.add("bob" if channel else "ann")
        diary.tell_all()
        told = run_trigger(diary.project, diary.specs, "offer", diary.now, TriggerWebhook(Pace(first_wait=0.01)).tell)
        assert told.outcomes == {"done": 1}
        message = receiver.messages[-1]
        assert message["type"] == "segment.entered"
        (event,) = message["data"]["events"]
        assert (event["customer_id"], event.get("address"), event["cause"]) == (
            "bob" if channel else "ann", address, "data",
        )  # fmt: skip
    receiver.stop()


def test_a_job_is_started_for_each_event_and_only_then_the_event_is_settled(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGMENTS_PROJECT", str(diary.root))
    for name in ("SEGMENTS_HOME", "SHOP_DATA"):
        monkeypatch.delenv(name, raising=False)
    diary.begin(target="job:create_tasks")
    diary.add("ann", "bob")
    diary.tell_all()
    sensor = job_sensor(find_trigger(diary.specs, "offer"))

    def look(cursor: str | None) -> dg.SensorResult:
        result = sensor(dg.build_sensor_context(cursor=cursor))
        assert isinstance(result, dg.SensorResult)
        return result

    first = look(None)
    again = look(None)  # Dagster died before it kept what the first look asked for
    assert [request.run_key for request in first.run_requests or ()] == [r.run_key for r in again.run_requests or ()]
    assert [request.tags["segments/customer_id"] for request in again.run_requests or ()] == ["ann", "bob"]
    done = look(again.cursor)
    assert not done.run_requests
    assert diary.rows("trigger_deliveries", "customer_id, outcome") == [
        ("ann", "given_to_a_job"),
        ("bob", "given_to_a_job"),
    ]
    assert [one.name for one in triggers().sensors or ()] == ["trigger_offer_sensor"]


def test_dagster_tells_the_webhook(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver = Receiver()
    monkeypatch.setenv("SEGMENTS_PROJECT", str(diary.root))
    monkeypatch.setenv("SEGMENTS_TRIGGER_WEBHOOK_URL", receiver.url)
    monkeypatch.setenv("SEGMENTS_TRIGGER_WEBHOOK_SECRET", receiver.secret)
    for name in ("SEGMENTS_HOME", "SHOP_DATA"):
        monkeypatch.delenv(name, raising=False)
    diary.begin()
    diary.add("ann")
    diary.tell_all()
    definitions = triggers()
    assert [one.name for one in definitions.sensors or ()] == ["trigger_webhook_sensor"]
    assert definitions.resolve_job_def("trigger_webhook").execute_in_process().success
    assert [event["customer_id"] for message in receiver.messages for event in message["data"]["events"]] == ["ann"]
    receiver.stop()


def test_an_unknown_trigger_is_told(diary: Diary) -> None:
    diary.begin()
    with pytest.raises(UnknownTriggerError, match="did you mean offer"):
        find_trigger(diary.specs, "ofer")
    assert diary.now > FIRST
