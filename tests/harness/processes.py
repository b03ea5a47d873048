"""Refreshes in processes of their own that start at once: what they need is imported before they are forked."""

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from orchestration.faults import UserError
from orchestration.project import find_project
from orchestration.refresh.progress import Event
from orchestration.refresh.start import start_refresh
from orchestration.refresh.steps import run_refresh

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "dbt.cli.main",
        "dbt.adapters.duckdb.connections",
        "orchestration.commands.refresh",
        "tests.harness.processes",
        "tests.harness.commands",
        "tests.harness.compiled_macros",
    ]
)

SECONDS_TO_FINISH = 600
UNEXPECTED = 99


@dataclass(frozen=True)
class RefreshOrder:
    """Say what one refresh is to do, and what is to happen to it.

    Args:
        root: folder of the project.
        as_of: its instant.
        full: rebuild everything.
        home: folder of the warehouse where it is not the project's own.
        kill_at: number of the progress event at which the process kills itself.
        largest_file: bytes beyond which writing to a file fails, as on a full disk.
        obeys_modes: what no user may write fails for root too, as it does for everybody else.
        started_at: what the clock of the machine says; the present time when missing.
        variables: more environment variables.
    """

    root: Path
    as_of: str
    full: bool = False
    home: Path | None = None
    kill_at: int | None = None
    largest_file: int | None = None
    obeys_modes: bool = False
    started_at: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """Say how a refresh ended: its exit code, negative for a signal, what it said, and what it went through."""

    exit_code: int
    message: str
    events: tuple[Event, ...]

    @property
    def last(self) -> str:
        """Give the last event it got to."""
        return f"{self.events[-1].step}: {self.events[-1].text}" if self.events else "before the first step"


class RunningRefresh:
    """A refresh in a process of its own."""

    def __init__(self, order: RefreshOrder) -> None:
        self._reader, writer = PROCESSES.Pipe(duplex=False)
        self.process: Any = PROCESSES.Process(target=_refresh, args=(order, writer))
        self.process.start()
        writer.close()

    def kill(self) -> None:
        """Kill it, whatever it is doing."""
        self.process.kill()

    def wait(self, meanwhile: Callable[[Event], None] | None = None) -> Outcome:
        """Wait for its end, however that comes.

        Args:
            meanwhile: called with each event as it arrives.
        """
        events: list[Event] = []
        message = ""
        try:
            while self._reader.poll(SECONDS_TO_FINISH):
                said = self._reader.recv()
                if isinstance(said, Event):
                    events.append(said)
                    if meanwhile:
                        meanwhile(said)
                else:
                    message = said
        except (EOFError, OSError):
            pass
        self.process.join(SECONDS_TO_FINISH)
        return Outcome(self.process.exitcode, message, tuple(events))


def refresh(order: RefreshOrder) -> Outcome:
    """Run one refresh to its end."""
    return RunningRefresh(order).wait()


def _refresh(order: RefreshOrder, writer: Connection) -> None:
    """Run inside the new process."""
    for name in ("SEGMENTS_PROJECT", "SEGMENTS_HOME", "SHOP_DATA", "SHOP_SCHEMA"):
        os.environ.pop(name, None)
    os.environ |= {"SEGMENTS_THREADS": "1", **order.variables}
    if order.home:
        os.environ["SEGMENTS_HOME"] = str(order.home)
    if order.largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest_file, resource.RLIM_INFINITY))
    if order.obeys_modes:
        _give_up_ignoring_modes()
    seen = 0

    def observe(event: Event) -> None:
        nonlocal seen
        writer.send(event)
        if seen == order.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    try:
        at = datetime.fromisoformat(order.as_of)
        begun = start_refresh(find_project(order.root), at, full=order.full)
        if order.started_at:
            begun = replace(begun, started_at=datetime.fromisoformat(order.started_at).replace(tzinfo=UTC))
        run_refresh(begun, observe, door="a test")
    except UserError as error:
        writer.send(str(error))
        sys.exit(getattr(error, "exit_code", 2))
    except BaseException:  # noqa: BLE001 the one that waits says it
        writer.send(traceback.format_exc())
        sys.exit(UNEXPECTED)


def _give_up_ignoring_modes() -> None:
    """Take from root what lets it write to what is read-only: the capability CAP_DAC_OVERRIDE."""
    kernel = ctypes.CDLL(None, use_errno=True)
    version_and_process = (ctypes.c_uint32 * 2)(0x20080522, 0)
    effective_permitted_inheritable = (ctypes.c_uint32 * 6)()
    kernel.capget(version_and_process, effective_permitted_inheritable)
    for place in range(3):
        effective_permitted_inheritable[place] &= ~(1 << 1)
    if kernel.capset(version_and_process, effective_permitted_inheritable) != 0:
        raise OSError(ctypes.get_errno(), "capset")
