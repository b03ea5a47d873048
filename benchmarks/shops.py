"""The shops that are measured: demo data of a size, one percent of its customers changed, and a project with seeds."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from benchmarks.segment_seeds import segment_seeds, write_seeds
from orchestration.demo_shop import make_demo_shop, read_parameters
from orchestration.project import HOUSE, find_project
from orchestration.specs import apply_changes, generated_files, plan_changes, read_specs

# A fixed instant, so that two runs measure the same shop; early in the day, so that four hours later it is still today.
SHOP_NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
FIRST_REFRESH_AFTER = timedelta(hours=1)
BETWEEN_REFRESHES = timedelta(hours=4)

PROJECT_FILE = """\
name: measured_shop
version: "0.1.0"
config-version: 2
profile: customer_segments
require-dbt-version: [">=1.11.0", "<1.12.0"]
snapshot-paths: []
flags:
  send_anonymous_usage_stats: false
  require_ref_searches_node_package_before_root: true
dispatch:
  - macro_namespace: dbt
    search_order: [measured_shop, customer_segments, dbt]
vars:
  shop_timezone: Europe/Moscow
  reporting_currency: RUB
seeds:
  customer_segments:
    +enabled: false
models:
  measured_shop:
    +materialized: table
    +contract: {enforced: true}
"""

PRIORITIES = "list,rank,segment_code\noffer,1,bench_0000\noffer,2,bench_0002\noffer,3,bench_0003\n"


@dataclass(frozen=True)
class Shop:
    """Hold a shop's files before and after a change, and the instants it is refreshed at."""

    data: Path
    changed_data: Path
    first: datetime
    second: datetime


def make_shop(folder: Path, customers: int) -> Shop:
    """Make the demo shop of a size, or take the one that is there."""
    data = folder / f"shop_{customers}"
    if not (data / "demo_shop.json").exists():
        make_demo_shop(data, customers=customers, now=SHOP_NOW)
    first = read_parameters(data).now.replace(tzinfo=UTC) + FIRST_REFRESH_AFTER
    return Shop(data, folder / f"shop_{customers}_changed", first, first + BETWEEN_REFRESHES)


def change_customers(shop: Shop, one_in: int = 100) -> None:
    """Change one customer in so many: they place an order of three lines, and change their mind about e-mail.

    Every changed or new row has an `updated_at` between the two refreshes. Files that do not change are linked.
    """
    if shop.changed_data.exists():
        return
    fresh = shop.changed_data.with_suffix(".part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for path in shop.data.glob("*.*"):
        if path.stem not in ("customers", "orders", "order_items"):
            (fresh / path.name).hardlink_to(path)
    with duckdb.connect() as connection:
        for name in ("customers", "orders", "order_items"):
            connection.execute(f"create view {name} as from read_parquet('{shop.data / name}.parquet')")
        between = f"timestamp '{shop.first.replace(tzinfo=None)}' + to_seconds(1 + hash(customer_id) % {4 * 3600 - 60})"
        connection.execute(_CHANGES.format(one_in=one_in, between=between, folder=fresh))
    fresh.rename(shop.changed_data)


_CHANGES = """
set threads = 2;
create temp table changed as
select customer_id, {between} as moment from customers where hash(customer_id, 'changed') % {one_in} = 0;

create temp table last_orders as
select * from orders
where customer_id in (select customer_id from changed) and order_id in (select order_id from order_items)
qualify row_number() over (partition by customer_id order by ordered_at desc, order_id) = 1;

create temp table new_orders as
select last_orders.* replace (
    'B-' || order_id as order_id, 'B-' || order_number as order_number, moment as ordered_at, 'paid' as status,
    moment as paid_at, null as cancelled_at, 'RUB' as currency, 0 as discount, moment as updated_at
)
from last_orders inner join changed using (customer_id);

create temp table new_items as
select items.* replace (
    'B-' || order_item_id as order_item_id, 'B-' || items.order_id as order_id, 0 as discount,
    new_orders.updated_at as updated_at
)
from order_items as items
inner join new_orders on 'B-' || items.order_id = new_orders.order_id;

copy (
    select customers.* replace (
        if(moment is null, email_consent, not coalesce(email_consent, false)) as email_consent,
        coalesce(moment, updated_at) as updated_at
    )
    from customers left join changed using (customer_id)
) to '{folder}/customers.parquet';
copy (from orders union all from new_orders) to '{folder}/orders.parquet';
copy (from order_items union all from new_items) to '{folder}/order_items.parquet';
"""


def make_project(folder: Path, segments: int) -> Path:
    """Make a shop project of so many segments that uses the house as its package, with its models generated."""
    root = folder / f"project_{segments}"
    write_seeds(root / "seeds", segment_seeds(segments))
    for path in (HOUSE / "seeds").glob("*.csv"):
        if path.stem not in ("segments", "segment_filters"):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            # Only the rules of the score hold for any segments; of the others the first line is enough.
            kept = lines if path.stem == "score_rules" else lines[:1]
            (root / "seeds" / path.name).write_text("".join(kept), encoding="utf-8")
    (root / "seeds" / "segment_priorities.csv").write_text(PRIORITIES, encoding="utf-8")
    (root / "dbt_project.yml").write_text(PROJECT_FILE, encoding="utf-8")
    (root / "packages.yml").write_text(f"packages:\n  - local: {HOUSE}\n", encoding="utf-8")
    project = find_project(root)
    apply_changes(project, plan_changes(project, generated_files(read_specs(project), project.name)))
    return root
