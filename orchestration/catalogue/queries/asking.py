"""Ask the published file one question at a time, and know which publication answered."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import duckdb

from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.published import open_published
from orchestration.published_file import Publication, PublicationMovedError, present_publication

T = TypeVar("T")

# A process that has any connection to a path goes on seeing the file that was there when it was opened. With one
# connection at a time every question is asked of the file that is there now.
_ONE_AT_A_TIME = threading.RLock()


# How DuckDB says that a relation or a column of a question is not there.
_MISSING = re.compile(
    r"Table with name (?P<relation>\w+) does not exist"
    r"|(?:Referenced column|does not have a column named) \"(?P<column>\w+)\""
)


class MissingRelationError(UserError):
    """Report a relation, or a column, that a publication of an older house does not have."""

    def __init__(self, relation: str) -> None:
        """Keep its name."""
        self.relation = relation
        super().__init__(f"the published file has no {relation} yet; the next refresh brings it")


@contextmanager
def alone_with_published() -> Iterator[None]:
    """Keep other questions of this process out; for code that opens the published file itself."""
    with _ONE_AT_A_TIME:
        yield


def ask(project: Project, question: Callable[..., T], *arguments: object) -> tuple[Publication, T]:
    """Give a question's answer and the publication it is from; a file replaced in between is asked again."""
    with _ONE_AT_A_TIME:
        for _ in range(5):
            before = present_publication(project)
            with open_published(project) as connection:
                answer = _answer(connection, question, arguments)
            if present_publication(project) == before:
                return before, answer
    raise PublicationMovedError


def _answer(connection: duckdb.DuckDBPyConnection, question: Callable[..., T], arguments: Sequence[object]) -> T:
    try:
        return question(connection, *arguments)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        missing = _MISSING.search(str(error))
        if missing is None:
            raise
        raise MissingRelationError(missing["relation"] or missing["column"]) from error


def rows_as(
    connection: duckdb.DuckDBPyConnection,
    row: Callable[..., T],
    sql: str,
    parameters: Sequence[object] | Mapping[str, object] = (),
) -> list[T]:
    """Run a query and make each of its rows what it stands for, column by column."""
    return [row(*values) for values in connection.execute(sql, parameters).fetchall()]
