"""Why a customer is in a segment, or not: each condition with what it found, as `segments explain` says it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from orchestration.catalogue.labels import field_words, is_money, scope_words, word_of
from orchestration.catalogue.masking import PERSONAL, masked
from orchestration.catalogue.queries.asking import alone_with_published
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.table import Cell, Column, show_table
from orchestration.catalogue.values import threshold_words
from orchestration.catalogue.view import View
from orchestration.catalogue.views.segment_definition import group_words
from orchestration.catalogue.writing import bullets, paragraph
from orchestration.explanations.answer import Explanation, explain
from orchestration.explanations.query import Verdict
from orchestration.specs import CATALOGUE, read_specs
from orchestration.specs.scopes import parse_scope

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def show_explanation(view: View, customer_id: str, code: str) -> None:
    """Explain one segment for one customer by the last refresh."""
    with alone_with_published():
        explained = explain(view.project, read_specs(view.project), customer_id, code, None)[0]
    say = view.say
    paragraph(_membership(view, explained))
    if explained.notes:
        bullets([say(note.words, instant=view.reader.instant(note.instant)) for note in explained.notes])
    if explained.unknown:
        paragraph(explained.unknown, is_note=True)
    show_table(
        "verdicts",
        [Column(say("Holds")), Column(say("Group"), is_wide=True), Column(say("Condition")), Column(say("Found"))],
        [_row(view, verdict) for verdict in explained.verdicts if verdict.field is not None],
        caption=say("Conditions with what was found at the customer"),
        nothing="",
        is_sortable=False,
    )


def _membership(view: View, explained: Explanation) -> str:
    say, reader = view.say, view.reader
    lasting = next((stay for stay in explained.stays if stay.covers(explained.as_of)), None)
    if lasting:
        return say(
            "A member since {instant}; entered because of: {cause}.",
            instant=reader.instant(lasting.entered_at),
            cause=word_of(reader, lasting.entered_cause),
        )
    if explained.is_member is None:
        return say("Would be a member.") if explained.holds else say("Would not be a member.")
    return say("Not a member.")


def _row(view: View, verdict: Verdict) -> list[Cell]:
    reader = view.reader
    field = verdict.field or ""
    narrowed = scope_words(reader, parse_scope(verdict.scope or "", CATALOGUE.find(field), CATALOGUE)[0])
    scope = f" ({narrowed})" if narrowed else ""
    asked = f"{field_words(reader, field)}{scope} {word_of(reader, verdict.operator)}"
    return [
        "✓" if verdict.holds else "✗",
        group_words(reader, tuple(verdict.group.split("/"))),
        f"{asked} {threshold_words(reader, field, verdict.threshold or '')}".strip(),
        _found(view, verdict),
    ]


def _found(view: View, verdict: Verdict) -> str:
    """Say what was found and how far off it is; where that tells who the customer is, only that something was."""
    say, reader = view.say, view.reader
    if verdict.field == "segment":
        return verdict.found or say("in none of these")
    if verdict.actual is None:
        return say("nothing there")
    if verdict.field in PERSONAL and not reader.shows_personal_data:
        return masked(verdict.actual)
    shown, distance = _measured(reader, verdict.field or "", verdict.actual, verdict.distance)
    if not verdict.distance:
        return shown
    return shown + (
        say(", {distance} to spare", distance=distance)
        if verdict.holds
        else say(", misses by {distance}", distance=distance)
    )


def _measured(reader: Reader, field: str, actual: str, distance: Decimal | None) -> tuple[str, str]:
    """Say a value and how far off it is, as days, money, a number or a text."""
    if _DAY.fullmatch(actual):
        days = reader.say_number("{number} day", "{number} days", int(distance or 0))
        return reader.day(date.fromisoformat(actual)), days
    if distance is None:
        return {"true": reader.say("yes"), "false": reader.say("no")}.get(actual, actual), ""
    if is_money(field):
        # What misses by less than the smallest coin must not look as if it missed by nothing.
        write = reader.money if round(distance, reader.money_places) else reader.exact_money
        return write(Decimal(actual)), write(distance)
    return reader.number(Decimal(actual), 4), reader.number(distance, 4)
