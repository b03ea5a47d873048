"""A shop that has published, and a platform: everything `segments sync` looks at, without a refresh.

The published file has the relations and columns of the real one (test_real_shop.py syncs one of those); who is in them
is decided here in plain Python, as is who should be on the list.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from orchestration.delivery.applying import ApplyChoices, apply_plan
from orchestration.delivery.plan import Plan
from orchestration.delivery.planning import make_plan
from orchestration.delivery.platforms.protocol import Limits, Pace
from orchestration.delivery.progress import Applied
from orchestration.project import Project
from orchestration.specs import Specs, read_specs
from tests.delivery.sync.watched import WatchedStandIn

FIRST = datetime(2026, 3, 1, 8, tzinfo=UTC)
COLUMNS = {
    "customer_aggregates": (
        "customer_id varchar, email varchar, phone varchar, bucket bigint, city varchar, paid_sum decimal(18,4), "
        "first_order_date date, brands_bought varchar[], custom_pet varchar"
    ),
    "segment_memberships": "customer_id varchar, segment_code varchar, entered_at timestamp",
    "segment_export": (
        'segment_code varchar, "CustomerId" varchar, "Name" varchar, "LastOrderNumber" varchar, "LastOrderId" varchar, '
        '"Location" varchar, "RegistrationDateTime" timestamp'
    ),
    "delivery_consent": "customer_id varchar, channel varchar, may_be_contacted boolean, reason varchar",
    "segment_refreshes": (
        "refresh_id varchar, as_of timestamp, started_at timestamp, members bigint, status varchar, "
        "definition_commit varchar"
    ),
}


@dataclass
class Customer:
    customer_id: str
    email: str | None
    is_in: bool = True
    has_consent: bool = True
    is_blocked: bool = False
    bucket: int = 50
    name: str = "Ann"
    phone: str | None = None

    @property
    def reason(self) -> str | None:
        """Say why the customer may not be written to."""
        reasons = {
            "blocked": self.is_blocked,
            "no_consent": not self.has_consent,
            "no_address": self.email is None,
            "invalid_address": self.email is not None and "@" not in self.email,
        }
        return next((name for name, holds in reasons.items() if holds), None)


@dataclass
class World:
    """Hold the shop, the platform, and how late it is."""

    root: Path
    stand_in: WatchedStandIn
    customers: dict[str, Customer] = field(default_factory=dict)
    published: int = 0
    destination: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seeds = self.root / "seeds"
        seeds.mkdir(parents=True, exist_ok=True)
        (self.root / "dbt_project.yml").write_text("name: small\nversion: '1.0'\nprofile: small\n", encoding="utf-8")
        (seeds / "segments.csv").write_text(
            "segment_code,name,kind,is_active,is_in_analytics,owner,description\n"
            "tea,Tea lovers,dynamic,true,true,,\nother,Others,dynamic,true,true,,\n",
            encoding="utf-8",
        )
        (seeds / "segment_filters.csv").write_text(
            "segment_code,group,field,scope,operator,value,reason\n"
            "tea,,paid_sum,,at_least,1,\nother,,paid_sum,,at_least,2,\n",
            encoding="utf-8",
        )
        self.say_destination()
        self.say_fields("tea_list,NAME,Name")

    def say_destination(self, **changed: str) -> None:
        """Write seeds/destinations.csv with one destination."""
        row = {
            "destination": "tea_list",
            "platform": "mailchimp",
            "list": "aud/77",
            "segment_code": "tea",
            "mode": "mirror",
            "consent_channel": "email",
            "hold_out_share": "",
            "max_shrink": "1",
            "max_rows": "",
            "is_active": "true",
            "auto_apply": "false",
        }
        self.destination = row | changed
        text = ",".join(self.destination) + "\n" + ",".join(self.destination.values()) + "\n"
        (self.root / "seeds" / "destinations.csv").write_text(text, encoding="utf-8")

    def say_fields(self, *rows: str) -> None:
        """Write seeds/destination_fields.csv."""
        text = "\n".join(("destination,platform_field,field", *rows)) + "\n"
        (self.root / "seeds" / "destination_fields.csv").write_text(text, encoding="utf-8")

    @property
    def project(self) -> Project:
        return Project(self.root, "small", self.root / "warehouse", self.root / "shop_data")

    @property
    def specs(self) -> Specs:
        return read_specs(self.project)

    @property
    def now(self) -> datetime:
        return FIRST + timedelta(hours=4 * self.published)

    def add(self, *names: str, **attributes: object) -> None:
        """Put customers into the shop, all with the same attributes."""
        for name in names:
            given = {"email": f"{name}@example.com", **attributes}
            self.customers[name] = Customer(name, **given)  # type: ignore[arg-type]

    def publish(self) -> None:
        """Publish what the shop is now, as a refresh would."""
        self.published += 1
        refresh_id = f"{self.now:%Y%m%dT%H%M%SZ}"
        people = sorted(self.customers.values(), key=lambda one: one.customer_id)
        members = [one for one in people if one.is_in]
        instant = self.now.replace(tzinfo=None)
        rows: dict[str, list[tuple[object, ...]]] = {
            "customer_aggregates": [
                (one.customer_id, one.email, one.phone, one.bucket, "Kyiv", 10.5, instant.date(), ["A", "B"], "cat")
                for one in people
            ],
            "segment_memberships": [(one.customer_id, "tea", instant) for one in members],
            "segment_export": [
                ("tea", one.customer_id, one.name, "N-1", "O-1", "Kyiv, Ukraine", instant) for one in members
            ],
            "delivery_consent": [
                (one.customer_id, channel, one.reason is None, one.reason)
                for one in people
                for channel in ("email", "sms")
            ],
            "segment_refreshes": [(refresh_id, instant, instant, len(members), "succeeded", "abc1234")],
        }
        path = self.project.published_file
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_suffix(".next")
        fresh.unlink(missing_ok=True)
        with duckdb.connect(str(fresh)) as connection:
            connection.execute("begin")
            for table, columns in COLUMNS.items():
                connection.execute(f"create table {table} ({columns})")
                if rows[table]:
                    values = ", ".join("unnest(?)" for _ in rows[table][0])
                    lists = [list(column) for column in zip(*rows[table], strict=True)]
                    connection.execute(f"insert into {table} select {values}", lists)
            connection.execute("commit")
        fresh.replace(path)

    def plan(self) -> Plan | None:
        return make_plan(self.project, self.specs, "tea_list", self.now)

    def apply(self, plan: Plan, *, accepts_limits: bool = False, batch_size: int = 4) -> Applied:
        return apply_plan(self.project, self.specs, plan.path, choices(self.now, accepts_limits, batch_size))

    def sync(self) -> Applied | None:
        """Plan and apply."""
        plan = self.plan()
        return self.apply(plan) if plan else None

    def rows(self, relation: str, columns: str = "*") -> list[tuple[object, ...]]:
        """Read a relation of the store."""
        with duckdb.connect(str(self.project.home / "delivery.duckdb"), read_only=True) as store:
            return store.execute(f"select {columns} from {relation} order by all").fetchall()

    @property
    def listed(self) -> set[str]:
        """Give who is on the list at the platform, by the name before the @."""
        return {address.partition("@")[0] for address in self.stand_in.members()}


def choices(now: datetime, accepts_limits: bool, batch_size: int) -> ApplyChoices:
    """Apply without patience: a stand-in does not need it."""
    pace = Pace(
        timeout=2.0, attempts=2, first_wait=0.001, longest_wait=0.01,
        limits=Limits(batch_size=batch_size, requests_per_second=100_000),
    )  # fmt: skip
    return ApplyChoices(now, lambda *_: None, accepts_limits=accepts_limits, pace=pace)


def hash_of(address: str) -> str:
    return hashlib.md5(address.lower().encode(), usedforsecurity=False).hexdigest()
