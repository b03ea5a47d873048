"""One hand-written run: its connection, and the seconds of each part."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

PARTS = Path(__file__).parent / "parts"


@dataclass
class Session:
    """Hold one run: its connection, and the seconds of each part in order."""

    connection: duckdb.DuckDBPyConnection
    seconds: dict[str, float] = field(default_factory=dict)
    cpu_seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Time a part under a name; parts of one name add up."""
        start, cpu = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
        self.cpu_seconds[name] = self.cpu_seconds.get(name, 0.0) + time.process_time() - cpu

    def file(self, part: str, name: str, **replaced: str) -> None:
        """Run a file of statements as a part."""
        text = (PARTS / f"{name}.sql").read_text(encoding="utf-8")
        for old, new in replaced.items():
            text = text.replace(f"temp table {old} ", f"table {new} ")
        for statement in duckdb.extract_statements(text):
            self.statement(part, statement.query)

    def statement(self, part: str, statement: str) -> None:
        """Run a statement as a part."""
        with self.part(part):
            self.connection.execute(statement)

    def statements(self, part: str, statements: Iterable[str]) -> None:
        """Run statements as one part."""
        for statement in statements:
            self.statement(part, statement)
