"""Turn what dbt reports about failed nodes into a few lines that say what to look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from orchestration.contracts import SEVERITY_OF_TEST
from orchestration.project import Project
from orchestration.refresh.errors import NodeFailure

_FAILED = ("error", "fail", "runtime error")
_MESSAGE_LINES = 6
# dbt heads a message with the place, which the node's name says already.
_PLACE = re.compile(r"^(?:Runtime|Database|Compilation) Error(?: in [^\n]*)?\n")


def node_failures(project: Project, results: Sequence[Any]) -> list[NodeFailure]:
    """List the failed nodes in the order they ran."""
    return [
        NodeFailure(node_label(result.node), _failure_message(result), _compiled_path(project, result.node))
        for result in results
        if str(result.status) in _FAILED
    ]


def node_warnings(results: Sequence[Any]) -> list[str]:
    """Write one line for each test that only warns; what is wrong with contracts their own results say better."""
    return [
        f"{node_label(result.node)}: {_test_message(result)}"
        for result in results
        if str(result.status) == "warn" and str(result.node.name) not in SEVERITY_OF_TEST
    ]


def run_failure(project: Project, exception: BaseException | None) -> NodeFailure:
    """Say why dbt did not get as far as its nodes."""
    return NodeFailure(project.name, shorten(str(exception)) if exception else "dbt failed; see logs/dbt.log")


def node_label(node: Any) -> str:  # noqa: ANN401 dbt's results are typed loosely
    """Name a node as its author would: its kind unless it is a model, and its name."""
    kind = str(node.resource_type)
    return str(node.name) if kind == "model" else f"{kind} {node.name}"


def shorten(message: str) -> str:
    """Keep the part of a message that says what is wrong."""
    text = message.strip()
    while _PLACE.match(text):
        text = _PLACE.sub("", text, count=1).strip()
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not line.strip().startswith("compiled code at")]
    kept = lines[:_MESSAGE_LINES] + (["..."] if len(lines) > _MESSAGE_LINES else [])
    return "\n    ".join(kept)


def _failure_message(result: Any) -> str:  # noqa: ANN401 dbt's results are typed loosely
    if str(result.status) == "fail":
        return _test_message(result)
    return shorten(str(result.message or "failed without a message"))


def _test_message(result: Any) -> str:  # noqa: ANN401 dbt's results are typed loosely
    count = result.failures
    if str(result.node.resource_type) == "unit_test" or count is None:
        return shorten(str(result.message or "failed"))
    return f"{count} row{'' if count == 1 else 's'} found, 0 expected"


def _compiled_path(project: Project, node: Any) -> Path | None:  # noqa: ANN401 dbt's results are typed loosely
    compiled = getattr(node, "compiled_path", None)
    if not compiled:
        return None
    path = project.root / str(compiled)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
