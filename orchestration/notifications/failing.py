"""What stopped a refresh, said with names only.

What dbt, DuckDB and the checks say about a failure repeats what they stumbled over: an id, an e-mail address, a cell.
So no message is passed on, nor a part of one; only what is known to be a name, a place, a count or a class of error.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import duckdb

from orchestration.faults import Fault, FaultsError, UserError
from orchestration.notifications.outcome import Failure
from orchestration.project import HOUSE
from orchestration.refresh.errors import BuildFailedError, NodeFailure, StepFailedError

MOST_PLACES = 20

# DuckDB begins a message with its class. Only these are passed on: what else stands there may be anything.
ERROR_CLASSES = (
    "Binder Error",
    "Catalog Error",
    "Compilation Error",
    "Constraint Error",
    "Conversion Error",
    "Dependency Error",
    "Fatal Error",
    "IO Error",
    "Internal Error",
    "Invalid Input Error",
    "Out of Memory Error",
    "Out of Range Error",
    "Parser Error",
    "Serialization Error",
    "TransactionContext Error",
)

_ROWS_FOUND = re.compile(r"\d+ rows? found, 0 expected")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]*")


def describe_failure(error: BaseException) -> Failure:
    """Say what stopped a refresh: its step, the class of failure and where to look."""
    if not isinstance(error, UserError):
        return Failure(step=None, reason=f"a fault of the program, {_class_name(error)}", places=_code(error), more=0)
    places = list(_places(error))
    more = max(len(places) - MOST_PLACES, 0) + (error.skipped if isinstance(error, BuildFailedError) else 0)
    return Failure(step=error.step, reason=_in_words(error), places=tuple(places[:MOST_PLACES]), more=more)


def _places(error: UserError) -> Iterator[str]:
    if isinstance(error, BuildFailedError):
        yield from map(_node, error.failures)
    elif isinstance(error, FaultsError):
        yield from dict.fromkeys(_file_and_line(fault) for fault in error.faults if fault.severity == "error")
    elif isinstance(error, StepFailedError) and error.__cause__ is not None:
        yield _cause(error.__cause__)


def _node(failure: NodeFailure) -> str:
    if _ROWS_FOUND.fullmatch(failure.message):
        return f"{failure.node}: {failure.message}"
    known = next((name for name in ERROR_CLASSES if failure.message.startswith(f"{name}:")), None)
    return f"{failure.node}: {known}" if known else failure.node


def _file_and_line(fault: Fault) -> str:
    name = Path(fault.file).name
    return name if fault.line is None else f"{name}:{fault.line}"


def _cause(cause: BaseException) -> str:
    """Name what the operating system or the warehouse said, in their own fixed words."""
    if isinstance(cause, OSError) and cause.errno is not None:
        return os.strerror(cause.errno)
    return f"DuckDB {_class_name(cause)}" if isinstance(cause, duckdb.Error) else _class_name(cause)


def _code(error: BaseException) -> tuple[str, ...]:
    """Find the innermost line of the house's own code, which says more than the class of a fault."""
    frames = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)]
    own = [
        f"{path.relative_to(HOUSE).as_posix()}:{line}"
        for path, line in zip(frames, lines, strict=True)
        if path.is_relative_to(HOUSE / "orchestration")
    ]
    return tuple(own[-1:])


def _in_words(error: UserError) -> str:
    r"""Write the class of an error as words: `BuildFailedError` is "build failed"."""
    if isinstance(error, FaultsError):
        return "faults in the seeds or the shop's files"
    return " ".join(_WORDS.findall(_class_name(error).removesuffix("Error"))).lower()


def _class_name(error: BaseException) -> str:
    return type(error).__name__
