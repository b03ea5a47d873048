import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.api.keys import Scope
from tests.api.serving import KEYS, Caller, served
from tests.explanations.conftest import seed_rows
from tests.harness import Shop

# Ids are texts of the shop's: paths, SQL, HTML, other alphabets, and what stands for something in addresses.
HOSTILE_IDS = (
    "a/b",
    "../../v1/segments",
    'd\'or "x" -- ; drop table segments',
    "%2F%00",
    "x?y=1#z;&=+ w",
    "<b onmouseover=alert(1)>",
    "Ünï \u202e чай 🍵",
    "long " + "x" * 300,
)


# Every kind of segment, and no more than are of use here: a refresh takes a while for each.
SEGMENTS = (
    *("regular_buyer", "outside_moscow", "sleeping", "never_ordered", "vip", "cat_owners", "email_reachable"),
    *("hold_out", "newsletter", "left_cart", "kitchen_campaign", "old_programme"),
)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A small demo shop with some segments and a few hostile ids, after two refreshes; to be read, not changed."""
    shop = Shop.open(tmp_path_factory.mktemp("api") / "shop", shop_timezone="Europe/Moscow", reporting_currency="RUB")
    shop = shop.without_data_tests()
    shop.command("demo", "--customers", "300", "--now", "2026-03-01T00:00:00")
    add_customers(shop, HOSTILE_IDS)
    segments, filters = (
        [row for row in seed_rows(seed) if row["segment_code"] in SEGMENTS] for seed in ("segments", "segment_filters")
    )
    shop.write_seeds(segments, filters)
    shop.refresh("2026-03-01T08:00:00")
    shop.command("demo", "--advance", "4h")
    shop.refresh("2026-03-01T12:00:00")
    return shop


def add_customers(shop: Shop, customer_ids: tuple[str, ...]) -> None:
    """Add customers who are like the first one but for their ids."""
    file = shop.root / "shop_data" / "customers.parquet"
    fresh = file.with_suffix(".fresh")
    with duckdb.connect() as connection:
        connection.execute(f"create table customers as select * from '{file}'")
        connection.execute(
            "insert into customers select one.* replace (ids.id as customer_id) "
            "from (from customers order by customer_id limit 1) as one, (select unnest(?::varchar[]) as id) as ids",
            [list(customer_ids)],
        )
        connection.execute(f"copy (from customers order by customer_id) to '{fresh}' (format parquet)")
    fresh.replace(file)


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the served API has written."""
    return tmp_path_factory.mktemp("served") / "log"


@pytest.fixture(scope="session")
def address(shop: Shop, log: Path) -> Iterator[str]:
    """Where the shop is served."""
    with served(shop.root, log) as address:
        yield address


@pytest.fixture
def sizes(address: str) -> Caller:
    return Caller(address, KEYS[Scope.sizes])


@pytest.fixture
def members(address: str) -> Caller:
    return Caller(address, KEYS[Scope.members])


@pytest.fixture
def personal(address: str) -> Caller:
    return Caller(address, KEYS[Scope.personal])


@pytest.fixture
def copied_shop(shop: Shop, tmp_path: Path) -> Shop:
    """A copy of the shop, to be changed."""
    shutil.copytree(shop.root, tmp_path / "shop", symlinks=True)
    return Shop(tmp_path / "shop", shop.variables)
