"""Decide who gets which letter about a refresh, and write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from orchestration.notifications.addresses import segments_by_address
from orchestration.notifications.outcome import Outcome

if TYPE_CHECKING:
    from orchestration.notifications.environment import Settings

MOST_NAMED = 3


@dataclass(frozen=True)
class Letter:
    """Hold one e-mail.

    Args:
        to: its addresses.
        audience: who they are, in words without an address.
        message_id: the outcome it tells of.
        written_at: UTC.
        subject: one line.
        text: the letter as text.
        html: the same as HTML.
    """

    to: tuple[str, ...]
    audience: str
    message_id: str
    written_at: datetime
    subject: str
    text: str
    html: str


def letters_about(outcome: Outcome, settings: Settings) -> Iterator[Letter]:
    """Write the letter to the configured list, and one to each owner whose segments it concerns."""
    if settings.smtp_host is None:
        return
    if settings.notify_to and (settings.tells_of(outcome.kind) or outcome.is_test):
        yield _write(outcome, settings.notify_to, "the addresses of SEGMENTS_NOTIFY_TO")
    if outcome.is_test:
        return
    by_address = segments_by_address(outcome.segments, settings.owner_addresses, settings.notify_to)
    for address, codes in by_address.items():
        part = outcome.only(codes)
        if settings.tells_of(part.kind) and concerns_owner(part):
            yield _write(part, (address,), f"the owner of {_named(codes)}")


def concerns_owner(part: Outcome) -> bool:
    """Tell whether an owner has something to read: a change, a broken contract, or segments that were not refreshed."""
    return bool(part.changed or part.contracts or part.failure)


def subject(outcome: Outcome) -> str:
    """Sum an outcome up in a line."""
    when = f"as of {outcome.as_of:%Y-%m-%d %H:%M}Z"
    if outcome.is_test:
        what = "test of the notification settings"
    elif outcome.failure:
        step = f" in {outcome.failure.step}" if outcome.failure.step else ""
        what = f"refresh FAILED{step}, {when}"
    else:
        count = len(outcome.contracts)
        broken = f", {count} contract warning{'' if count == 1 else 's'}" if count else ""
        what = f"+{outcome.entered} −{outcome.exited}{broken}, {when}"
    return f"[{outcome.project}] {what}"


def _write(outcome: Outcome, to: tuple[str, ...], audience: str) -> Letter:
    templates = _templates()
    return Letter(
        to=to,
        audience=audience,
        message_id=outcome.message_id,
        written_at=outcome.ended_at,
        subject=subject(outcome),
        text=templates.get_template("letter.txt").render(outcome=outcome),
        html=templates.get_template("letter.html").render(outcome=outcome),
    )


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("orchestration.notifications"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["instant"] = lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}Z"
    templates.filters["number"] = lambda number: f"{number:,.10g}".replace(",", "\N{NO-BREAK SPACE}")
    return templates


def _named(codes: list[str]) -> str:
    rest = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    return ", ".join(codes[:MOST_NAMED]) + rest
