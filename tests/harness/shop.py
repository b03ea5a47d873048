"""One temporary shop: a dbt project of its own that uses the house as a package."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
import yaml

from tests.harness import parsed
from tests.harness.columns import REQUIRED_TABLES, SEEDS, TABLES
from tests.harness.commands import run_segments
from tests.harness.csv_text import csv_text
from tests.harness.parquet_file import write_parquet
from tests.reference.values import Row

SeedRows = Iterable[Mapping[str, str]]
HOUSE = Path(__file__).resolve().parents[2]
# What would point the command at another shop, or make dbt start slowly.
NOT_PASSED_ON = ("SEGMENTS_PROJECT", "SEGMENTS_HOME", "SHOP_DATA", "SHOP_SCHEMA", "PYTHONDONTWRITEBYTECODE")
WITHOUT_DATA_TESTS = {"DBT_EXCLUDE_RESOURCE_TYPES": "test"}


@dataclass(frozen=True)
class Shop:
    """Hold a temporary shop's folder, what its dbt_project.yml sets, and what its commands find in the environment."""

    root: Path
    variables: Mapping[str, object] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path, **variables: object) -> "Shop":
        """Make the project; bad rows never stop a refresh unless the variables say so."""
        shop = cls(root, {"max_rejected_share": 1, **variables})
        (root / "seeds").mkdir(parents=True)
        (root / "models").mkdir()
        (root / "dbt_packages").mkdir()
        (root / "dbt_packages" / "customer_segments").symlink_to(HOUSE, target_is_directory=True)
        (root / "dbt_project.yml").write_text(yaml.safe_dump(shop._project_file()), encoding="utf-8")
        parsed.take(root)
        return shop

    def _project_file(self) -> dict[str, object]:
        example = yaml.safe_load((HOUSE / "examples/online_retail/dbt_project.yml").read_text(encoding="utf-8"))
        name = example["name"]
        return {
            **example,
            "name": "temporary_shop",
            "vars": dict(self.variables),
            "dispatch": [{"macro_namespace": "dbt", "search_order": ["temporary_shop", "customer_segments", "dbt"]}],
            "seeds": {**example["seeds"], "temporary_shop": example["seeds"].get(name, {})},
            "models": {**example["models"], "temporary_shop": example["models"].get(name, {})},
        }

    def write_tables(self, tables: Mapping[str, Iterable[Row]], *, as_parquet: bool = False) -> None:
        """Write the shop's tables as files; a required one that has no rows is there all the same."""
        folder = self.root / "shop_data"
        folder.mkdir(exist_ok=True)
        for table in dict.fromkeys((*REQUIRED_TABLES, *tables)):
            rows = list(tables.get(table, ()))
            columns = [*TABLES[table], *(["deleted_at"] if any("deleted_at" in row for row in rows) else [])]
            if as_parquet:
                write_parquet(folder / f"{table}.parquet", columns, rows)
                continue
            text = csv_text(columns, rows)
            (folder / f"{table}.csv").write_text(text, encoding="utf-8", newline="")

    def write_seeds(self, segments: SeedRows, filters: SeedRows, score_rules: SeedRows = ()) -> None:
        """Write the seeds and generate the models from them."""
        rows = {"segments": segments, "segment_filters": filters, "score_rules": score_rules}
        for seed, columns in SEEDS.items():
            text = csv_text(columns, [{column: cell or None for column, cell in row.items()} for row in rows[seed]])
            (self.root / "seeds" / f"{seed}.csv").write_text(text, encoding="utf-8", newline="")
        self.command("generate")

    def refresh(self, as_of: str) -> None:
        """Refresh the shop as of a UTC instant."""
        self.command("refresh", "--as-of", as_of)
        parsed.leave(self.root)

    def command(self, *arguments: str) -> str:
        """Run one `segments` command on the shop; one that fails, fails the test with all it said."""
        run = self.run(*arguments)
        reason = (run.stderr.strip().splitlines() or [""])[-1]  # a summary of many tests shows the first line alone
        said = f"segments {' '.join(arguments)}: {run.returncode}: {reason}\n{run.stdout}\n{run.stderr}"
        assert run.returncode == 0, said
        return run.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one `segments` command on the shop, however it ends."""
        environment = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        return run_segments(
            ["--project", str(self.root), *arguments],
            self.root,
            {**environment, "SEGMENTS_THREADS": "1", **self.environment},
        )

    def without_data_tests(self) -> "Shop":
        """Give the shop whose refreshes leave dbt's tests out: a tenth of the time, where the suite compares it all."""
        return replace(self, environment=WITHOUT_DATA_TESTS)

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Read from the published copy."""
        with duckdb.connect(str(self.root / "warehouse" / "published.duckdb"), read_only=True) as published:
            return published.execute(sql).fetchall()

    def built(self, sql: str) -> list[tuple[object, ...]]:
        """Read from the build, what is not published included."""
        with duckdb.connect(str(self.root / "warehouse" / "build.duckdb"), read_only=True) as build:
            return build.execute(sql).fetchall()

    def rows(self, relation: str) -> list[dict[str, object]]:
        """Read a published relation whole, its rows by column."""
        with duckdb.connect(str(self.root / "warehouse" / "published.duckdb"), read_only=True) as published:
            read = published.execute(f'select * from "{relation}"')
            columns = [column[0] for column in read.description or []]
            return [dict(zip(columns, row, strict=True)) for row in read.fetchall()]

    def members(self) -> dict[str, set[str]]:
        """Give the members of each segment; one without members is there with none."""
        members: dict[str, set[str]] = {str(code): set() for (code,) in self.query("select segment_code from segments")}
        for code, customer_id in self.query("select segment_code, customer_id from segment_memberships"):
            members[str(code)].add(str(customer_id))
        return members
