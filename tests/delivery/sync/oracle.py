"""An oracle of what a careful sender may do with the people of a list.

It looks at the platform: who is on the list before and after an apply, and what was asked for. Of what `segments sync`
says of itself it asks one thing, which rows were given up, because those may stay undone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.delivery.plan import Plan
from tests.delivery.platforms.stand_ins.server import Person
from tests.delivery.sync.watched import Asked
from tests.delivery.sync.world import Customer, World

HOLD_OUT = 10


@dataclass(frozen=True)
class Attempt:
    """Say how a plan is applied.

    Args:
        plan: which.
        accepts_limits: whether a human has agreed to what blocks it.
        is_fresh: whether it was made from what is published.
        is_overtaken: whether another was begun since, so that it must not be applied.
        is_disturbed: whether requests fail.
    """

    plan: Plan
    accepts_limits: bool
    is_fresh: bool
    is_overtaken: bool
    is_disturbed: bool


class Oracle:
    """Hold what was seen of a world, and find what breaks a rule."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.owners: dict[str, set[str]] = {}
        self.addresses: dict[str, set[str]] = {}
        self.known: frozenset[str] = frozenset()
        self.given_up: dict[str, str] = {}
        self.asked: dict[str, list[Asked]] = {}
        self.is_settled = True
        self.before: dict[str, tuple[bool, bool]] = {}

    def meet(self, customers: Iterable[Customer]) -> None:
        """Remember whose address is whose, for good."""
        for one in customers:
            if one.email:
                self.owners.setdefault(one.email.lower(), set()).add(one.customer_id)
                self.addresses.setdefault(one.customer_id, set()).add(one.email.lower())

    def begin(self, attempt: Attempt) -> None:
        """Look before an apply."""
        self.world.stand_in.asked.clear()
        self.asked.setdefault(attempt.plan.header.plan_id, [])
        self.before = {
            address: (person.is_subscribed, self.is_listed(person))
            for address, person in self.world.stand_in.people.items()
        }

    def was_begun(self, plan: Plan) -> bool:
        """Tell whether anything was asked of the platform for a plan."""
        return bool(self.asked.get(plan.header.plan_id))

    def end(self, attempt: Attempt, ended: str) -> Iterator[str]:
        """Look after an apply that ended somehow."""
        asked = list(self.world.stand_in.asked)
        known_before = self.known
        yield from self.world.stand_in.violations
        yield from self.refused_to(attempt, ended, asked)
        yield from self.never(attempt)
        yield from self.asked_again(asked)
        yield from self.done_twice(attempt, asked)
        if ended not in {"blocked", "stale"}:
            yield from self.shrunk(attempt)
            self.is_settled = ended == "done"
        if ended == "done":
            self.learn(self.asked[attempt.plan.header.plan_id])
            if attempt.is_fresh:
                yield from self.always(known_before)

    def refused_to(self, attempt: Attempt, ended: str, asked: list[Asked]) -> Iterator[str]:
        """Look whether an apply ended as it should have, and did nothing when it was not to begin."""
        if attempt.is_overtaken and ended != "stale":
            yield "a plan was applied that another had overtaken"
        if ended in {"blocked", "stale"} and asked:
            yield f"a plan that is {ended} was begun"
        if ended == "blocked" and (attempt.accepts_limits or self.world.destination["max_shrink"] == "1"):
            yield "a plan was stopped that is within its limits"
        if not attempt.is_disturbed and ended in {"incomplete", "broken off"}:
            yield f"nothing failed and the apply is {ended}"

    def never(self, attempt: Attempt) -> Iterator[str]:
        """Look for what must not happen, whatever failed."""
        may_get = self.may_get()
        for address, person in self.world.stand_in.people.items():
            was_subscribed, was_listed = self.before.get(address, (None, False))
            if was_subscribed is False and person.is_subscribed:
                yield f"{address} left and was subscribed again"
            if self.is_listed(person) and not was_listed:
                if address not in may_get:
                    yield f"{address} was put on the list without consent"
                elif attempt.is_fresh and not self.belongs(may_get[address]):
                    yield f"{address} was put on the list though nobody of that address belongs there"
                if was_subscribed is False:
                    yield f"{address} left and was put on the list again"
            if was_subscribed is None and address not in may_get:
                yield f"{address} was made known to the platform without consent"

    def asked_again(self, asked: list[Asked]) -> Iterator[str]:
        """Look for rows that were refused for good and were sent all the same."""
        for one in asked:
            if one.kind == "write" and one.address in self.known:
                yield f"{one.address} is forgotten or has left, which was said, and was written again"
            if one.kind == "write" and one.said == "faulty" and self.given_up.get(one.address) == one.fields:
                yield f"{one.address} was refused and is sent again as it was"

    def done_twice(self, attempt: Attempt, asked: list[Asked]) -> Iterator[str]:
        """Look for rows that did something again when they were sent again, and that were sent again for nothing."""
        plan = self.asked[attempt.plan.header.plan_id]
        plan += asked
        effects = Counter((one.kind, one.address) for one in plan if one.is_change)
        yield from (f"{kind} {address} changed something {n} times" for (kind, address), n in effects.items() if n > 1)
        if not attempt.is_disturbed:
            sent = Counter((one.kind, one.address) for one in asked)
            yield from (f"{kind} {address} was sent {n} times" for (kind, address), n in sent.items() if n > 1)

    def shrunk(self, attempt: Attempt) -> Iterator[str]:
        """Look whether more have gone than may go without a human; who moved has not gone."""
        if attempt.accepts_limits or not self.is_settled or not attempt.is_fresh:
            return
        people = self.world.stand_in.people
        listed = {address for address, (_, is_listed) in self.before.items() if is_listed}
        gone = [address for address in listed if not self.is_listed(people[address]) and not self.has_moved(address)]
        # What the platform forgot, or never was able to tell of, may stand in the books still.
        size = len(listed) + len(self.world.stand_in.forgotten) + len(self.parked())
        if len(gone) > float(self.world.destination["max_shrink"]) * size:
            yield f"{len(gone)} of {len(listed)} were taken off and no human was asked"

    def always(self, known: frozenset[str]) -> Iterator[str]:
        """Look for what must be so once everything was settled.

        Args:
            known: of whom the platform had said before that they left, or must not be written to.
        """
        may_get = self.may_get()
        parked = self.parked()
        is_mirror = self.world.destination["mode"] == "mirror"
        people = self.world.stand_in.people
        for address, person in people.items():
            may_stay = any((owner, "remove") in parked for owner in self.owners[address])
            if not self.is_listed(person) or may_stay:
                continue
            own = may_get.get(address, [])
            if not own:
                yield f"{address} is on the list and may not be written to"
            if address in known:
                yield f"{address} left, which was said, and is on the list still"
            if is_mirror and own and not self.belongs(own):
                yield f"{address} is on the list and belongs there no longer"
        suppressed = self.known | self.world.stand_in.forgotten | self.world.stand_in.refuses
        given_up = {owner for owner, _ in parked}
        for address, own in may_get.items():
            held = people.get(address)
            is_lost = address in suppressed or (held is not None and not held.is_subscribed)
            if is_lost or not self.belongs(own) or given_up & {one.customer_id for one in own}:
                continue
            if held is None or not self.is_listed(held):
                yield f"{address} belongs on the list and is not on it"

    def learn(self, asked: list[Asked]) -> None:
        """Take over what the platform said of rows that are settled."""
        last = {one.address: one for one in asked if one.kind == "write"}
        removed = {one.address for one in asked if one.kind == "remove"}
        parked = {owner for owner, _ in self.parked()}
        for address, one in last.items():
            owners = self.owners[address]
            if one.said in {"left", "forgotten"} and not owners & parked:
                self.known |= {address}
            # Who moves or goes and comes back is another row, though it looks the same from here.
            is_alone = len(owners) == 1 and all(len(self.addresses[owner]) == 1 for owner in owners)
            if one.said == "faulty" and is_alone and address not in removed:
                self.given_up[address] = one.fields
        for address in removed:
            self.given_up.pop(address, None)

    def may_get(self) -> dict[str, list[Customer]]:
        """Give the customers by the address who may be written to."""
        found: dict[str, list[Customer]] = {}
        for one in self.world.customers.values():
            if one.reason is None and one.email:
                found.setdefault(one.email.lower(), []).append(one)
        return found

    def parked(self) -> set[tuple[object, ...]]:
        """Give customer and action of the rows that were given up."""
        return set(self.world.rows("delivery_dead_letters", "customer_id, action"))

    def belongs(self, own: list[Customer]) -> bool:
        """Tell whether any of them is in the segment and not held out."""
        return any(one.is_in and one.bucket >= HOLD_OUT for one in own)

    def has_moved(self, address: str) -> bool:
        """Tell whether somebody who had an address has another one."""
        customers = self.world.customers
        owners = [customers[owner] for owner in self.owners[address] if owner in customers]
        return any((one.email or "").lower() not in {"", address} for one in owners)

    def is_listed(self, person: Person) -> bool:
        """Tell whether a person is on the list."""
        return self.world.stand_in.LIST in person.lists
