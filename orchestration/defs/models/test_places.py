"""Say which model a dbt test belongs to, where dbt does not: a check in Dagster stands under one asset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def place_tests(manifest: dict[str, Any]) -> dict[str, Any]:
    """Attach every test to one of the nodes it reads."""
    nodes = {
        unique_id: node | {"attached_node": _place(manifest, node)} if _is_unplaced(manifest, node) else node
        for unique_id, node in manifest["nodes"].items()
    }
    return manifest | {"nodes": nodes}


def _is_unplaced(manifest: Mapping[str, Any], node: Mapping[str, Any]) -> bool:
    """Find the tests of several nodes, and those dbt leaves at the house's seed when a shop has its own."""
    is_test = node["resource_type"] == "test" and bool(node["depends_on"]["nodes"])
    return is_test and node.get("attached_node") not in manifest["nodes"]


def _place(manifest: Mapping[str, Any], test: Mapping[str, Any]) -> str:
    """Choose the node the test is declared under, else the one built last: the test runs after it."""
    read: list[str] = test["depends_on"]["nodes"]
    declared_under = (test.get("file_key_name") or "").rpartition(".")[2]
    declared = [unique_id for unique_id in read if manifest["nodes"][unique_id]["name"] == declared_under]
    return declared[0] if declared else max(read, key=lambda unique_id: (_depth(manifest, unique_id), unique_id))


def _depth(manifest: Mapping[str, Any], unique_id: str) -> int:
    """Count everything a node is built from."""
    parents: Mapping[str, list[str]] = manifest["parent_map"]
    found: set[str] = set()
    waiting = [unique_id]
    while waiting:
        new = [parent for parent in parents.get(waiting.pop(), ()) if parent not in found]
        found.update(new)
        waiting += new
    return len(found)
