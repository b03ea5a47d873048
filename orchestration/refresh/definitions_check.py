"""Refuse to build from seeds with faults, or from generated files that no longer say what the seeds say."""

from __future__ import annotations

from orchestration.project import Project
from orchestration.refresh.progress import Observe


def check_definitions(project: Project, observe: Observe, step: str) -> None:
    """Check the seeds and the generated files."""
