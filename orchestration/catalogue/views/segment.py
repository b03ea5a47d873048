"""One segment: what it means, how it changes, who is in it and what they buy. Linked to as /segment?code=CODE."""

from __future__ import annotations

from orchestration.catalogue.charts import bar_chart, line_chart
from orchestration.catalogue.choosing import choose_segment
from orchestration.catalogue.labels import word_of
from orchestration.catalogue.queries.people import figures
from orchestration.catalogue.queries.segment import events_by_day, sizes_at_refreshes
from orchestration.catalogue.queries.segments import ListedSegment, list_segments
from orchestration.catalogue.table import Column, Count, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import section, sections
from orchestration.catalogue.views.segment_buying import show_buying
from orchestration.catalogue.views.segment_definition import show_definition
from orchestration.catalogue.views.segment_people import show_people, show_some_members
from orchestration.catalogue.views.segment_relations import show_contracts, show_overlaps
from orchestration.catalogue.writing import figures as write_figures
from orchestration.catalogue.writing import heading, paragraph


def show(view: View) -> None:
    """Show the segment the address names, or let one be chosen."""
    code = choose_segment(view, view.say("Segment"))
    if code is None:
        heading(view.say("One segment"))
        paragraph(view.say("Choose a segment to see who is in it."))
        return
    segment = next(one for one in view.ask(list_segments) if one.code == code)
    _show_head(view, segment)
    sections(
        view,
        [
            (view.say("Who belongs"), lambda: show_definition(view, code)),
            (view.say("Size over time"), lambda: _show_sizes(view, code)),
            (view.say("Entries and exits by cause"), lambda: _show_events(view, code)),
            (view.say("Who they are"), lambda: show_people(view, code)),
            (view.say("What they buy"), lambda: show_buying(view, code)),
            (view.say("Overlap with other segments"), lambda: show_overlaps(view, code)),
            (view.say("Contracts"), lambda: show_contracts(view, code)),
            (view.say("Some of the members"), lambda: show_some_members(view, code)),
        ],
    )


def _show_head(view: View, segment: ListedSegment) -> None:
    say, reader = view.say, view.reader
    heading(segment.name)
    words = [segment.code, say(segment.kind) + (" 🔒" if segment.kind == "static" else "")]
    words += [] if segment.is_active else [say("inactive")]
    words += [say("owner: {owner}", owner=segment.owner)] if segment.owner else []
    paragraph(" · ".join(words), is_note=True)
    if segment.description:
        paragraph(segment.description)
    money = view.ask(figures, segment.code)
    write_figures(
        [
            (say("Members"), reader.count(segment.members)),
            (say("Share of customers"), reader.share(segment.share)),
            (say("Entered since yesterday"), reader.count(segment.entered)),
            (say("Exited since yesterday"), reader.count(segment.exited)),
            (say("Have paid"), reader.count(money.paying)),
            (say("Paid in all"), reader.money(money.revenue)),
            (say("Average check"), reader.money(money.average_check)),
            (say("Median paid"), reader.money(money.median_paid)),
            (say("May be mailed"), reader.count(money.may_be_mailed)),
        ]
    )


def _show_sizes(view: View, code: str) -> None:
    sizes = view.ask(sizes_at_refreshes, code)
    if not sizes:
        paragraph(view.say("It was never computed."), is_note=True)
        return
    reader = view.reader
    line_chart(
        reader,
        [(size.as_of, size.members) for size in sizes],
        title=view.say("members"),
        alternative=view.say(
            "From {first} members on {since} to {last} on {until}.",
            first=reader.count(sizes[0].members),
            since=reader.instant(sizes[0].as_of),
            last=reader.count(sizes[-1].members),
            until=reader.instant(sizes[-1].as_of),
        ),
    )


def _show_events(view: View, code: str) -> None:
    say, reader = view.say, view.reader
    events = view.ask(events_by_day, code, str(reader.zone))
    later = [one for one in events if one.cause != "first_refresh"]
    signs = {"entered": 1, "exited": -1}
    if later:
        bar_chart(
            reader,
            [
                (one.day, f"{say(one.event)}: {word_of(reader, one.cause)}", signs[one.event] * one.customers)
                for one in later
            ],
            title=say("customers"),
            alternative=say("Entries above the line and exits below it, by day and cause; the table has the numbers."),
        )
        paragraph(say("The first refresh, in which everybody entered, is left out of the chart."), is_note=True)
    counted: dict[tuple[str, str], int] = {}
    for one in events:
        counted[one.event, one.cause] = counted.get((one.event, one.cause), 0) + one.customers
    with section():
        show_table(
            "events",
            [Column(say("Event")), Column(say("Cause")), Column(say("Customers"), is_number=True)],
            [
                [say(event), word_of(reader, cause), Count(reader.count(customers), customers)]
                for (event, cause), customers in sorted(counted.items())
            ],
            caption=say("Entries and exits by cause, of all refreshes"),
            nothing=say("Nobody has entered or exited yet."),
        )
