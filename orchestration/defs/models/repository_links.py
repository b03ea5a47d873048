"""Lead from an asset to the line in the repository, where a setting says which it is; otherwise to the file here."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path

import dagster as dg

from orchestration.defs.refresh.settings import SettingError, repository_branch, repository_url
from orchestration.project import Project


def linked_to_repository(project: Project, assets: Sequence[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """Turn the assets' links to local files into links to the pages of the repository."""
    url = repository_url()
    if not url:
        return list(assets)
    root = _root_of_repository(project.root)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        try:
            linked = dg.link_code_references_to_git(
                assets, url, repository_branch(), dg.AnchorBasedFilePathMapping(root, file_anchor_path_in_repository="")
            )
        except ValueError as error:
            legal = "an address of GitHub or GitLab such as https://github.com/owner/name"
            raise SettingError("SEGMENTS_REPOSITORY_URL", url, legal) from error
    return [asset for asset in linked if isinstance(asset, dg.AssetsDefinition)]


def _root_of_repository(folder: Path) -> Path:
    """Give the folder git keeps the project in; the project's own where git knows of none."""
    asked = subprocess.run(  # noqa: S603 constants
        ["git", "-C", str(folder), "rev-parse", "--show-toplevel"],  # noqa: S607 whichever git is installed
        capture_output=True,
        text=True,
        check=False,
    )
    return Path(asked.stdout.strip()) if asked.returncode == 0 else folder
