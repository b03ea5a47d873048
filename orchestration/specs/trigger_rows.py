"""Check the rows of triggers.csv: what is started by customers who enter or leave a segment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.cells import not_legal
from orchestration.specs.codes import code_problems
from orchestration.specs.destination_rows import CONSENT_CHANNELS
from orchestration.specs.destinations import ConsentChannel
from orchestration.specs.models import Retired
from orchestration.specs.rows import Row, SeedFile
from orchestration.specs.segment_rows import TRUTHS
from orchestration.specs.triggers import JOB_TARGET, WEBHOOK_TARGET, EventKind, Trigger

TRIGGERS_FILE = "seeds/triggers.csv"
TRIGGER_COLUMNS = (
    "trigger",
    "segment_code",
    "event",
    "causes",
    "reentry",
    "consent_channel",
    "target",
    "is_active",
)
EVENTS = ("entered", "exited")
CAUSES = ("first_refresh", "data", "definition", "time", "erased")

# An edit of a definition, and the first refresh of all, move many at once who did nothing.
DEFAULT_CAUSES = ("data", "time")

_DAYS = re.compile(r"([1-9][0-9]{0,3})d")
_JOB = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def check_trigger_rows(
    triggers: SeedFile, segments: SeedFile, retired: Mapping[str, Retired]
) -> tuple[list[Trigger], list[Fault]]:
    """Read the rows; a row with a fault is no trigger."""
    legal = tuple(row.cells["segment_code"] for row in segments.rows if row.cells["segment_code"])
    lines: dict[str, int] = {}
    found: list[Trigger] = []
    faults: list[Fault] = []
    for row in triggers.rows:
        wrong = [*_row_faults(row, legal if segments.is_complete else None, retired), *_repeats(row, lines)]
        faults.extend(wrong)
        if not wrong:
            found.append(_trigger(row))
    return found, faults


def _row_faults(row: Row, legal: tuple[str, ...] | None, retired: Mapping[str, Retired]) -> Iterator[Fault]:
    cells = row.cells
    for message in code_problems(cells["trigger"], "tea_offer"):
        yield row.place.fault("trigger", cells["trigger"], message)
    yield from _segment_faults(row, legal, retired)
    if cells["event"] not in EVENTS:
        yield row.place.wrong("event", cells["event"], not_legal(cells["event"], "an event", EVENTS))
    for cause in cells["causes"].split("|") if cells["causes"] else ():
        if cause not in CAUSES:
            yield row.place.wrong("causes", cells["causes"], not_legal(cause, "a cause", CAUSES))
    if cells["reentry"] not in ("always", "once") and not _DAYS.fullmatch(cells["reentry"]):
        message = f"{quoted(cells['reentry'])} says not when again; write always, once, or days such as 30d"
        yield row.place.fault("reentry", cells["reentry"], message)
    channel = cells["consent_channel"]
    if channel and channel not in CONSENT_CHANNELS:
        yield row.place.wrong("consent_channel", channel, not_legal(channel, "a channel of consent", CONSENT_CHANNELS))
    target = cells["target"]
    if target != WEBHOOK_TARGET and not (
        target.startswith(JOB_TARGET) and _JOB.fullmatch(target.removeprefix(JOB_TARGET))
    ):
        message = f"{quoted(target)} is no target; write webhook, or a job of Dagster such as job:create_tasks"
        yield row.place.fault("target", target, message)
    if cells["is_active"].lower() not in TRUTHS:
        message = f"{quoted(cells['is_active'])} is neither true nor false; {one_of(tuple(TRUTHS), cells['is_active'])}"
        yield row.place.fault("is_active", cells["is_active"], message, tuple(TRUTHS))


def _segment_faults(row: Row, legal: tuple[str, ...] | None, retired: Mapping[str, Retired]) -> Iterator[Fault]:
    code = row.cells["segment_code"]
    if legal is not None and code not in legal:
        if code in retired:
            yield row.place.fault("segment_code", code, f"{quoted(code)} was retired on {retired[code].retired_on}")
        else:
            yield row.place.wrong("segment_code", code, not_legal(code, "a segment", legal))


def _repeats(row: Row, lines: dict[str, int]) -> Iterator[Fault]:
    name = row.cells["trigger"]
    first = lines.setdefault(name, row.place.line)
    if name and first != row.place.line:
        yield row.place.fault("trigger", name, f"{quoted(name)} is already the trigger of line {first}")


def _trigger(row: Row) -> Trigger:
    cells = row.cells
    days = _DAYS.fullmatch(cells["reentry"])
    return Trigger(
        line=row.place.line,
        name=cells["trigger"],
        segment_code=cells["segment_code"],
        event=cast("EventKind", cells["event"]),
        causes=tuple(cells["causes"].split("|")) if cells["causes"] else DEFAULT_CAUSES,
        every=int(days[1]) if days else {"always": 0, "once": None}[cells["reentry"]],
        consent_channel=cast("ConsentChannel", cells["consent_channel"]) if cells["consent_channel"] else None,
        target=cells["target"],
        is_active=TRUTHS[cells["is_active"].lower()],
    )
