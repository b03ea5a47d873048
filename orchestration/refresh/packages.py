"""Install the dbt packages a shop's project names, when they are missing or older than the list of them."""

from __future__ import annotations

from orchestration.project import Project
from orchestration.refresh.dbt_run import run_dbt
from orchestration.refresh.dbt_settings import place_arguments
from orchestration.refresh.progress import Event, Observe

PACKAGE_LISTS = ("packages.yml", "dependencies.yml")


def install_packages(project: Project, observe: Observe, step: str) -> None:
    """Run `dbt deps` where it is needed; the house itself needs none.

    Args:
        project: the project whose packages are wanted.
        observe: gets a line when something is installed.
        step: name of the step the events belong to.
    """
    if packages_are_current(project):
        return
    observe(Event(step, "progress", "installing dbt packages"))
    run_dbt(project, ["deps", *place_arguments(project)], observe, step)


def packages_are_current(project: Project) -> bool:
    """Tell whether every package named is there, and installed after the list was last written."""
    lists = [project.root / name for name in PACKAGE_LISTS if (project.root / name).is_file()]
    installed = project.root / "dbt_packages"
    if not lists:
        return True
    if not installed.is_dir() or not any(installed.iterdir()):
        return False
    return max(path.stat().st_mtime for path in lists) <= installed.stat().st_mtime
