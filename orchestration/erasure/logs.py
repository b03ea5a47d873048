"""dbt's logs: what dbt or the warehouse said may name a customer, such as a value that did not convert."""

from __future__ import annotations

import duckdb

from orchestration.erasure.rewriting import Removed, write_text
from orchestration.erasure.search import patterns, telling_values
from orchestration.project import Project


def clean_logs(connection: duckdb.DuckDBPyConnection, project: Project) -> list[Removed]:
    """Remove the lines of dbt's logs that name a customer."""
    line_in_small_letters = "lower(rtrim(line, chr(10) || chr(13)))"
    tests = [f"regexp_matches({line_in_small_letters}, {pattern})" for pattern in patterns(telling_values(connection))]
    logs = [path for path in (project.root / "logs").rglob("*") if path.is_file()] if tests else []
    cleaned: list[Removed] = []
    for path in logs:
        lines = path.read_bytes().decode(errors="replace").splitlines(keepends=True)
        rows = connection.execute(
            f"select place from (select unnest(?::varchar[]) as line, generate_subscripts(?::varchar[], 1) as place) "  # noqa: S608
            f"where not ({' or '.join(tests)}) order by place",
            [lines, lines],
        ).fetchall()
        if len(rows) < len(lines):
            write_text(path, "".join(lines[place - 1] for (place,) in rows))
            cleaned.append(Removed(path, None, len(lines) - len(rows)))
    return cleaned
