"""Find the dbt project a command works on, and say where its things are.

The house is the project this package lives in. A shop may keep a dbt project of its own that installs the house as a
package; then the seeds, the generated models and the warehouse are the shop's, the macros and other models the house's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from orchestration.faults import UserError

HOUSE_NAME = "customer_segments"
HOUSE = Path(__file__).resolve().parents[1]
PROJECT_FILE = "dbt_project.yml"

# What macros/setting.sql takes when dbt_project.yml says nothing.
DEFAULT_TIMEZONE = "UTC"


class ProjectNotFoundError(UserError):
    """Report a folder that was named as a project and holds none."""

    def __init__(self, path: Path) -> None:
        """Keep the folder that was looked at."""
        self.path = path
        super().__init__(f"{path} is not a dbt project: it has no {PROJECT_FILE}")


class ProjectFileError(UserError):
    """Report a dbt_project.yml that cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and what is wrong with it."""
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True)
class Project:
    """Hold where a project's files are and what its dbt_project.yml sets.

    Args:
        root: folder of dbt_project.yml.
        name: dbt's name of the project.
        home: folder of the warehouse files and locks.
        shop_data: folder of the shop's tables as files.
        variables: the `vars` that reach the house's macros.
        house: folder of the house; equals root unless a shop project uses the house as a package.
    """

    root: Path
    name: str
    home: Path
    shop_data: Path
    variables: Mapping[str, Any] = field(default_factory=dict)
    house: Path = HOUSE

    @property
    def is_house(self) -> bool:
        """Tell whether the project is the house itself."""
        return self.name == HOUSE_NAME

    @property
    def seeds(self) -> Path:
        """Give the folder of segments.csv and segment_filters.csv."""
        return self.root / "seeds"

    @property
    def models(self) -> Path:
        """Give the folder the generated models are written to."""
        return self.root / "models"

    @property
    def build_file(self) -> Path:
        """Give the warehouse file a refresh works in."""
        return self.home / "build.duckdb"

    @property
    def published_file(self) -> Path:
        """Give the warehouse file consumers read."""
        return self.home / "published.duckdb"

    @property
    def timezone(self) -> ZoneInfo:
        """Give the zone of the shop's calendar days."""
        key = str(self.variables.get("shop_timezone", DEFAULT_TIMEZONE))
        try:
            return ZoneInfo(key)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            reason = f'shop_timezone is "{key}", which is not a time zone; write it like Europe/Moscow'
            raise ProjectFileError(self.root / PROJECT_FILE, reason) from error


def find_project(path: Path | None = None) -> Project:
    """Find the project to work on.

    A folder that is asked for, as an argument or by the environment variable SEGMENTS_PROJECT, must hold a project.
    Without one the nearest dbt_project.yml upward from the working directory counts, then the house.
    """
    asked = path or _path_from_environment("SEGMENTS_PROJECT")
    root = asked.expanduser().resolve() if asked else _nearest_project(Path.cwd())
    if not (root / PROJECT_FILE).is_file():
        raise ProjectNotFoundError(root)
    settings = _read_settings(root / PROJECT_FILE)
    home = _path_from_environment("SEGMENTS_HOME") or root / "warehouse"
    shop_data = _path_from_environment("SHOP_DATA") or root / "shop_data"
    return Project(
        root=root,
        name=settings["name"],
        home=home.expanduser().resolve(),
        shop_data=shop_data.expanduser().resolve(),
        variables=_variables(settings),
    )


def _path_from_environment(variable: str) -> Path | None:
    text = os.environ.get(variable, "").strip()
    return Path(text) if text else None


def _nearest_project(start: Path) -> Path:
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / PROJECT_FILE).is_file()), HOUSE)


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise ProjectFileError(path, f"is not readable YAML: {reason}") from error
    if not isinstance(settings, dict) or not isinstance(settings.get("name"), str):
        raise ProjectFileError(path, "has no `name`")
    if not isinstance(settings.get("vars") or {}, dict):
        raise ProjectFileError(path, "`vars` is not a mapping of names to values")
    return settings


def _variables(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Flatten `vars` as dbt does for the house: what is set for the house beats what is set for everybody."""
    given = settings.get("vars") or {}
    shared = {key: value for key, value in given.items() if not isinstance(value, dict)}
    return shared | (given.get(HOUSE_NAME) or {})
