"""A thousand members of a real Ghost, from the first plan to a rollback: `make test-ghost`.

What Ghost holds is read from its own database, what is done is done by `segments sync` alone. The tests are one story,
told in their order. pytest does not collect this file by itself, because it needs a Ghost.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.delivery.sync.world import World
from tests.ghost.installation import install
from tests.ghost.site import Member, Site, running

MEMBERS = 1_000
NEW = 130
"""Of them Ghost does not know before."""
HOUSE = Path(__file__).resolve().parents[2]
ODD = ("o'brien+tea", "x!#$&*/=?^_{|}~", "per%cent", "under_score", '"a b"', "back`tick")
NEWSLETTERS = frozenset({"default-newsletter"})


@dataclass
class Story:
    """Hold the shop, the site, and what has happened so far."""

    world: World
    site: Site
    plans: list[str] = field(default_factory=list)

    def segments(self, *arguments: str) -> dict[str, object]:
        """Run `segments sync` as a shop would, and give what it says."""
        site = {"GHOST_URL": self.site.url, "GHOST_ADMIN_API_KEY": self.site.key}
        command = [sys.executable, "-c", "from orchestration.cli import main; main()"]
        command += ["--project", str(self.world.root), "sync", *arguments, "--format", "json"]
        run = subprocess.run(command, cwd=HOUSE, env=os.environ | site, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "@" not in run.stderr
        assert self.site.key not in run.stdout + run.stderr
        said = json.loads(run.stdout)
        return said[0] if isinstance(said, list) else said

    def plan(self) -> dict[str, object]:
        """Publish the shop as it is now, and plan."""
        self.world.publish()
        return self.segments("plan", "tea_list")

    def sync(self) -> dict[str, int]:
        """Publish, plan and apply; gives the outcomes."""
        made = self.plan()
        self.plans.append(str(made["plan_id"]))
        applied = self.segments("apply", self.plans[-1])
        assert (applied["state"], applied["waiting"]) == ("done", 0)
        return dict(applied["outcomes"])  # type: ignore[call-overload]

    @property
    def members(self) -> dict[str, Member]:
        """Give the members by folded address; a person is there once."""
        found = self.site.members()
        folded = {address.lower(): member for address, member in found.items()}
        assert len(folded) == len(found)
        return folded

    @property
    def labelled(self) -> set[str]:
        return {address for address, member in self.members.items() if "tea-lovers" in member.labels}

    def addresses(self, *names: str) -> set[str]:
        return {str(self.world.customers[name].email).lower() for name in names}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    installation = install(HOUSE / "build" / "ghost")
    folder = tmp_path_factory.mktemp("ghost")
    with running(installation, folder) as site:
        site.set_up()
        assert site.make_label("Tea lovers") == "tea-lovers"
        world = World(folder / "shop", None)  # type: ignore[arg-type]  # Ghost is in place of a stand-in
        world.say_destination(platform="ghost", list="tea-lovers")
        world.say_fields("tea_list,name,Name")
        populate(world, site)
        yield Story(world, site)


def numbered(name: str, begin: int, end: int) -> list[str]:
    return [f"{name}{number}" for number in range(begin, end)]


def populate(world: World, site: Site) -> None:
    """Fill the shop, and the site with those who have been there before: most of them, as at a shop that has one."""
    for number, odd in enumerate(ODD):
        world.add(f"odd{number}", email=f"{odd}@example.com")
    world.add("upper", email="Upper.Case@Example.com")
    world.add("lower", email="lower.case@example.com")
    world.add(*(f"vip{number}" for number in range(20)))
    world.add(*(f"new{number}" for number in range(NEW)))
    world.add(*(f"reader{number}" for number in range(MEMBERS - len(world.customers))))
    world.add(*(f"silent{number}" for number in range(20)), has_consent=False)
    world.add(*(f"blocked{number}" for number in range(10)), is_blocked=True)
    world.add(*(f"left{number}" for number in range(9)))
    world.add("left_upper", email="Left.Before@Example.com")
    vip = {"labels": [{"name": "VIP"}]}
    site.make_member("upper.case@example.com", **vip)
    site.make_member("Lower.Case@Example.com", **vip)
    for number in range(20):
        site.make_member(f"vip{number}@example.com", **vip)
    for number in range(9):
        site.make_member(f"left{number}@example.com", newsletters=[])
    site.make_member("left.before@example.com", newsletters=[])
    site.make_member("stranger@example.com", name="Ann")
    readers = [str(one.email) for name, one in world.customers.items() if name.startswith("reader")]
    site.copy_member("stranger@example.com", [*readers, "silent0@example.com", "blocked0@example.com"])


def test_a_plan_alone_changes_nothing(story: Story) -> None:
    before = story.members
    made = story.plan()
    assert (made["adds"], made["updates"], made["removes"]) == (MEMBERS + 10, 0, 0)
    assert made["kept_off"] == {"no_consent": 20, "blocked": 10}
    assert story.members == before


def test_who_gave_consent_is_labelled_and_nobody_else(story: Story) -> None:
    before = story.members
    assert story.sync() == {"done": MEMBERS, "unsubscribed": 10}
    members = story.members
    wanted = {name for name, one in story.world.customers.items() if one.reason is None and not name.startswith("left")}
    assert len(wanted) == MEMBERS
    assert story.labelled == story.addresses(*wanted)
    assert members.keys() == before.keys() | story.addresses(*wanted)
    assert all(members[address].newsletters == NEWSLETTERS for address in story.labelled)
    assert all(members[address].name == "Ann" for address in story.labelled)
    for address, member in before.items():  # who was there keeps newsletters and labels
        assert members[address].newsletters == member.newsletters
        assert members[address].labels - {"tea-lovers"} == member.labels
    assert before["left.before@example.com"] == members["left.before@example.com"]


def test_who_is_labelled_is_not_planned_again(story: Story) -> None:
    assert story.plan()["changes"] == 0


def test_names_change_and_people_enter_and_leave(story: Story) -> None:
    before = story.members
    customers = story.world.customers
    changing = ["upper", "odd0", "odd1", *numbered("new", 0, 20), *numbered("reader", 0, 77)]
    leaving = ["lower", "odd2", "odd3", "odd4", "vip0", *numbered("new", 20, 40), *numbered("reader", 100, 175)]
    for name in changing:
        customers[name].name = 'Änne "O\'Neill" 🫖'
    for name in leaving:
        customers[name].is_in = False
    story.world.add(*numbered("entering", 0, 50), name="Bea")
    assert story.sync() == {"done": 250}
    members = story.members
    left, changed = story.addresses(*leaving), story.addresses(*changing)
    entered = story.addresses(*numbered("entering", 0, 50))
    assert {address for address in members if "tea-lovers" in members[address].labels} == {
        address for address in before if "tea-lovers" in before[address].labels
    } - left | entered
    for address in left:
        member = before[address]
        assert members[address] == Member(member.name, member.labels - {"tea-lovers"}, member.newsletters)
    assert all(members[address].name == 'Änne "O\'Neill" 🫖' for address in changed)
    assert all(members[address].newsletters == NEWSLETTERS for address in changed | left | entered)


def test_who_unsubscribes_at_ghost_is_never_subscribed_again(story: Story) -> None:
    customers = story.world.customers
    going, renamed = numbered("new", 40, 50), numbered("reader", 200, 210)
    gone = story.addresses(*going, *renamed)
    for address in gone:
        story.site.unsubscribe(address)
    for name in going:
        customers[name].is_in = False
    for name in renamed:
        customers[name].name = "Cleo"
    assert story.sync() == {"done": 10, "unsubscribed": 10}
    for name in going:  # they come back, and those whom the last apply found to have left are taken off
        customers[name].is_in = True
    assert story.sync() == {"done": 10, "unsubscribed": 10}
    members = story.members
    assert all(not members[address].newsletters for address in gone)
    assert not gone & story.labelled
    assert story.plan()["changes"] == 0


def test_who_was_deleted_or_withdrew_consent_is_off_the_list(story: Story) -> None:
    customers = story.world.customers
    deleted, withdrawing = numbered("new", 50, 55), numbered("reader", 210, 230)
    for address in story.addresses(*deleted):
        story.site.delete(address)
    for name in deleted:
        customers[name].is_in = False
    for name in withdrawing:
        customers[name].has_consent = False
    assert story.sync() == {"done": 20, "gone": 5}
    members = story.members
    assert not story.addresses(*deleted) & members.keys()
    for address in story.addresses(*withdrawing):
        assert members[address] == Member("Ann", frozenset(), NEWSLETTERS)


def test_a_rollback_puts_the_label_back_where_it_may_be(story: Story) -> None:
    before = story.members
    applied = story.segments("rollback", "tea_list", "--to", story.plans[0], "--yes")
    assert (applied["state"], applied["waiting"]) == ("done", 0)
    members = story.members
    first = {name for name, one in story.world.customers.items() if not name.startswith(("entering", "left"))}
    never_again = {*numbered("new", 40, 50), *numbered("reader", 200, 230)}
    right = {name for name in first - never_again if story.world.customers[name].reason is None}
    assert story.labelled == story.addresses(*right)
    assert all(members[address].name == "Ann" for address in story.labelled)
    for address, member in before.items():
        assert members[address].newsletters == member.newsletters
        assert members[address].labels - {"tea-lovers"} == member.labels - {"tea-lovers"}


def test_nobody_but_the_owner_was_written_to(story: Story) -> None:
    assert {address for letter in story.site.mail.received for address in letter.to} <= {"owner@example.com"}
