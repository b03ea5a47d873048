"""Named cases: customers, the segments asked of them, and the members worked out by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.harness import Tables, segment

SeedRow = dict[str, str]


@dataclass(frozen=True)
class Case:
    """Hold one segment and who belongs to it.

    Args:
        code: the segment's code; says what the case is about.
        rows: its conditions.
        members: ids that belong, separated by spaces.
        later: ids that belong at other instants than the first, by instant.
    """

    code: str
    rows: list[SeedRow]
    members: str = ""
    later: dict[str, str] = field(default_factory=dict)
    segment: SeedRow = field(default_factory=dict)

    @property
    def segment_row(self) -> SeedRow:
        """Write the row of segments.csv."""
        return segment(self.code, **self.segment)

    @property
    def filter_rows(self) -> list[SeedRow]:
        """Write the rows of segment_filters.csv."""
        return [{"segment_code": self.code, **row} for row in self.rows]

    def members_at(self, as_of: str) -> set[str]:
        """Give who belongs at an instant."""
        return set(self.later.get(as_of, self.members).split())


@dataclass(frozen=True)
class Chapter:
    """Hold customers and the cases about them; other chapters' customers do not matter to these cases."""

    name: str
    tables: Tables
    cases: list[Case]

    @property
    def customers(self) -> set[str]:
        """Give the ids of the chapter's customers."""
        return {str(row["customer_id"]) for row in self.tables["customers"]}


def merged(chapters: Iterable[Chapter]) -> Tables:
    """Put the tables of all chapters into one shop."""
    together = Tables()
    for chapter in chapters:
        for table, rows in chapter.tables.items():
            together.setdefault(table, []).extend(rows)
    return together
