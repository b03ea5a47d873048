"""What can be wrong with where an export is to be written."""

from __future__ import annotations

from pathlib import Path

from orchestration.faults import UserError
from orchestration.refresh.errors import WAREHOUSE_FAILED


class ExportFolderError(UserError):
    """Report a path in a folder that does not exist."""

    def __init__(self, path: Path) -> None:
        """Keep the path that was given."""
        self.path = path
        super().__init__(f"the folder {path.parent} does not exist")


class NoFolderError(UserError):
    """Report a path that is a file where a folder is to be filled."""

    def __init__(self, path: Path) -> None:
        """Keep the path that was given."""
        self.path = path
        super().__init__(f"{path} is not a folder; name one, it is made if it is not there")


class ExportWriteError(UserError):
    """Report a relation that could not be written."""

    exit_code = WAREHOUSE_FAILED

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and what the warehouse said."""
        self.path = path
        super().__init__(f"{path} could not be written: {reason}")
