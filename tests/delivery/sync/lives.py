"""Random lives of customers, and an oracle of what a careful sender may do with each of them.

Every customer of a world lives a random life of its own: enters and leaves, gives and withdraws consent, is blocked,
moves to another address, leaves at the platform, is refused or forgotten by it, is erased. All the while requests
fail. After each step the oracle looks at the platform, and at nothing that `segments sync` says of itself.
"""

from collections.abc import Callable, Iterator
from random import Random

from orchestration.delivery.errors import BlockedPlanError
from orchestration.delivery.platforms.errors import PlatformError
from tests.delivery.platforms.stand_ins.server import Fault, Person
from tests.delivery.sync.world import Customer, World

CHANGES = (
    *("enter", "leave", "nothing") * 2,
    *("consent", "withdraw", "block", "move", "rename", "unsubscribe", "refuse", "forget", "erase"),
)
HOLD_OUT = 10
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
        self.left: set[str] = set()
        self.erased: set[str] = set()
        self.moments = 0
        world.say_destination(hold_out_share="0.1", mode=random.choice(["mirror", "mirror", "add_only"]))
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
        """Let something happen to everybody, publish, sync, and look."""
        for customer in list(self.world.customers.values()):
            self.happen(customer)
        self.world.publish()
        before = {address: (p.is_subscribed, self.is_listed(p)) for address, p in self.world.stand_in.people.items()}
        is_settled = self.sync()
        yield from self.never(before)
        if is_settled:
            yield from self.always()

    def happen(self, customer: Customer) -> None:
        kind = self.random.choice(CHANGES)
        person = self.world.stand_in.people.get((customer.email or "").lower())
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
            self.left.add(person.address.lower())
        elif kind == "refuse" and customer.email and self.random.random() < 0.3:
            self.world.stand_in.refuses.add(customer.email.lower())
        elif kind == "forget" and person is not None and self.random.random() < 0.3:
            self.world.stand_in.forget(person.address)
        elif kind == "erase" and self.random.random() < 0.2:
            del self.world.customers[customer.customer_id]
            self.erased |= {customer.email.lower()} if customer.email else set()

    def sync(self) -> bool:
        """Plan and apply with requests that fail; tell whether everything was settled."""
        faults = self.world.stand_in.faults
        faults.clear()
        number = self.random.choice([0, 0, 0, 3, 8, 20])
        faults.extend(self.random.choice(FAULTS) for _ in range(number))
        plan = self.world.plan()
        if plan is None:
            faults.clear()
            return True
        try:
            applied = self.world.apply(plan, batch_size=self.random.choice([1, 3, 7]))
        except (PlatformError, BlockedPlanError):
            faults.clear()
            return False
        faults.clear()
        return applied.state == "done"

    def may_get(self) -> dict[str, list[Customer]]:
        """Give the customers by the address who may be written to."""
        found: dict[str, list[Customer]] = {}
        for one in self.world.customers.values():
            if one.reason is None and one.email:
                found.setdefault(one.email.lower(), []).append(one)
        return found

    def is_listed(self, person: Person) -> bool:
        return self.world.stand_in.LIST in person.lists

    def never(self, before: dict[str, tuple[bool, bool]]) -> Iterator[str]:
        """Look for what must not happen, whatever failed."""
        may_get = self.may_get()
        for address, person in self.world.stand_in.people.items():
            was_subscribed, was_listed = before.get(address, (None, False))
            if was_subscribed is False and person.is_subscribed:
                yield f"{address} left and was subscribed again"
            if self.is_listed(person) and not was_listed:
                if address not in may_get:
                    yield f"{address} was put on the list without consent"
                elif not any(one.is_in and one.bucket >= HOLD_OUT for one in may_get[address]):
                    yield f"{address} was put on the list though nobody of that address belongs there"
                if address in self.left and was_subscribed is False:
                    yield f"{address} left and was put on the list again"
            if was_subscribed is None and address not in may_get:
                yield f"{address} was made known to the platform without consent"

    def always(self) -> Iterator[str]:
        """Look for what must be so once everything was settled."""
        may_get = self.may_get()
        given_up = self.world.rows("delivery_dead_letters", "customer_id, action")
        parked = {customer for customer, _ in given_up}
        stays_on = any(action == "remove" for _, action in given_up)
        suppressed = self.left | self.world.stand_in.forgotten | self.world.stand_in.refuses
        is_mirror = self.world.destination["mode"] == "mirror"
        for address, person in self.world.stand_in.people.items():
            if not self.is_listed(person):
                continue
            own = may_get.get(address, [])
            if not own and not stays_on:
                yield f"{address} is on the list and may not be written to"
            if is_mirror and own and not any(one.is_in and one.bucket >= HOLD_OUT for one in own) and not stays_on:
                yield f"{address} is on the list and belongs there no longer"
        for address, own in may_get.items():
            if address in suppressed or not any(one.is_in and one.bucket >= HOLD_OUT for one in own):
                continue
            held = self.world.stand_in.people.get(address)
            if (held is None or not self.is_listed(held)) and not parked & {one.customer_id for one in own}:
                yield f"{address} belongs on the list and is not on it"
