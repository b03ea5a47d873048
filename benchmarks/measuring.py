"""Run a command in a process of its own and measure it from outside: seconds, CPU and memory of it and its children."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SECONDS_BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Measurement:
    """Hold what one process cost.

    Args:
        seconds: from start to end.
        cpu_seconds: of the process and its children; on a machine that does nothing else at most seconds times cores.
        peak_bytes: the most memory the process and its children held at one time.
        output: what it wrote to stdout.
        load: how many processes wanted a core in the minute before: above a few tenths others were at work as well.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str
    load: float = 0.0


class CommandFailedError(Exception):
    """Report a command that ended with another code than 0: what it cost is of no interest then."""

    def __init__(self, command: Sequence[str], code: int, messages: str) -> None:
        """Keep the command, its code and the end of what it said."""
        self.command = tuple(command)
        self.code = code
        self.messages = messages
        super().__init__(f"{' '.join(command)} ended with {code}: {messages[-4000:]}")


def measure(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Measurement:
    """Run a command to its end.

    Args:
        command: program and arguments.
        environment: variables beside those of this process.
        folder: the working directory.
    """
    load = os.getloadavg()[0]
    before = os.times()
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = _MemoryWatch(process.pid)
        watch.start()
        output, messages = process.communicate()
        seconds = time.perf_counter() - start
        watch.stop()
    after = os.times()
    if process.returncode != 0:
        raise CommandFailedError(command, process.returncode, messages + output)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measurement(seconds, cpu, watch.peak, output, load)


class _MemoryWatch(threading.Thread):
    """Look at the memory of a process and its children again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN_LOOKS):
            self.peak = max(self.peak, _resident(self._pid))

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _resident(pid: int) -> int:
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    total = 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:  # it ended between the list and the look
            continue
    return total
