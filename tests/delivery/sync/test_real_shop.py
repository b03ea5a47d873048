"""The commands on a shop that was refreshed: consent as it is published, lists as they come to be, what is shown."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.platforms.stand_ins.mailchimp import MailchimpStandIn
from tests.delivery.sync.world import hash_of
from tests.harness import Shop, Tables, condition, segment

FIRST, SECOND, THIRD = "2026-03-09T10:00:00", "2026-03-09T14:00:00", "2026-03-09T18:00:00"
YES = {"email_consent": "true", "sms_consent": "true"}
PLAN = "tea_list-20260309T100000Z-1"


def tables(**cities: str) -> Tables:
    shop = Tables()
    for name, city in cities.items():
        shop.customer(
            name, city=city, first_name=name.title(), email=f"{name}@example.com", phone="+49 (171) 392-00-17", **YES,
            updated_at="2026-03-09 12:00:00" if city == "Bonn" else "2026-03-01 12:00:00",
        )  # fmt: skip
    shop.customer("silent", city="Rome", email="silent@example.com")
    shop.customer("blocked", city="Rome", email="blocked@example.com", is_blocked="true", **YES)
    shop.customer("nowhere", city="Rome", email="  ", phone="+", **YES)
    shop.customer("wrong", city="Rome", email="two@at@example.com", phone="12", **YES)
    shop.customer("wrong2", city="Rome", email="a..b@example.com", **YES)
    shop.customer("spaced", city="Oslo", email=" Spaced@Example.com\u00a0", **YES)
    return shop


@pytest.fixture(scope="module")
def platform() -> Iterator[MailchimpStandIn]:
    stand_in = MailchimpStandIn()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MAILCHIMP_URL", stand_in.url)
        environment.setenv("MAILCHIMP_API_KEY", stand_in.KEY)
        yield stand_in
    stand_in.stop()
    assert stand_in.violations == []


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("sync") / "shop")
    shop.write_tables(tables(ann="Rome", bob="Rome", cat="Rome", dan="Rome"))
    (shop.root / "seeds" / "destinations.csv").write_text(
        "destination,platform,list,segment_code,mode,consent_channel,hold_out_share,max_shrink,max_rows,is_active,auto_apply\n"
        "tea_list,mailchimp,aud/77,romans,mirror,email,,0.3,,true,false\n"
        f"calls,files,{shop.root}/calls.csv,romans,mirror,sms,,1,,true,false\n"
        "resting,files,nothing.csv,romans,mirror,email,,,,false,false\n",
        encoding="utf-8",
    )
    (shop.root / "seeds" / "destination_fields.csv").write_text(
        "destination,platform_field,field\ntea_list,NAME,Name\ncalls,town,city\n", encoding="utf-8"
    )
    shop.write_seeds([segment("romans")], [{**condition("city", "equals", "Rome"), "segment_code": "romans"}])
    shop.refresh(FIRST)
    return shop


@pytest.mark.long
def test_consent_is_published_with_the_reason(shop: Shop) -> None:
    found = shop.query(
        "select customer_id, channel, reason from delivery_consent where not may_be_contacted order by all"
    )
    assert found == [
        ("blocked", "email", "blocked"), ("blocked", "sms", "blocked"),
        ("nowhere", "email", "no_address"), ("nowhere", "sms", "no_address"),
        ("silent", "email", "no_consent"), ("silent", "sms", "no_consent"),
        ("spaced", "sms", "no_address"),
        ("wrong", "email", "invalid_address"), ("wrong", "sms", "invalid_address"),
        ("wrong2", "email", "invalid_address"), ("wrong2", "sms", "no_address"),
    ]  # fmt: skip
    assert shop.query("select count(*) from delivery_consent where may_be_contacted") == [(9,)]


def test_lists_follow_the_segment_and_can_be_put_back(shop: Shop, platform: MailchimpStandIn) -> None:
    platform.person("dan@example.com", is_subscribed=False)

    planned = json.loads(shop.command("sync", "plan", "--format", "json"))
    assert [(one["destination"], one["adds"]) for one in planned] == [("tea_list", 4), ("calls", 1)]
    assert planned[0]["kept_off"] == {"blocked": 1, "invalid_address": 2, "no_address": 1, "no_consent": 1}
    assert planned[1]["kept_off"]["same_address"] == 3
    assert "example.com" not in json.dumps(planned)
    mode = Path(planned[0]["path"]).stat().st_mode
    assert mode & 0o077 == 0

    shop.command("sync", "apply", planned[1]["plan_id"])
    assert (shop.root / "calls.csv").read_text(encoding="utf-8") == "customer_id,address,town\nann,+491713920017,Rome\n"
    applied = shop.run("sync", "apply", PLAN)
    assert applied.returncode == 0
    assert "example.com" not in applied.stdout + applied.stderr
    assert platform.members() == {"ann@example.com", "bob@example.com", "cat@example.com"}

    shop.write_tables(tables(ann="Bonn", bob="Rome", cat="Rome", dan="Rome"))
    shop.refresh(SECOND)
    suppressed = "select customer_id from delivery_consent where reason = 'suppressed'"
    assert shop.query(suppressed) == [("dan",)]
    assert shop.built("select address_hash from operations.suppressed_addresses") == [(hash_of("dan@example.com"),)]
    shown = shop.run("sync", "plan", "tea_list")
    assert "1 of 3 members would leave, more than max_shrink 0.3 allows" in shown.stderr
    refused = shop.run("sync", "apply", "tea_list-20260309T140000Z-2")
    assert refused.returncode == 1
    assert "stops for a human" in refused.stderr
    shop.command("sync", "apply", "tea_list-20260309T140000Z-2", "--accept-limits")
    assert platform.members() == {"bob@example.com", "cat@example.com"}

    shop.command("sync", "rollback", "tea_list", "--yes")
    assert platform.members() == {"ann@example.com", "bob@example.com", "cat@example.com"}
    stale = shop.run("sync", "apply", "tea_list-20260309T140000Z-2")
    assert stale.returncode == 1
    assert "another plan was applied since" in stale.stderr
    status = json.loads(shop.command("sync", "status", "tea_list", "--format", "json"))
    assert [(one["members"], one["state"]) for one in status["destinations"]] == [(3, "done")]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("sync", "plan", "tea_lst"), 2, '"tea_lst" is not a destination; did you mean tea_list?'),
        (("sync", "plan", "resting"), 2, "resting is not active"),
        (("sync", "apply", "nothing"), 2, "nothing: there is no such file"),
        (("sync", "rollback", "resting"), 2, "no plan was applied yet"),
        (("sync", "status", "x"), 2, '"x" is not a destination'),
    ],
)
def test_wrong_use_is_told_in_a_sentence(shop: Shop, arguments: tuple[str, ...], code: int, said: str) -> None:
    run = shop.run(*arguments)
    assert (run.returncode, run.stdout) == (code, "")
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_missing_key_is_named_and_leaves_the_plan(shop: Shop, platform: MailchimpStandIn) -> None:
    assert platform.violations == []
    plan = json.loads(shop.command("sync", "plan", "tea_list", "--format", "json"))[0]["plan_id"]
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MAILCHIMP_API_KEY")
        run = shop.run("sync", "apply", plan, "--accept-limits")
    assert run.returncode == 3
    assert "MAILCHIMP_API_KEY is not set" in run.stderr
    status = json.loads(shop.command("sync", "status", "tea_list", "--format", "json"))
    assert status["destinations"][0]["state"] == "planned"


def test_an_erased_customer_is_taken_off_and_then_forgotten_here_too(shop: Shop, platform: MailchimpStandIn) -> None:
    assert "bob@example.com" in platform.members()
    erased = shop.run("erase", "bob", "--yes")
    assert erased.returncode == 0, erased.stderr
    assert "still on the list of tea_list" in erased.stdout
    assert "findings: 0" in erased.stdout
    plan = json.loads(shop.command("sync", "plan", "tea_list", "--format", "json"))[0]
    assert plan["removed_because"]["erased"] == 1
    shop.command("sync", "apply", plan["plan_id"], "--accept-limits")
    assert "bob@example.com" not in platform.members()
    again = shop.run("erase", "bob", "--yes")
    assert "still on" not in again.stdout
    assert "findings: 0" in again.stdout
    left = [
        path.name
        for path in (shop.root / "warehouse").rglob("*")
        if path.is_file() and b"bob@example.com" in path.read_bytes()
    ]
    assert left == []
