"""A shop on the small house: made in a folder, filled with a few rows, refreshed through the real steps."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.project import Project
from orchestration.refresh.progress import Event
from orchestration.refresh.start import Refresh, start_refresh
from orchestration.refresh.steps import run_refresh
from orchestration.specs import apply_changes, generated_files, plan_changes, read_specs

SMALL_HOUSE = Path(__file__).parent / "small_house"


@dataclass(frozen=True)
class SmallShop:
    """Hold the project of a shop whose house is small_house/."""

    project: Project

    @classmethod
    def make(cls, root: Path) -> "SmallShop":
        """Copy the small house and generate its models."""
        shutil.copytree(SMALL_HOUSE, root)
        shop = cls.at(root)
        specs = read_specs(shop.project)
        apply_changes(shop.project, plan_changes(shop.project, generated_files(specs, shop.project.name)))
        return shop

    @classmethod
    def at(cls, root: Path) -> "SmallShop":
        """Give the shop that is in a folder."""
        home, shop_data = root / "warehouse", root / "shop_data"
        return cls(Project(root=root, name="customer_segments", home=home, shop_data=shop_data, house=root))

    def write(self, cities: Mapping[int, str], orders: Mapping[int, int] | None = None) -> None:
        """Write the shop's tables: the city of each customer, the customer of each order."""
        folder = self.project.shop_data
        folder.mkdir(exist_ok=True)
        customers = "".join(f"{customer},{city}\n" for customer, city in cities.items())
        (folder / "customers.csv").write_text(f"customer_id,city\n{customers}", encoding="utf-8")
        lines = "".join(f"{order},{customer}\n" for order, customer in (orders or {}).items())
        (folder / "orders.csv").write_text(f"order_id,customer_id\n{lines}", encoding="utf-8")

    def start(self, as_of: str, *, full: bool = False) -> Refresh:
        """Start a refresh as of an instant of one January day, such as 08:00."""
        return start_refresh(self.project, datetime.fromisoformat(f"2026-01-05T{as_of}:00"), full=full)

    def refresh(self, as_of: str, *, full: bool = False) -> list[Event]:
        """Refresh as of an instant of that day and give what was observed."""
        events: list[Event] = []
        run_refresh(self.start(as_of, full=full), events.append, door="a test")
        return events

    def published(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the published file."""
        return ask(self.project.published_file, sql)

    def built(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the build file."""
        return ask(self.project.build_file, sql)


def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask a warehouse file one question."""
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()
