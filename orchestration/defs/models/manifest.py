"""Read dbt's manifest, parsed anew when a file it comes from has changed.

It is kept apart from the one a refresh writes, so that loading definitions and refreshing never meet in one file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock

from orchestration.defs.models.test_places import place_tests
from orchestration.faults import UserError
from orchestration.project import PROJECT_FILE, Project
from orchestration.refresh.dbt_run import run_dbt
from orchestration.refresh.dbt_settings import environment, project_arguments, project_environment
from orchestration.refresh.errors import BuildFailedError
from orchestration.refresh.packages import PACKAGE_LISTS, install_packages
from orchestration.refresh.progress import ignore

Manifest = dict[str, Any]

STEP = "parse"
PARSED_FILES = (PROJECT_FILE, *PACKAGE_LISTS, "profiles/profiles.yml")
PARSED_FOLDERS = ("models", "macros", "seeds", "tests/dbt")


class ParseFailedError(UserError):
    """Report a project dbt cannot make sense of."""

    def __init__(self, project: Project, error: BuildFailedError) -> None:
        """Keep what dbt said."""
        self.failures = error.failures
        listed = "\n".join(f"  {failure}" for failure in self.failures)
        super().__init__(f"dbt cannot read the project {project.root}\n{listed}")


def load_manifest(project: Project) -> Manifest:
    """Give the manifest of the project as it stands now."""
    folder = project.root / "target" / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / "fingerprint"
    with FileLock(folder / "manifest.lock"):
        fingerprint = project_fingerprint(project)
        if not mark.exists() or mark.read_text(encoding="utf-8") != fingerprint:
            _parse(project, folder)
            mark.write_text(fingerprint, encoding="utf-8")
        return _read(folder / "manifest.json", fingerprint)


def project_fingerprint(project: Project) -> str:
    """Hash the content of every file dbt parses, the house's too, and the version that parses them."""
    content = hashlib.sha256(version("dbt-core").encode())
    for root in dict.fromkeys((project.root, project.house)):
        for path in _parsed_files(root):
            content.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
            content.update(path.read_bytes())
    return content.hexdigest()


def _parsed_files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in PARSED_FILES if (root / name).is_file())
    for folder in PARSED_FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file())


def _parse(project: Project, folder: Path) -> None:
    arguments = ["parse", *project_arguments(project), "--target-path", str(folder)]
    try:
        with environment(project_environment(project)):
            install_packages(project, ignore, STEP)
            run_dbt(project, arguments, ignore, STEP)
    except BuildFailedError as error:
        raise ParseFailedError(project, error) from error


@lru_cache(maxsize=2)
def _read(path: Path, fingerprint: str) -> Manifest:  # noqa: ARG001 tells one reading from the next
    manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return place_tests(manifest)
