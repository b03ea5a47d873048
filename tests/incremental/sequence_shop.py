"""The project of a sequence: its files as they stand, refreshes in place, and full rebuilds of a copy."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from orchestration.project import find_project
from orchestration.specs import apply_changes, generated_files, plan_changes, read_specs
from tests.harness import Shop
from tests.harness.columns import SEEDS
from tests.harness.csv_text import csv_text
from tests.harness.processes import Outcome, RefreshOrder, refresh
from tests.harness.shop import WITHOUT_DATA_TESTS
from tests.harness.warehouses import BUILT, PUBLISHED, differences
from tests.incremental.random_definitions import Definitions
from tests.incremental.random_world import World

RETIRED = ["segment_code", "retired_on", "reason"]
# Beyond this share of rows that cannot be used a refresh fails: above what random rows come to, below a spoiled table.
REJECTED_SHARE = 0.97


@dataclass(frozen=True)
class SequenceShop:
    """Hold the project's folder."""

    shop: Shop

    @classmethod
    def make(cls, root: Path, world: World) -> "SequenceShop":
        """Make the project."""
        settings = world.settings
        variables = {"shop_timezone": settings.timezone, "reporting_currency": settings.reporting_currency}
        return cls(Shop.open(root, **variables, max_rejected_share=REJECTED_SHARE))

    @property
    def home(self) -> Path:
        """Give the folder of the warehouse."""
        return self.shop.root / "warehouse"

    def write(self, world: World, definitions: Definitions, *, as_parquet: bool = False) -> None:
        """Write the tables, the seeds and the settings, and generate the models."""
        root = self.shop.root
        self.shop.write_tables(world.tables, as_parquet=as_parquet)
        rows: dict[str, list[dict[str, str]]] = {
            "segments": definitions.segments,
            "segment_filters": definitions.filters,
            "score_rules": definitions.score_rules,
        }
        for seed, columns in SEEDS.items():
            filled = [{column: cell or None for column, cell in row.items()} for row in rows[seed]]
            (root / "seeds" / f"{seed}.csv").write_text(csv_text(columns, filled), encoding="utf-8", newline="")
        gone = [{"segment_code": code, "retired_on": "2024-01-01", "reason": "a test"} for code in definitions.retired]
        (root / "seeds" / "retired_segments.csv").write_text(csv_text(RETIRED, gone), encoding="utf-8", newline="")
        self._write_settings(definitions.variables)
        project = find_project(root)
        apply_changes(project, plan_changes(project, generated_files(read_specs(project), project.name)))

    def _write_settings(self, variables: Mapping[str, object]) -> None:
        path = self.shop.root / "dbt_project.yml"
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        page["vars"] = {**self.shop.variables, **variables}
        text = yaml.safe_dump(page)
        if text != path.read_text(encoding="utf-8"):  # another instant of the file makes dbt read everything again
            path.write_text(text, encoding="utf-8")

    def refresh(
        self, as_of: datetime, *, full: bool = False, tests: bool = False, kill_at: int | None = None
    ) -> Outcome:
        """Refresh in a process of its own."""
        variables = {} if tests else WITHOUT_DATA_TESTS
        instant = f"{as_of:%Y-%m-%dT%H:%M:%S}"
        return refresh(RefreshOrder(self.shop.root, instant, full=full, kill_at=kill_at, variables=variables))

    def must_refresh(self, as_of: datetime) -> Outcome:
        """Refresh where nothing stands in the way."""
        outcome = self.refresh(as_of)
        assert outcome.exit_code == 0, outcome.message
        return outcome

    def compared_alone(self) -> int:
        """Count the customers the last refresh compared with the history, where it did not compare everybody."""
        return len(self.shop.built("select customer_id from remeasured_customers"))

    def compare_with_full(self, as_of: datetime) -> list[str]:
        """Rebuild a copy of the warehouse at the same instant, and give what differs; the warehouse stays as it is.

        The copy is put in the warehouse's place meanwhile: in another place dbt would parse the project again.
        """
        kept, rebuilt = (self.shop.root / name for name in ("kept", "rebuilt"))
        for folder in (kept, rebuilt):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.home, kept)
        outcome = self.refresh(as_of, full=True)
        self.home.rename(rebuilt)
        kept.rename(self.home)
        if outcome.exit_code != 0:
            return [f"the full rebuild ended with {outcome.exit_code}: {outcome.message}"]
        found = differences(self.home / "published.duckdb", rebuilt / "published.duckdb", PUBLISHED)
        found += [
            f"of the build: {line}"
            for line in differences(self.home / "build.duckdb", rebuilt / "build.duckdb", BUILT)
            if not found
        ]
        return found

    def take_rebuilt(self) -> None:
        """Go on from the rebuilt copy."""
        shutil.rmtree(self.home)
        (self.shop.root / "rebuilt").rename(self.home)

    def lose_build(self) -> None:
        """Lose the file refreshes work in."""
        for path in self.home.glob("build.duckdb*"):
            path.unlink()
