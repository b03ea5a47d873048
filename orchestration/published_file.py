"""Which file is published: known by what the file system says of it, so that a look costs nothing."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.refresh.errors import NothingPublishedError


class PublicationMovedError(UserError):
    """Report a publication that was replaced again and again while a question was asked."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("the publication was replaced while it was read; ask again")


@dataclass(frozen=True)
class Publication:
    """Tell one published file from the next: a new one is another file, whatever its name."""

    modified_ns: int
    inode: int
    size: int


def present_publication(project: Project) -> Publication:
    """Give the file that is published now."""
    try:
        found = project.published_file.stat()
    except FileNotFoundError as error:
        raise NothingPublishedError(project.published_file) from error
    return Publication(found.st_mtime_ns, found.st_ino, found.st_size)
