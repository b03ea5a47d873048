"""A random shop built once, over which any number of segments are judged without another build.

The shop is built by the public command; a segment is then SQL of the same macros that build its model, rendered as
`segments preview` renders them and run on the build file, which is only read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from hypothesis.vendor.pretty import RepresentationPrinter

from orchestration.last_build import Inlining, LastBuild, read_last_build
from orchestration.project import Project, find_project
from orchestration.refresh.dbt_settings import project_environment
from orchestration.refresh.warehouse import open_warehouse
from orchestration.rendering import render
from orchestration.specs import Segment, segment_tree, specs_from
from orchestration.specs.literals import row_literals, tree_literal
from tests.harness import Shop, condition, segment
from tests.harness.columns import SEEDS
from tests.harness.csv_text import csv_text
from tests.reference import Answer, Seeds, evaluate
from tests.reference.evaluate import SeedRows
from tests.segment_language.comparison import Moment
from tests.segment_language.random_shops import RandomShop

AT_A_TIME = 250
# A shop needs a segment to be built; what it asks does not matter.
ANY_SEGMENT = "anybody"


@dataclass(frozen=True)
class BuiltShop:
    """Hold a random shop that was refreshed at its instant, and the score rules it was built with."""

    shop: RandomShop
    score_rules: SeedRows
    built: Shop

    @classmethod
    def build(cls, folder: Path, shop: RandomShop, score_rules: SeedRows) -> "BuiltShop":
        """Refresh the shop in a folder."""
        settings = shop.settings
        built = Shop.open(folder, shop_timezone=settings.timezone, reporting_currency=settings.reporting_currency)
        built = built.without_data_tests()
        built.write_tables(shop.tables, as_parquet=shop.is_parquet)
        anybody = {"segment_code": ANY_SEGMENT, **condition("city", "is_set")}
        built.write_seeds([segment(ANY_SEGMENT)], [anybody], score_rules)
        built.refresh(f"{settings.as_of:%Y-%m-%dT%H:%M:%S}")
        return cls(shop, score_rules, built)

    def _repr_pretty_(self, printer: RepresentationPrinter, _is_cycle: bool) -> None:
        """Say to Hypothesis where it is: all its tables would hide what a failing test has to say."""
        printer.text(f"the shop in {self.built.root}")

    def moment(self, segments: SeedRows, filters: SeedRows) -> Moment:
        """Ask both who is a member of each segment, and what the customers measure."""
        aggregates = self.built.rows("customer_aggregates")
        return Moment(self.shop.settings, self.expected(segments, filters), self.members(segments, filters), aggregates)

    def expected(self, segments: SeedRows, filters: SeedRows) -> Answer:
        """Ask the reference."""
        seeds = Seeds(_dynamic(segments), filters, self.score_rules)
        return evaluate(self.shop.tables, seeds, self.shop.settings)

    def members(self, segments: SeedRows, filters: SeedRows) -> dict[str, set[str]]:
        """Ask the warehouse for the members of each segment."""
        specs = specs_from(*map(_seed, SEEDS, (_dynamic(segments), filters, self.score_rules)))
        project = find_project(self.built.root)
        found: dict[str, set[str]] = {}
        with open_warehouse(project.build_file, read_only=True) as connection:
            build = read_last_build(connection, project.build_file)
            for some in _in_lots(specs.segments):
                query = _query(project, build, some, specs.by_code)
                found |= _members(connection, query, [one.code for one in some])
        return found


def _dynamic(segments: SeedRows) -> SeedRows:
    """Take static and inactive segments for what they are not: those have no members before there is a refresh."""
    return [{**row, "kind": "dynamic", "is_active": "true"} for row in segments]


def _seed(seed: str, rows: SeedRows) -> bytes:
    return csv_text(SEEDS[seed], [{column: cell or None for column, cell in row.items()} for row in rows]).encode()


def _in_lots(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    return (segments[start : start + AT_A_TIME] for start in range(0, len(segments), AT_A_TIME))


def _query(project: Project, build: LastBuild, segments: Sequence[Segment], others: Mapping[str, Segment]) -> str:
    """Write one query for several segments; the segments they read are put in their place."""
    inlining = Inlining(others, frozenset())
    statements, tree = tree_literal({"all": [inlining.tree(segment_tree(one)) for one in segments]})
    measures = row_literals(build.measures(inlining.readers(segments)))
    call = f"customer_segments.segment_preview(measures={measures}, groups=tree['all'])"
    template = "\n".join([*statements, f"{{% set tree = {tree} %}}", f"{{{{ {call} }}}}"])
    as_of = f"{build.as_of:%Y-%m-%dT%H:%M:%S}"
    return render(project, template, {**project_environment(project), "SEGMENTS_AS_OF": as_of})


def _members(connection: duckdb.DuckDBPyConnection, query: str, codes: Sequence[str]) -> dict[str, set[str]]:
    rows = connection.execute(query).fetchall()
    return {code: {str(row[0]) for row in rows if row[place]} for place, code in enumerate(codes, start=1)}
