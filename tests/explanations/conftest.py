import csv
import shutil
from pathlib import Path

import pytest

from tests.explanations.every_operator import every_operator
from tests.harness import Shop, segment
from tests.harness.shop import HOUSE

CUSTOMERS = "300"
NOW = "2026-03-01T00:00:00"
AS_OF = "2026-03-01T08:00:00"

# In each segment: a model for each condition would take minutes to build.
CONDITIONS = 12


def seed_rows(name: str) -> list[dict[str, str]]:
    """Give the rows of one of the house's seeds."""
    with (HOUSE / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A small demo shop with the demo's segments, and some more that use every operator; to be read, not changed."""
    shop = Shop.open(
        tmp_path_factory.mktemp("explain") / "shop", shop_timezone="Europe/Moscow", reporting_currency="RUB"
    ).without_data_tests()
    shop.command("demo", "--customers", CUSTOMERS, "--now", NOW)
    segments, filters = seed_rows("segments"), seed_rows("segment_filters")
    conditions = every_operator()
    for number in range(0, len(conditions), CONDITIONS):
        code = f"operators_{number // CONDITIONS}"
        segments.append(segment(code))
        filters += [
            {**row, "segment_code": code, "group": f"any-{place % 2}"}
            for place, row in enumerate(conditions[number : number + CONDITIONS])
        ]
    shop.write_seeds(segments, filters)
    score_rules = (HOUSE / "seeds" / "score_rules.csv").read_text(encoding="utf-8")
    (shop.root / "seeds" / "score_rules.csv").write_text(score_rules, encoding="utf-8")
    shop.command("generate")
    shop.refresh(AS_OF)
    return shop


@pytest.fixture
def copied_shop(demo_shop: Shop, tmp_path: Path) -> Shop:
    """A copy of the demo shop, to be changed."""
    shutil.copytree(demo_shop.root, tmp_path / "shop", symlinks=True)
    return Shop(tmp_path / "shop", demo_shop.variables)


def files_of(root: Path, *folders: str) -> dict[Path, bytes]:
    """Give every file of some folders with what is in it."""
    return {path: path.read_bytes() for name in folders for path in (root / name).rglob("*") if path.is_file()}
