"""Install the dbt packages a shop's project names, when they are missing or older than the list of them."""

from __future__ import annotations

from orchestration.project import PROJECT_FILE, Project
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
    """Tell whether packages are there and were installed after the list of them was last written.

    A local package is a link, which dangles when the folders were moved: only one with a project file counts.
    """
    lists = [project.root / name for name in PACKAGE_LISTS if (project.root / name).is_file()]
    if not lists:
        return True
    folder = project.root / "dbt_packages"
    installed = list(folder.iterdir()) if folder.is_dir() else []
    if not installed or not all((package / PROJECT_FILE).is_file() for package in installed):
        return False
    return max(path.stat().st_mtime for path in lists) <= folder.stat().st_mtime
