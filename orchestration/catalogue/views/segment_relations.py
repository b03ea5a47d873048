"""What a segment shares with others, and what is promised of it."""

from __future__ import annotations

from orchestration.catalogue.findings import contract_finding
from orchestration.catalogue.queries.common import overlaps_of
from orchestration.catalogue.queries.segment import contracts_of
from orchestration.catalogue.table import Bar, Column, Count, Link, show_table
from orchestration.catalogue.view import View

SHOWN = 15


def show_overlaps(view: View, code: str) -> None:
    """List the segments that share most members with it."""
    say, reader = view.say, view.reader
    show_table(
        "overlaps",
        [
            Column(say("Segment")),
            Column(say("Members of both"), is_number=True),
            Column(say("Share of this segment")),
            Column(say("Likeness"), is_number=True, help=say("Members of both per member of either")),
        ],
        [
            [
                Link(one.other_name, "segment", {"code": one.other}, note=one.other),
                Count(reader.count(one.shared), one.shared),
                Bar(reader.share(one.share), one.share),
                Count(reader.share(one.jaccard), one.jaccard),
            ]
            for one in view.ask(overlaps_of, code)[:SHOWN]
        ],
        caption=say("Segments with the most members in common"),
        nothing=say("It shares no member with another segment, or is not in analytics."),
    )


def show_contracts(view: View, code: str) -> None:
    """Say what must hold of the segment, and whether it does."""
    say = view.say
    show_table(
        "contracts",
        [Column(say("Contract")), Column(say("Severity")), Column(say("State")), Column(say("Found"), is_wide=True)],
        [
            [
                contract.demand,
                say(contract.severity),
                ("✓ " + say("holds")) if contract.holds else ("✗ " + say("broken")),
                contract_finding(view.reader, contract),
            ]
            for contract in view.ask(contracts_of, code)
        ],
        caption=say("Contracts"),
        nothing=say("Nothing is promised of it: seeds/segment_contracts.csv has no row about it."),
        is_sortable=False,
    )
