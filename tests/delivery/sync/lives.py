"""Random lives of customers whose list is kept while requests fail, work is left half done and limits are exceeded.

Every customer of a world lives a random life of its own: enters and leaves, gives and withdraws consent, is blocked,
moves to another address, leaves at the platform, is refused or forgotten by it, is erased. Now and then half of them
leave at once. All the while requests fail; plans are gone on with after a later publication, or overtaken. After each
apply the oracle (oracle.py) looks at the platform.
"""

from collections.abc import Callable, Iterator
from random import Random

from orchestration.delivery.errors import BlockedPlanError, StalePlanError
from orchestration.delivery.giving_up import try_again
from orchestration.delivery.plan import Plan
from orchestration.delivery.platforms.errors import PlatformError
from tests.delivery.platforms.stand_ins.server import Fault
from tests.delivery.sync.oracle import Attempt, Oracle
from tests.delivery.sync.world import Customer, World

CHANGES = (
    *("enter", "leave", "nothing") * 2,
    *("consent", "withdraw", "block", "move", "rename", "unsubscribe", "refuse", "spoil", "forget", "erase"),
)
FAULTS = (
    *[Fault()] * 3,
    Fault(status=429, retry_after="0"),
    Fault(status=500),
    Fault(status=503, after=True),
    Fault(is_reset=True),
    Fault(is_reset=True, after=True),
    Fault(status=401, after=True),  # ends the apply at once, with work done that nobody wrote down
)


class Lives:
    """Live through steps; each gives the violations the oracle found."""

    def __init__(self, world: World, random: Random, customers: int) -> None:
        self.world, self.random = world, random
        self.addresses = 0
        self.open_plan: tuple[Plan, bool] | None = None
        world.say_destination(
            hold_out_share="0.1", mode=random.choice(["mirror", "mirror", "add_only"]),
            max_shrink=random.choice(["0.2", "0.2", "1"]),
        )  # fmt: skip
        self.oracle = Oracle(world)
        for number in range(customers):
            world.add(
                f"c{number:03}", email=self.an_address(), is_in=random.random() < 0.5, bucket=random.randrange(100),
                has_consent=random.random() < 0.7,
            )  # fmt: skip

    def an_address(self) -> str | None:
        """Give an address of one's own, in rare cases one that somebody has, or none."""
        if self.random.random() < 0.05:
            return None
        if self.addresses and self.random.random() < 0.15:
            return f"a{self.random.randrange(self.addresses)}@EXAMPLE.com"
        self.addresses += 1
        return f"a{self.addresses - 1}@example.com"

    def step(self) -> Iterator[str]:
        """Let something happen to everybody, publish, bring the list up to date, and look."""
        exodus = self.random.choice([None, None, None, "leave", "withdraw"])
        for customer in list(self.world.customers.values()):
            self.happen(customer, exodus if exodus and self.random.random() < 0.5 else self.random.choice(CHANGES))
        self.oracle.meet(self.world.customers.values())
        self.world.publish()
        if self.random.random() < 0.2:
            try_again(self.world.project, self.world.specs, "tea_list")
            self.oracle.given_up.clear()
        if self.open_plan and self.random.random() < 0.5:
            yield from self.apply(*self.open_plan, is_fresh=False)
        yield from self.follow_up()

    def happen(self, customer: Customer, kind: str) -> None:
        stand_in = self.world.stand_in
        person = stand_in.people.get((customer.email or "").lower())
        simple: dict[str, Callable[[], None]] = {
            "enter": lambda: setattr(customer, "is_in", True),
            "leave": lambda: setattr(customer, "is_in", False),
            "consent": lambda: setattr(customer, "has_consent", True),
            "withdraw": lambda: setattr(customer, "has_consent", False),
            "block": lambda: setattr(customer, "is_blocked", not customer.is_blocked),
            "move": lambda: setattr(customer, "email", self.an_address()),
            "rename": lambda: setattr(customer, "name", f"Name {self.random.randrange(1000)}"),
            "nothing": lambda: None,
        }
        if kind in simple:
            simple[kind]()
        elif kind == "unsubscribe" and person is not None:
            person.is_subscribed = False
        elif kind in {"refuse", "spoil"} and customer.email and self.random.random() < 0.3:
            (stand_in.refuses if kind == "refuse" else stand_in.faulty).add(customer.email.lower())
        elif kind == "forget" and person is not None and self.random.random() < 0.3:
            stand_in.forget(person.address)
        elif kind == "erase" and self.random.random() < 0.2:
            del self.world.customers[customer.customer_id]

    def follow_up(self) -> Iterator[str]:
        """Plan and apply; a plan that stops for a human is agreed to or left, one that is overtaken does nothing."""
        overtaken = self.open_plan
        plan = self.world.plan()
        if plan is None:
            self.open_plan = None
            yield from self.oracle.always(self.oracle.known)
            return
        yield from self.apply(plan, False, is_fresh=True)
        if plan.header.blocked and self.random.random() < 0.7:
            yield from self.apply(plan, True, is_fresh=True)
        if overtaken and self.oracle.was_begun(plan):
            yield from self.apply(*overtaken, is_fresh=False, is_overtaken=True)

    def apply(self, plan: Plan, accepts_limits: bool, *, is_fresh: bool, is_overtaken: bool = False) -> Iterator[str]:
        """Apply with requests that fail, and look."""
        stand_in = self.world.stand_in
        faults = [self.random.choice(FAULTS) for _ in range(self.random.choice([0, 0, 0, 3, 8, 20]))]
        stand_in.faults.extend(faults)
        attempt = Attempt(plan, accepts_limits, is_fresh, is_overtaken, bool(faults))
        self.oracle.begin(attempt)
        try:
            applied = self.world.apply(
                plan, accepts_limits=accepts_limits, batch_size=self.random.choice([1, 5, 25, 25])
            )
            ended = applied.state
        except BlockedPlanError:
            ended = "blocked"
        except StalePlanError:
            ended = "stale"
        except PlatformError:
            ended = "broken off"
        stand_in.faults.clear()
        if not is_overtaken:
            is_open = ended in {"incomplete", "broken off"} and self.oracle.was_begun(plan)
            self.open_plan = (plan, accepts_limits) if is_open else None
        yield from self.oracle.end(attempt, ended)
