"""Let the pages show a segment as soon as it is defined: Dagster looks at the definitions only when it is told to."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from orchestration.defs.refresh.definitions_state import definitions_fingerprint
from orchestration.faults import UserError
from orchestration.project import Project

RELOAD = "mutation { reloadWorkspace { __typename } }"
SECONDS_TO_ANSWER = 60


class DefinitionsWatch:
    """Remember which definitions the pages show, and reload them when others are there."""

    def __init__(self, project: Project, address: str) -> None:
        """Start from what the server is about to load.

        Args:
            project: the project whose definitions are watched.
            address: the server's GraphQL address.
        """
        self._project = project
        self._address = address
        self._shown = self._present()

    def look(self) -> None:
        """Reload when the definitions have changed; a server that does not answer is asked again at the next look."""
        present = self._present()
        if present in (None, self._shown):
            return
        try:
            _post(self._address, RELOAD)
        except (urllib.error.URLError, TimeoutError):
            return
        self._shown = present

    def _present(self) -> str | None:
        """Give the definitions as a fingerprint; None while somebody is in the middle of editing them."""
        try:
            return definitions_fingerprint(self._project)
        except UserError:
            return None


def _post(address: str, query: str) -> None:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 own address
    with urllib.request.urlopen(request, timeout=SECONDS_TO_ANSWER) as answer:  # noqa: S310 own address
        answer.read()
