"""Look through everything the suite's commands log for what belongs to a person, and for secrets.

Logs are what is written without being asked for: stderr, and the files of dbt, Dagster and the API. What a command
prints on stdout is its answer, and who asks may see it. An address in a definition is a value that stands in git, and
dbt logs the SQL that is made of it.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from orchestration.demo_shop.people import COUNTRIES

LOG_FOLDERS = {"logs", "compute_logs"}
LOG_NAMES = {"log", "run_results.json"}
LOG_SUFFIXES = {".log", ".out", ".err"}
# Dagster's messages; SQLite keeps texts as they are.
STORE_FOLDERS = {"history", "runs"}

_SECRET_NAME = re.compile("KEY|SECRET|PASSWORD|TOKEN")
_SHORTEST_SECRET = 10
# It begins with what is rare, because there are hundreds of megabytes to look through.
_EMAIL = re.compile(rb"@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+")
_BEFORE_AT = re.compile(rb"[\w.+-]+\Z")
_LONGEST_BEFORE_AT = 64
# As the demo shop has them and as platforms take them.
_PHONE = re.compile(rb"\+(?:7 ?000|48 ?000|49 ?171 ?39200|44 ?7700 ?900)[ -]?\d[\d -]*\d")
_FIRST_NAMES = {name.encode() for country in COUNTRIES for name in (*country.men, *country.women)}
_LAST_NAMES = {name.encode() for country in COUNTRIES for pair in country.surnames for name in pair}
_NAME = re.compile(
    b"(?:%s) (?:%s)(?![a-z])" % tuple(b"|".join(map(re.escape, sorted(names))) for names in (_FIRST_NAMES, _LAST_NAMES))
)


def is_log(path: Path) -> bool:
    """Tell whether a file is one that is written without being asked for."""
    folders = set(path.parts[:-1])
    return ".git" not in folders and (
        path.suffix in LOG_SUFFIXES
        or path.name in LOG_NAMES
        or not LOG_FOLDERS.isdisjoint(folders)
        or (path.suffix == ".db" and not STORE_FOLDERS.isdisjoint(folders))
    )


class Leaks:
    """Know the secrets that were set, and find them and people in logs."""

    def __init__(self) -> None:
        self._secrets: set[bytes] = set()
        self._expected: set[bytes] = set()
        self._seen: set[tuple[str, int]] = set()

    def learn(self, variables: Mapping[str, str]) -> None:
        """Remember the secrets among environment variables; one may hold several, each with a name."""
        for name, value in variables.items():
            if _SECRET_NAME.search(name):
                entries = value.split(";")
                # Before a colon stands whose key it is, which is for the log.
                parts = [value, *entries, *(entry.rpartition(":")[2] for entry in entries)]
                self._secrets |= {
                    part.encode() for part in parts if len(part) >= _SHORTEST_SECRET and not part.startswith("sha256=")
                }

    def expect(self, *values: str) -> None:
        """Let be what a test makes the warehouse itself say, to see that it goes no further."""
        self._expected |= {value.encode() for value in values}

    def in_text(self, text: bytes, allowed: Iterable[bytes] = ()) -> list[str]:
        """Give what is in a text and must not be in any log."""
        found = chain(
            _addresses(text),
            (match.group() for match in chain(_PHONE.finditer(text), _NAME.finditer(text))),
            (secret for secret in self._secrets if secret in text),
        )
        may_be = {*allowed, *self._expected}
        return sorted({one.decode(errors="replace") for one in found if one not in may_be})

    def in_folder(self, folder: Path, allowed: Iterable[bytes] = ()) -> dict[str, list[str]]:
        """Give what is in the logs of a folder by their paths; a log that was looked at already is left out."""
        found = {}
        for path in (Path(root, name) for root, _, names in os.walk(folder) for name in names):
            if not is_log(path.relative_to(folder)) or not path.is_file():
                continue
            seen = (str(path), path.stat().st_size)
            if seen not in self._seen:
                self._seen.add(seen)
                if leaked := undefined(self.in_text(path.read_bytes(), allowed), path.parent):
                    found[str(path)] = leaked
        return found


def undefined(found: list[str], folder: Path) -> list[str]:
    """Leave out of what was found what stands in the seeds of the shop the folder is of or in."""
    if not found:
        return []  # nearly always, and then no seed is read
    shop = next((place for place in (folder, *folder.parents) if (place / "seeds").is_dir()), None)
    seeds = sorted((shop / "seeds").glob("*.csv")) if shop else []
    definitions = b"\n".join(seed.read_bytes() for seed in seeds).lower()
    return [one for one in found if one.encode().lower() not in definitions]


LEAKS = Leaks()
"""What the processes of this suite are watched with."""


def _addresses(text: bytes) -> Iterator[bytes]:
    for match in _EMAIL.finditer(text):
        before = _BEFORE_AT.search(text[max(match.start() - _LONGEST_BEFORE_AT, 0) : match.start()])
        if before:
            yield before.group() + match.group()
