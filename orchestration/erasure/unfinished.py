"""The note of an erasure that has begun: whoever comes next, an erasure or a refresh, sees it through.

It holds hashes, and no id. It is written before anything else and removed when everything is done.
"""

from __future__ import annotations

import json
from datetime import datetime

from orchestration.erasure.rewriting import write_text
from orchestration.project import Project

NOTE = "erasure.json"


def write_note(project: Project, tombstones: dict[str, datetime | None]) -> None:
    """Write down who is being erased, beside those of an erasure that was not finished."""
    known = {**read_note(project), **tombstones}
    content = {customer_hash: instant.isoformat() if instant else None for customer_hash, instant in known.items()}
    project.home.mkdir(parents=True, exist_ok=True)
    write_text(project.home / NOTE, json.dumps(content, indent=2))


def read_note(project: Project) -> dict[str, datetime | None]:
    """Read who was being erased; nobody when the last erasure was finished."""
    path = project.home / NOTE
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {customer_hash: datetime.fromisoformat(text) if text else None for customer_hash, text in content.items()}


def remove_note(project: Project) -> None:
    """Say that everything is done."""
    (project.home / NOTE).unlink(missing_ok=True)
