"""A shop of six customers and three segments, and ways to run its refresh through Dagster."""

from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from orchestration.definitions import defs
from tests.harness import Shop, Tables, condition, segment

CITIES = {"1": "Moscow", "2": "Perm", "3": "moscow", "4": None, "5": "Berlin", "6": "Perm"}


@dataclass(frozen=True)
class AssetShop(Shop):
    """A shop whose refresh stops at the first row that cannot be used."""

    @classmethod
    def make(cls, root: Path) -> "AssetShop":
        shop = cls.open(root, shop_timezone="Europe/Moscow", reporting_currency="RUB", max_rejected_share=0)
        made = cls(shop.root, shop.variables)
        made.write_tables(tables())
        made.write_seeds(
            [
                segment("muscovites", owner="sales", description="They live in Moscow."),
                segment("first_members", kind="static", owner="anna@example.com"),
                segment("buyers", is_in_analytics="false"),
            ],
            [
                {"segment_code": "muscovites", **condition("city", "equals", "Moscow")},
                {"segment_code": "first_members", **condition("city", "is_set")},
                {"segment_code": "buyers", **condition("paid_sum", "greater_than", "0")},
            ],
        )
        return made

    @property
    def seeds(self) -> Path:
        """Give the folder of the seeds."""
        return self.root / "seeds"

    @property
    def published(self) -> Path:
        """Give the file consumers read."""
        return self.root / "warehouse" / "published.duckdb"

    def run_job(self, instance: dg.DagsterInstance, **settings: object) -> dg.ExecuteInProcessResult:
        """Run the job in this process, with settings of the refresh."""
        job = defs().resolve_job_def("refresh")
        config = {"resources": {"refresh_run": {"config": settings}}}
        return job.execute_in_process(run_config=config, instance=instance, raise_on_error=False)

    def history(self) -> list[tuple[object, ...]]:
        """Give every stay as it is published."""
        return self.query("select * from segment_membership_history order by all")


def tables() -> Tables:
    """Write customers of several cities, two of them with a paid order."""
    made = Tables()
    for customer_id, city in CITIES.items():
        made.customer(customer_id, city=city)
    made.category("tea", "Tea")
    made.product("oolong", "Oolong", "tea")
    made.order("o1", "1", "2026-01-10 12:00:00", {"product_id": "oolong", "unit_price": "500"})
    made.order("o2", "5", "2026-02-20 12:00:00", {"product_id": "oolong", "unit_price": "900"})
    return made


def failures(result: dg.ExecuteInProcessResult) -> dict[str, str]:
    """Give what each failed step said."""
    return {
        str(event.step_key): str(event.step_failure_data.user_failure_data.description)
        for event in result.all_node_events
        if event.is_step_failure and event.step_failure_data.user_failure_data
    }
