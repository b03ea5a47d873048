"""Tell whether what relations are made from is still the same."""

from __future__ import annotations

from hashlib import sha256

import duckdb

from orchestration.project import PROJECT_FILE, Project

_FILES = ("macros/**/*.sql", "models/**/*.sql", "models/**/*.yml", "seeds/*.csv", "seeds/*.yml")


def fingerprint(project: Project) -> str:
    """Hash everything relations are made from: models, macros, seeds, settings."""
    state = sha256(duckdb.__version__.encode())
    roots = dict.fromkeys((project.house, project.root))
    for path in [
        *(root / PROJECT_FILE for root in roots),
        *(path for root in roots for pattern in _FILES for path in sorted(root.glob(pattern))),
    ]:
        state.update(f"{path.name}\0".encode())
        state.update(path.read_bytes())
    return state.hexdigest()
