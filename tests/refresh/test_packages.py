import os
from pathlib import Path

import pytest

from orchestration.project import Project
from orchestration.refresh.packages import packages_are_current


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that names one local package, installed as `dbt deps` does it, by a link."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "dbt_project.yml").write_text("name: package\n", encoding="utf-8")
    root = tmp_path / "root"
    (root / "dbt_packages").mkdir(parents=True)
    (root / "packages.yml").write_text("packages: [{local: ../package}]\n", encoding="utf-8")
    os.utime(root / "packages.yml", (0, 0))
    (root / "dbt_packages" / "package").symlink_to(package)
    return Project(root=root, name="root", home=root / "warehouse", shop_data=root / "shop_data")


def test_what_is_installed_is_not_installed_again(project: Project) -> None:
    assert packages_are_current(project)


def test_a_project_without_packages_needs_none(project: Project) -> None:
    (project.root / "packages.yml").unlink()
    (project.root / "dbt_packages" / "package").unlink()
    assert packages_are_current(project)


def test_packages_that_were_never_installed_are_missing(project: Project) -> None:
    (project.root / "dbt_packages" / "package").unlink()
    assert not packages_are_current(project)


def test_a_link_to_a_folder_that_was_moved_is_no_package(project: Project) -> None:
    (project.root.parent / "package").rename(project.root.parent / "moved")
    assert not packages_are_current(project)


def test_a_list_that_changed_is_installed_again(project: Project) -> None:
    installed = (project.root / "dbt_packages").stat().st_mtime
    os.utime(project.root / "packages.yml", (installed + 1, installed + 1))
    assert not packages_are_current(project)
