"""Check the rows of destinations.csv: which segment is kept on which list of which platform, and how carefully."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.cells import WrongCellError, not_legal, trim
from orchestration.specs.codes import code_problems
from orchestration.specs.destinations import ConsentChannel, Destination, DestinationMode
from orchestration.specs.models import Retired
from orchestration.specs.numbers import parse_number
from orchestration.specs.rows import Row, SeedFile
from orchestration.specs.segment_rows import TRUTHS

DESTINATIONS_FILE = "seeds/destinations.csv"
DESTINATION_COLUMNS = (
    "destination",
    "platform",
    "list",
    "segment_code",
    "mode",
    "consent_channel",
    "hold_out_share",
    "max_shrink",
    "max_rows",
    "is_active",
    "auto_apply",
)

# Connectors of orchestration/delivery/platforms, which commands that only read seeds do without.
PLATFORM_NAMES = ("mailchimp", "klaviyo", "brevo", "ghost", "webhook", "files")
MODES = ("mirror", "add_only")
CONSENT_CHANNELS = ("email", "sms")

# What an empty cell of max_shrink means: a list that loses more than this share at once stops for a human.
DEFAULT_MAX_SHRINK = Decimal("0.2")

_ROWS = re.compile(r"[1-9][0-9]{0,8}")


def check_destination_rows(
    destinations: SeedFile, segments: SeedFile, retired: Mapping[str, Retired]
) -> tuple[list[Destination], list[Fault]]:
    """Read the rows; a row with a fault is no destination."""
    legal = tuple(row.cells["segment_code"] for row in segments.rows if row.cells["segment_code"])
    found: list[Destination] = []
    faults: list[Fault] = []
    for row in destinations.rows:
        wrong = list(_row_faults(row, legal if segments.is_complete else None, retired))
        faults.extend(wrong)
        if not wrong:
            found.append(_destination(row))
    return found, faults + list(_repeats(destinations))


def _row_faults(row: Row, legal: tuple[str, ...] | None, retired: Mapping[str, Retired]) -> Iterator[Fault]:
    cells = row.cells
    for message in code_problems(cells["destination"], "newsletter_mailchimp"):
        yield row.place.fault("destination", cells["destination"], message)
    if not trim(cells["list"]):
        yield row.place.fault("list", cells["list"], "the list is empty; docs/platforms.md says how to write it")
    elif trim(cells["list"]) != cells["list"]:
        yield row.place.fault("list", cells["list"], f"{quoted(cells['list'])} has white space around it; take it off")
    yield from _segment_faults(row, legal, retired)
    words = (
        ("platform", "a platform", PLATFORM_NAMES),
        ("mode", "a mode", MODES),
        ("consent_channel", "a channel of consent", CONSENT_CHANNELS),
    )
    for column, what, words_of_it in words:
        if cells[column] not in words_of_it:
            yield row.place.wrong(column, cells[column], not_legal(cells[column], what, words_of_it))
    for column in ("is_active", "auto_apply"):
        if cells[column].lower() not in TRUTHS:
            message = f"{quoted(cells[column])} is neither true nor false; {one_of(tuple(TRUTHS), cells[column])}"
            yield row.place.fault(column, cells[column], message, tuple(TRUTHS))
    yield from _limit_faults(row)


def _segment_faults(row: Row, legal: tuple[str, ...] | None, retired: Mapping[str, Retired]) -> Iterator[Fault]:
    code = row.cells["segment_code"]
    if not code:
        yield row.place.fault("segment_code", code, "the segment code is empty")
    elif legal is not None and code not in legal:
        if code in retired:
            message = (
                f"{quoted(code)} was retired on {retired[code].retired_on}; take the destination out, or name another"
            )
            yield row.place.fault("segment_code", code, message)
        else:
            yield row.place.wrong("segment_code", code, not_legal(code, "a segment", legal))


def _limit_faults(row: Row) -> Iterator[Fault]:
    for column in ("hold_out_share", "max_shrink"):
        cell = row.cells[column]
        try:
            share = _share(cell)
        except WrongCellError as error:
            yield row.place.wrong(column, cell, error)
        else:
            if column == "hold_out_share" and share is not None and share * 100 % 1:
                message = f"{quoted(cell)} is finer than a bucket; write whole hundredths, such as 0.05"
                yield row.place.fault(column, cell, message)
    rows = row.cells["max_rows"]
    if rows and not _ROWS.fullmatch(rows):
        message = f"{quoted(rows)} is not a number of rows; write a whole number from 1 on, or nothing for no limit"
        yield row.place.fault("max_rows", rows, message)


def _share(text: str) -> Decimal | None:
    if not text:
        return None
    share = Decimal(parse_number(text))
    if not 0 <= share <= 1:
        raise WrongCellError(f"{quoted(text)} is not a share; write a number from 0 to 1, such as 0.1 for a tenth")
    return share


def _repeats(destinations: SeedFile) -> Iterator[Fault]:
    """Find names that stand twice, and lists that two active destinations would take from each other."""
    names: dict[str, int] = {}
    lists: dict[tuple[str, str], int] = {}
    for row in destinations.rows:
        name, line = row.cells["destination"], row.place.line
        if name and names.setdefault(name, line) != line:
            message = f"{quoted(name)} is already the destination of line {names[name]}"
            yield row.place.fault("destination", name, message)
        place = (row.cells["platform"], row.cells["list"])
        is_active = TRUTHS.get(row.cells["is_active"].lower(), False)
        if is_active and all(place) and lists.setdefault(place, line) != line:
            message = (
                f"line {lists[place]} fills this list of {place[0]} already, and each would take off the other's "
                "members; make one segment of both, or another list"
            )
            yield row.place.fault("list", row.cells["list"], message)


def _destination(row: Row) -> Destination:
    cells = row.cells
    shrink = _share(cells["max_shrink"])
    return Destination(
        line=row.place.line,
        name=cells["destination"],
        platform=cells["platform"],
        list=cells["list"],
        segment_code=cells["segment_code"],
        mode=cast("DestinationMode", cells["mode"]),
        consent_channel=cast("ConsentChannel", cells["consent_channel"]),
        hold_out_share=_share(cells["hold_out_share"]) or Decimal(0),
        max_shrink=DEFAULT_MAX_SHRINK if shrink is None else shrink,
        max_rows=int(cells["max_rows"]) if cells["max_rows"] else None,
        is_active=TRUTHS[cells["is_active"].lower()],
        auto_apply=TRUTHS[cells["auto_apply"].lower()],
    )
