"""What can be wrong with published files and the kept ones: one class each, with its values as attributes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orchestration.faults import closest
from orchestration.refresh.errors import WRONG_USE, RefreshError, WarehouseFileError


class PublishedFileError(WarehouseFileError):
    """Report a published file that cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and DuckDB's reason."""
        super().__init__(path, f"{reason}\n`segments rollback` puts the last publication that was kept in its place")


class HistoryLostError(WarehouseFileError):
    """Refuse to begin a new history over a published file that cannot be read, where no other file has its history."""

    def __init__(self, path: Path) -> None:
        """Keep the file."""
        reason = "it is damaged, and neither a kept publication nor the build file has its history; put a backup in its"
        super().__init__(path, f"{reason} place, or remove it to begin a history anew")


class KeepPublicationsError(RefreshError):
    """Report a number of publications to keep that is none."""

    exit_code = WRONG_USE

    def __init__(self, setting: str, text: str) -> None:
        """Keep the environment variable and its text."""
        self.setting = setting
        self.text = text
        super().__init__(f'{setting} is "{text}"; write how many published files are kept, at least 1')


class NothingKeptError(RefreshError):
    """Report that there is no earlier publication to go back to."""

    exit_code = WRONG_USE

    def __init__(self, folder: Path, present: str | None) -> None:
        """Keep the folder that was looked at and the present publication, where it can be read."""
        self.folder = folder
        self.present = present
        before = f" before {present}" if present else ""
        super().__init__(f"no publication{before} is kept in {folder}")


class UnknownPublicationError(RefreshError):
    """Report a refresh whose publication is not kept."""

    exit_code = WRONG_USE

    def __init__(self, refresh_id: str, kept: Iterable[str]) -> None:
        """Keep the key that was given, those that are kept and the one that was probably meant."""
        self.refresh_id = refresh_id
        self.kept = tuple(kept)
        self.meant = closest(refresh_id, self.kept)
        meant = f"did you mean {self.meant}? " if self.meant else ""
        listed = f"kept: {', '.join(self.kept)}" if self.kept else "none is kept yet"
        super().__init__(f'no publication of "{refresh_id}" is kept; {meant}{listed}')


class PublicationBrokenError(RefreshError):
    """Refuse to put back a kept file that cannot be read."""

    def __init__(self, path: Path, others: Iterable[str]) -> None:
        """Keep the file and the publications that can be read."""
        self.path = path
        self.others = tuple(others)
        listed = f"; these can be: {', '.join(self.others)}" if self.others else ""
        super().__init__(f"{path} cannot be read and was not put back{listed}")
