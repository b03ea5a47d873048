"""Search for what is left of erased customers: in every relation, and in the bytes of every file around it."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.delivery.store import store_file
from orchestration.erasure.customers import IDS
from orchestration.erasure.relations import LOOKED_AT, Relation, attached, text_of
from orchestration.exports.following import remembered_folders
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.errors import RefreshError

# A shorter value, or a number, is in any file by chance; such ids are searched for in the columns of ids only.
_SHORTEST_TEXT = 6
_SHORTEST_NUMBER = 10

# RE2 compiles an expression of this many values at once.
_VALUES_AT_ONCE = 200

# What an id, an address or a phone number would go on with, so that it were another.
_BEFORE, _AFTER = r"(^|[^\pL\pN_.%+@-])", r"(\.?$|\.?[^\pL\pN_.@-])"


@dataclass(frozen=True)
class Finding:
    """Say where something of an erased customer is left, without the value.

    Args:
        file: the file.
        relation: the relation in it; None when it was found in the bytes.
        rows: how many rows hold it; of a file, how many of the values it holds.
    """

    file: Path
    relation: str | None
    rows: int


@dataclass
class Search:
    """Count what was searched, and what was found.

    Attributes:
        still_on: destinations that hold somebody; the address is kept, and not searched for there, until they let go.
    """

    values: int = 0
    values_too_short: int = 0
    values_shared: int = 0
    relations: int = 0
    files: int = 0
    findings: list[Finding] = field(default_factory=list)
    still_on: tuple[str, ...] = ()


def search_everywhere(
    connection: duckdb.DuckDBPyConnection, project: Project, warehouse: Sequence[Path], still_on: tuple[str, ...]
) -> Search:
    """Search for the customers of the temporary tables, in all that the project keeps."""
    values = _values(connection)
    telling = [value for value in values if _is_telling(value)]
    shared = connection.execute("select count(distinct value) from shared_values").fetchone()
    search = Search(
        values=len(values),
        values_too_short=len(values) - len(telling),
        values_shared=int(shared[0]) if shared else 0,
        still_on=still_on,
    )
    for path in warehouse:
        with attached(connection, path) as relations:
            search.relations += len(relations)
            search.findings += _search_relations(connection, path, relations, telling)
    for path in files_to_search(project):
        if still_on and path == store_file(project):
            continue
        search.files += 1
        found = [value for value in telling if _is_in_file(path, value, whole=path not in warehouse)]
        if found and path in warehouse:
            found = _unexplained(connection, path, found)
        if found:
            search.findings.append(Finding(path, None, len(found)))
    return search


def files_to_search(project: Project) -> list[Path]:
    """List the files a customer could be in: the warehouse's folder, exports, dbt's logs, and what dbt wrote."""
    folders = (project.home, *remembered_folders(project), project.root / "logs", project.root / "target")
    return sorted({path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()})


def telling_values(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the values that can be searched for in any text."""
    return [value for value in _values(connection) if _is_telling(value)]


def _values(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "with everything as (select value from erased_values union all select customer_id from erased_ids) "
        "select distinct lower(value) from everything where lower(value) not in (from shared_values) order by 1"
    ).fetchall()
    return [value for (value,) in rows]


def _is_telling(value: str) -> bool:
    return len(value) >= (_SHORTEST_NUMBER if value.lstrip("+").isdigit() else _SHORTEST_TEXT)


def _escaped(value: str) -> str:
    return "".join(letter if letter.isalnum() or ord(letter) > 127 else f"\\x{{{ord(letter):x}}}" for letter in value)


def _search_relations(
    connection: duckdb.DuckDBPyConnection, path: Path, relations: Iterable[Relation], values: Sequence[str]
) -> Iterator[Finding]:
    for relation in relations:
        conditions = [f"{text_of(column)} in {IDS}" for column in relation.ids]
        if not relation.is_view:  # of the shop's files only what leads to the customer is left out
            conditions += [f"regexp_matches({_all_texts(relation)}, {pattern})" for pattern in patterns(values)]
        if conditions:
            query = f"select count(*) from {relation.within(LOOKED_AT)} where {' or '.join(conditions)}"  # noqa: S608
            row = connection.execute(query).fetchone()
            if row and row[0]:
                yield Finding(path, str(relation), int(row[0]))


def patterns(values: Sequence[str]) -> list[str]:
    """Write the expressions that find the values in a text in small letters, as SQL texts."""
    parts = [values[start : start + _VALUES_AT_ONCE] for start in range(0, len(values), _VALUES_AT_ONCE)]
    return [quoting.text(f"{_BEFORE}({'|'.join(map(_escaped, part))}){_AFTER}") for part in parts]


def _all_texts(relation: Relation) -> str:
    return f"lower(concat_ws(chr(10), '', {', '.join(map(text_of, relation.texts)) or 'null'}))"


def _is_in_file(path: Path, value: str, *, whole: bool) -> bool:
    """Look for a value as it stands in the bytes of a file: anywhere, or only where it is not a part of another."""
    try:
        with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if not whole:
                return content.find(value.encode()) >= 0
            around = rb"(?<![\w.%+@-])" + re.escape(value.encode()) + rb"(?!\.?[\w@-])"
            return re.search(around, content, re.IGNORECASE) is not None
    except (FileNotFoundError, ValueError):
        return False  # gone since it was listed, or empty


def _unexplained(connection: duckdb.DuckDBPyConnection, path: Path, values: Sequence[str]) -> list[str]:
    """Leave out values that are a part of what somebody living has, such as the id C1 of the id C12."""
    try:
        with attached(connection, path) as relations:
            return [value for value in values if not any(_is_part(connection, one, value) for one in relations)]
    except RefreshError:
        return list(values)


def _is_part(connection: duckdb.DuckDBPyConnection, relation: Relation, value: str) -> bool:
    if relation.is_view:
        return False
    query = f"select count(*) from {relation.within(LOOKED_AT)} where contains({_all_texts(relation)}, ?)"  # noqa: S608
    row = connection.execute(query, [value]).fetchone()
    return row is not None and row[0] > 0
