"""The refreshes: how long they took, how fresh the publication is, and which rows could not be used."""

from __future__ import annotations

from datetime import timedelta

from orchestration.catalogue.charts import line_chart
from orchestration.catalogue.findings import rejection
from orchestration.catalogue.queries.refreshes import RefreshRow, list_refreshes, tally
from orchestration.catalogue.table import Column, Count, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import sections
from orchestration.catalogue.writing import figures, heading
from orchestration.published import rejected_counts


def show(view: View) -> None:
    """Show the log of refreshes."""
    say, reader = view.say, view.reader
    heading(say("Refreshes"))
    counted, log = view.ask(tally), view.ask(list_refreshes)
    last = next(one for one in log if one.status == "succeeded")
    failed = [one for one in log if one.status == "failed" and one.started_at > last.started_at - timedelta(days=7)]
    figures(
        [
            (say("Customers"), reader.count(counted.customers)),
            (say("Segments"), reader.count(counted.segments)),
            (say("Memberships"), reader.count(counted.memberships)),
            (say("Rows read"), reader.count(last.rows_read)),
            (say("Rejected rows"), reader.count(last.rejected)),
            (say("The last one took"), reader.seconds(last.seconds)),
            (say("Failed in 7 days"), reader.count(len(failed))),
            (say("Erased customers"), reader.count(counted.erased)),
        ]
    )
    sections(
        view,
        [
            (say("Duration"), lambda: _show_durations(view, log)),
            (say("Rejected rows and ignored values of the last refresh"), lambda: _show_rejected(view)),
            (say("Log"), lambda: _show_log(view, log)),
        ],
    )


def _show_durations(view: View, log: list[RefreshRow]) -> None:
    timed = [one for one in reversed(log) if one.seconds is not None and one.status == "succeeded"]
    line_chart(
        view.reader,
        [(one.as_of, round(one.seconds or 0)) for one in timed],
        title=view.say("seconds"),
        alternative=view.say("Seconds each refresh took; the log below has the numbers."),
    )


def _show_rejected(view: View) -> None:
    say, reader = view.say, view.reader
    show_table(
        "rejected",
        [Column(say("Table")), Column(say("Rows"), is_number=True), Column(say("Reason"))],
        [
            [one.table, Count(reader.count(one.rows), one.rows), rejection(reader, one.reason)]
            for one in view.ask(rejected_counts)
        ],
        caption=say("Rows that could not be used, by table and reason"),
        nothing=say("Every row could be used."),
    )


def _show_log(view: View, log: list[RefreshRow]) -> None:
    say, reader = view.say, view.reader
    show_table(
        "log",
        [
            Column(say("As of")),
            Column(say("State")),
            Column(say("Kind"), is_wide=True),
            Column(say("Took"), is_number=True),
            Column(say("Rows read"), is_number=True, is_wide=True),
            Column(say("Rejected"), is_number=True),
            Column(say("Memberships"), is_number=True, is_wide=True),
            Column(say("Definitions of"), is_wide=True),
        ],
        [
            [
                Count(reader.instant(one.as_of), one.as_of.timestamp()),
                say(one.status),
                "" if one.is_full is None else say("full") if one.is_full else say("what changed"),
                Count(reader.seconds(one.seconds), one.seconds),
                Count(reader.count(one.rows_read), one.rows_read),
                Count(reader.count(one.rejected), one.rejected),
                Count(reader.count(one.members), one.members),
                (one.definition_commit or "")[:12],
            ]
            for one in log
        ],
        caption=say("The last refreshes"),
        nothing="",
        faint=[number for number, one in enumerate(log) if one.status != "succeeded"],
    )
