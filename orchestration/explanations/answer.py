"""Say why a customer is in a segment, or not: membership from the published history, conditions from the last build."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.explanations.history import (
    Stay,
    check_customer,
    first_computed,
    published_names,
    refresh_in_force,
    stays_of,
)
from orchestration.explanations.judging import Judgement, judge, values_are_gone
from orchestration.explanations.notes import Note, notes_on
from orchestration.explanations.query import Verdict
from orchestration.project import Project
from orchestration.published import UnknownSegmentError, open_published
from orchestration.refresh.history import PastRefresh
from orchestration.rendering import Render, render
from orchestration.specs import Segment, Specs, definition_hash


@dataclass(frozen=True)
class Explanation:
    """Hold the answer for one customer and one segment.

    Args:
        code: the segment.
        name: its name for people.
        kind: dynamic or static; None when the segment is gone from the seeds.
        is_active: whether it is recomputed; None when it is gone.
        customer_id: the customer.
        as_of: instant of the refresh that is explained, UTC.
        is_member: whether the customer was a member then; None when the segment is not published yet.
        stays: the customer's stays as known then, the latest first.
        holds: whether the definition, as the seeds have it now, holds by the values of that refresh; None when unknown.
        notes: what a reader must know beside the conditions.
        verdicts: the definition row by row; empty when unknown.
        unknown: what cannot be known, and why; None when everything is.
        segments: the segments its conditions read, each explained likewise.
    """

    code: str
    name: str
    kind: str | None
    is_active: bool | None
    customer_id: str
    as_of: datetime
    is_member: bool | None
    stays: tuple[Stay, ...]
    holds: bool | None
    notes: tuple[Note, ...]
    verdicts: tuple[Verdict, ...]
    unknown: str | None
    segments: tuple[Explanation, ...]

    @property
    def answer(self) -> bool:
        """Tell whether the customer is in; of a segment without members yet, whether the definition would take them."""
        return bool(self.holds if self.is_member is None else self.is_member)


@dataclass(frozen=True)
class PublishedFacts:
    """Hold what the publication says, before conditions are judged.

    Args:
        customer_id: the customer.
        wanted: segments to explain.
        names: names of all segments by code, those of the seeds first.
        published: codes of the published ones.
        refresh: the refresh that is explained.
        is_last: whether it is the last one.
        stays: the customer's stays by segment as known then, the latest first.
        computed: when each segment first had members.
    """

    customer_id: str
    wanted: tuple[str, ...]
    names: Mapping[str, str]
    published: Collection[str]
    refresh: PastRefresh
    is_last: bool
    stays: Mapping[str, tuple[Stay, ...]]
    computed: Mapping[str, datetime]


def explain(project: Project, specs: Specs, customer_id: str, code: str | None, as_of: str | None) -> list[Explanation]:
    """Explain one segment, or every one, for one customer.

    Args:
        project: the project.
        specs: the definitions as the seeds have them.
        customer_id: the customer.
        code: the segment; every segment, sorted by code, when missing.
        as_of: an instant of the past; the last refresh when missing.
    """
    with open_published(project) as connection:
        facts = published_facts(connection, specs, customer_id, code, as_of)
    return explain_facts(project, specs, facts)


def published_facts(
    connection: duckdb.DuckDBPyConnection, specs: Specs, customer_id: str, code: str | None, as_of: str | None = None
) -> PublishedFacts:
    """Read from a publication what an explanation needs; an unknown segment or customer is an error."""
    published = published_names(connection)
    known = {**published, **{segment.code: segment.name for segment in specs.segments}}
    if code is not None and code not in known:
        raise UnknownSegmentError(code, known)
    refresh, is_last = refresh_in_force(connection, as_of)
    check_customer(connection, customer_id)
    return PublishedFacts(
        customer_id=customer_id,
        wanted=(code,) if code is not None else tuple(sorted(known)),
        names=known,
        published=published.keys(),
        refresh=refresh,
        is_last=is_last,
        stays=stays_of(connection, customer_id, refresh.as_of),
        computed=first_computed(connection),
    )


def explain_facts(
    project: Project, specs: Specs, facts: PublishedFacts, rendering: Render = render
) -> list[Explanation]:
    """Have the conditions judged, and put together what is known."""
    judged = (
        judge(project, specs, facts.customer_id, facts.wanted, facts.refresh, rendering)
        if facts.is_last
        else values_are_gone(facts.refresh)
    )
    explainer = _Explainer(specs, facts, judged)
    return [explainer.explanation(one) for one in facts.wanted]


@dataclass(frozen=True)
class _Explainer:
    """Put together what is known of one customer at one refresh."""

    specs: Specs
    facts: PublishedFacts
    judged: Judgement

    def explanation(self, code: str) -> Explanation:
        segment = self.specs.by_code.get(code)
        stays = self.facts.stays.get(code, ())
        stay = next((stay for stay in stays if stay.covers(self.facts.refresh.as_of)), None)
        verdicts = tuple(self.judged.verdicts.get(code, ()))
        return Explanation(
            code=code,
            name=self.facts.names[code],
            kind=segment.kind if segment else None,
            is_active=segment.is_active if segment else None,
            customer_id=self.facts.customer_id,
            as_of=self.facts.refresh.as_of,
            is_member=stay is not None if self._has_members(code, segment) else None,
            stays=stays,
            holds=verdicts[0].holds if verdicts else None,
            notes=tuple(
                notes_on(
                    segment,
                    stay,
                    first_computed=self.facts.computed.get(code),
                    as_of=self.facts.refresh.as_of,
                    is_changed=self._is_changed(segment),
                )
            ),
            verdicts=verdicts,
            unknown=None if verdicts else self._unknown(segment),
            segments=tuple(self.explanation(read) for read in (segment.reads if segment else ())),
        )

    def _has_members(self, code: str, segment: Segment | None) -> bool:
        """Tell whether who belongs is settled: an inactive segment has whom it has, be it nobody."""
        return code in self.facts.published or (segment is not None and not segment.is_active)

    def _is_changed(self, segment: Segment | None) -> bool:
        built = self.judged.definitions
        return bool(segment and built and built.get(segment.code) not in {None, definition_hash(segment)})

    def _unknown(self, segment: Segment | None) -> str:
        if segment is None:
            return "the segment is gone from seeds/segments.csv, so there are no conditions to judge"
        return self.judged.unknown or "the customer is not among the customers of this refresh, so there are no values"
