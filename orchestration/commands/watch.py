"""Show a running refresh on stderr: a bar on a terminal, one line per step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from orchestration.commands.terminal import messages
from orchestration.refresh.progress import Event, Observe


@contextmanager
def watching() -> Iterator[Observe]:
    """Give an observer that shows what it is told for as long as the block lasts."""
    console = messages()
    if console.is_terminal:
        with _bar(console) as progress:
            yield BarObserver(progress)
    else:
        yield LineObserver(console)


class BarObserver:
    """Keep one bar per step, the newest last."""

    def __init__(self, progress: Progress) -> None:
        """Draw on a live display."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        """Move the bar of the event's step, or print a note above the bars."""
        if event.kind != "progress":
            self._progress.console.print(_note(event))
            return
        if event.step not in self._tasks:
            self._tasks[event.step] = self._progress.add_task(event.step, total=1.0, text="")
        self._progress.update(self._tasks[event.step], completed=event.fraction, text=escape(event.text))


class LineObserver:
    """Print a line when a step begins and when it ends, and every note."""

    def __init__(self, console: Console) -> None:
        """Print on a console that is no terminal."""
        self._console = console
        self._begun: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Print what is worth a line in a log."""
        if event.kind != "progress":
            self._console.print(_note(event))
        elif event.step not in self._begun or event.fraction >= 1.0:
            self._begun.add(event.step)
            self._console.print(f"{event.step}: {escape(event.text)}")


def _note(event: Event) -> str:
    mark = "[yellow]warning:[/yellow] " if event.kind == "warning" else ""
    return f"{event.step}: {mark}{escape(event.text)}"


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}", table_column=Column(min_width=7, no_wrap=True)),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        TextColumn("{task.fields[text]}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)),
        console=console,
        expand=True,
    )
