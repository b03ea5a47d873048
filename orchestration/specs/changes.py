"""Bring the generated files up to date: first a plan of changes as values, then the changes.

A file without the generator's mark was written by a person and is never touched. A file with the mark that no seed row
explains is removed, or the warehouse would go on building it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.specs.generating import ANALYTICS_FOLDER, MARK, SEGMENTS_FOLDER, SHARED_MODELS
from orchestration.specs.optional_seeds import OPTIONAL_SEEDS


@dataclass(frozen=True)
class Write:
    """Write a file that is not there yet."""

    path: str
    text: str

    def __str__(self) -> str:
        """Print as a sentence."""
        return f"Write {self.path}, which is missing."


@dataclass(frozen=True)
class Rewrite:
    """Replace a file that no longer says what the seeds say."""

    path: str
    text: str

    def __str__(self) -> str:
        """Print as a sentence."""
        return f"Rewrite {self.path}, which differs from the seeds."


@dataclass(frozen=True)
class Remove:
    """Remove a generated file that no row of the seeds explains."""

    path: str

    def __str__(self) -> str:
        """Print as a sentence."""
        return f"Remove {self.path}, which no row of the seeds explains."


@dataclass(frozen=True)
class Blocked:
    """Leave alone a file that stands where a generated one should and was not generated."""

    path: str

    def __str__(self) -> str:
        """Print as a sentence."""
        return f"Leave {self.path} alone, which was not generated: rename it, or delete it and generate again."


Change = Write | Rewrite | Remove | Blocked


class BlockedError(UserError):
    """Report files that are in the generator's way; nothing was written."""

    def __init__(self, blocked: Iterable[Blocked]) -> None:
        """Keep the files."""
        self.blocked = tuple(blocked)
        super().__init__("\n".join(map(str, self.blocked)))


def plan_changes(project: Project, files: Mapping[str, str]) -> list[Change]:
    """Compare the generated texts with what stands in the project; an empty plan means it is up to date."""
    present = (_compare(project.root / path, path, text) for path, text in sorted(files.items()))
    orphans = [Remove(path) for path in _marked_files(project) if path not in files]
    return [*_missing_seeds(project), *(change for change in present if change), *orphans]


def apply_changes(project: Project, changes: Iterable[Change]) -> None:
    """Make the changes of a plan, or none of them when one is blocked."""
    planned = list(changes)
    blocked = [change for change in planned if isinstance(change, Blocked)]
    if blocked:
        raise BlockedError(blocked)
    for change in planned:
        path = project.root / change.path
        if isinstance(change, Remove):
            path.unlink()
        elif isinstance(change, Write | Rewrite):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, change.text.encode())


def generated_codes(project: Project) -> frozenset[str]:
    """Give the codes of the segments that have a generated model."""
    folder = project.root / SEGMENTS_FOLDER
    models = {path.stem: path for path in folder.glob("segment_*.sql") if path.stem not in SHARED_MODELS}
    return frozenset(name.removeprefix("segment_") for name, path in models.items() if _is_marked(path))


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that nobody and no crash sees half of it."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _missing_seeds(project: Project) -> Iterator[Write]:
    """Give dbt a file for each seed that models read and a shop may go without."""
    for path, columns in OPTIONAL_SEEDS.items():
        if not (project.root / path).exists():
            yield Write(path, ",".join(columns) + "\n")


def _compare(path: Path, name: str, text: str) -> Change | None:
    if not path.exists():
        return Write(name, text)
    if not _is_marked(path):
        return Blocked(name)
    # A checkout may have changed the line ends, which changes nothing in dbt.
    same = path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    return None if same else Rewrite(name, text)


def _marked_files(project: Project) -> Iterator[str]:
    for folder in (SEGMENTS_FOLDER, ANALYTICS_FOLDER):
        for path in sorted((project.root / folder).rglob("*")):
            if path.suffix in {".sql", ".yml"} and _is_marked(path):
                yield path.relative_to(project.root).as_posix()


def _is_marked(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as lines:
        return MARK.encode() in lines.readline()
