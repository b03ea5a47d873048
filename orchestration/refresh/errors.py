"""What can go wrong with a refresh: one class each, with its values as attributes and the exit code it ends in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from orchestration.faults import UserError

WRONG_USE = 2
WAREHOUSE_FAILED = 3


class RefreshError(UserError):
    """Mark what stops a refresh; nothing is published and the last publication stays."""

    exit_code: ClassVar[int] = WAREHOUSE_FAILED


class AsOfNotATimeError(RefreshError):
    """Report an `as_of` that does not read as an instant."""

    exit_code = WRONG_USE

    def __init__(self, text: str) -> None:
        """Keep the text that was given."""
        self.text = text
        super().__init__(f'"{text}" is not an instant; write it like 2026-03-01T08:00:00Z (without a zone it is UTC)')


class AsOfTooOldError(RefreshError):
    """Refuse to refresh for an instant before the last published one: history only goes forward."""

    exit_code = WRONG_USE

    def __init__(self, as_of: datetime, last_as_of: datetime) -> None:
        """Keep the instant asked for and the last one published."""
        self.as_of = as_of
        self.last_as_of = last_as_of
        super().__init__(
            f"as_of {as_of:%Y-%m-%dT%H:%M:%SZ} is before the last successful refresh, {last_as_of:%Y-%m-%dT%H:%M:%SZ}; "
            "that instant can be redone, an earlier one cannot"
        )


class GeneratedFilesStaleError(RefreshError):
    """Refuse to build from generated files that no longer say what the seeds say."""

    exit_code = WRONG_USE

    def __init__(self, changes: Sequence[str]) -> None:
        """Keep what `segments generate` would do, one sentence each."""
        self.changes = tuple(changes)
        listed = "\n".join(f"  {change}" for change in self.changes)
        super().__init__(f"the generated files do not match the seeds; run `segments generate`\n{listed}")


class RefreshStoppedError(RefreshError):
    """Report a refresh somebody interrupted."""

    exit_code = 130  # what shells give for an interrupt

    def __init__(self) -> None:
        """Say what has become of it."""
        super().__init__("stopped; nothing was published, and the next refresh starts from the last publication")


class RefreshRunningError(RefreshError):
    """Refuse a second refresh while one runs."""

    def __init__(self, pid: int | None, since: str | None, door: str | None) -> None:
        """Keep who holds the lock, as far as the holder wrote it down."""
        self.pid = pid
        self.since = since
        self.door = door
        holder = ", ".join(
            part
            for part in (
                f"started from {door}" if door else "",
                f"process {pid}" if pid else "",
                f"since {since}" if since else "",
            )
            if part
        )
        super().__init__("another refresh is running" + (f" ({holder})" if holder else ""))


class WarehouseFolderError(RefreshError):
    """Report a warehouse folder that cannot be written to, so that not even the lock can be taken."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the folder and the system's reason."""
        self.path = path
        self.reason = reason
        super().__init__(f"{path} cannot be written to: {reason}")


class WarehouseBusyError(RefreshError):
    """Report a warehouse file that another process has open."""

    def __init__(self, path: Path, pid: int | None, holder: str | None) -> None:
        """Keep the file and the process DuckDB names."""
        self.path = path
        self.pid = pid
        self.holder = holder
        who = f"process {pid} ({holder})" if pid and holder else f"process {pid}" if pid else "another process"
        super().__init__(f"{path} is open in {who}; close it and run again (readers should open published.duckdb)")


class WarehouseFileError(RefreshError):
    """Report a warehouse file that DuckDB cannot open."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and DuckDB's reason."""
        self.path = path
        self.reason = reason
        super().__init__(f"{path} cannot be opened: {reason}")


class WarehouseQueryError(RefreshError):
    """Report a warehouse file that does not hold what is asked for, such as one of an older house."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and DuckDB's reason."""
        self.path = path
        self.reason = reason
        super().__init__(f"{path} does not answer: {reason}; run `segments refresh`")


@dataclass(frozen=True)
class NodeFailure:
    """Say what one dbt node failed with.

    Args:
        node: dbt's name of the model, seed or test.
        message: what the warehouse or dbt said, shortened to what helps.
        compiled: the SQL that ran, where there is one.
    """

    node: str
    message: str
    compiled: Path | None = None

    def __str__(self) -> str:
        """Give the failure as a short paragraph."""
        where = f"\n    {self.compiled}" if self.compiled else ""
        return f"{self.node}: {self.message}{where}"


class BuildFailedError(RefreshError):
    """Report the dbt nodes and tests that failed."""

    def __init__(self, failures: Sequence[NodeFailure], skipped: int = 0) -> None:
        """Keep the failures and how many nodes were not tried because of them."""
        self.failures = tuple(failures)
        self.skipped = skipped
        listed = "\n".join(f"  {failure}" for failure in self.failures)
        rest = f"\n  {skipped} more were skipped because of it" if skipped else ""
        super().__init__(f"the build failed, nothing was published\n{listed}{rest}")


class StepFailedError(RefreshError):
    """Report a step that the file system or the warehouse stopped: no space, no permission, a query that failed."""

    def __init__(self, step: str, reason: str) -> None:
        """Keep the step and what was said."""
        self.step = step
        self.reason = reason
        super().__init__(f"{step} failed, nothing was published: {reason}")


class NothingToPublishError(RefreshError):
    """Report a build without a single published relation: an empty file would take the good one's place."""

    def __init__(self, manifest: Path) -> None:
        """Keep the manifest that was read."""
        self.manifest = manifest
        super().__init__(f"{manifest} marks no relation with `meta.published: true`; nothing was published")


class NothingBuiltError(RefreshError):
    """Report a question to a warehouse that no refresh has filled yet."""

    def __init__(self, path: Path) -> None:
        """Keep the file that is missing or empty."""
        self.path = path
        super().__init__(f"nothing is built yet in {path}; run `segments refresh`")


class NothingPublishedError(RefreshError):
    """Report that no refresh was published yet."""

    def __init__(self, path: Path) -> None:
        """Keep the file that is missing."""
        self.path = path
        super().__init__(f"nothing is published yet ({path} is missing); run `segments refresh`")
