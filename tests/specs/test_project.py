"""Where a command works: the project that is named, the nearest one, or the house."""

from pathlib import Path

import pytest

from orchestration.project import HOUSE, ProjectFileError, ProjectNotFoundError, find_project


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("SEGMENTS_PROJECT", "SEGMENTS_HOME", "SHOP_DATA"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "dbt_project.yml").write_text(
        "name: tea_shop\nvars:\n  shop_timezone: Europe/Berlin\n  customer_segments: {reporting_currency: EUR}\n"
        "  another_package: {reporting_currency: USD}\n",
        encoding="utf-8",
    )
    return tmp_path.resolve()


def test_the_nearest_project_upward_is_found(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "deep" / "down")

    project = find_project()

    assert (project.root, project.name, project.is_house, project.house) == (shop, "tea_shop", False, HOUSE)
    assert (project.seeds, project.models) == (shop / "seeds", shop / "models")
    assert project.build_file == shop / "warehouse" / "build.duckdb"
    assert project.published_file == shop / "warehouse" / "published.duckdb"
    assert project.shop_data == shop / "shop_data"
    assert project.timezone.key == "Europe/Berlin"
    assert project.variables == {"shop_timezone": "Europe/Berlin", "reporting_currency": "EUR"}


def test_without_a_project_around_it_is_the_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert find_project().root == HOUSE
    assert find_project().is_house


def test_the_environment_names_project_and_folders(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop / "deep")
    monkeypatch.setenv("SEGMENTS_PROJECT", str(shop))
    monkeypatch.setenv("SEGMENTS_HOME", "home")
    monkeypatch.setenv("SHOP_DATA", str(shop / "files"))

    project = find_project()

    assert (project.root, project.home, project.shop_data) == (shop, shop / "deep" / "home", shop / "files")


def test_an_argument_beats_the_environment(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_PROJECT", "/nowhere")

    assert find_project(shop).root == shop


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectNotFoundError, match=r"is not a dbt project: it has no dbt_project\.yml"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name: [", "is not readable YAML"),
        ("vars: {}", "has no `name`"),
        ("- name: x", "has no `name`"),
        ("name: x\nvars: [1]", "`vars` is not a mapping"),
    ],
)
def test_a_broken_project_file_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "dbt_project.yml").write_text(text, encoding="utf-8")

    with pytest.raises(ProjectFileError, match=reason):
        find_project(tmp_path)


def test_an_unknown_time_zone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text("name: x\nvars: {shop_timezone: Moscow}\n", encoding="utf-8")

    with pytest.raises(ProjectFileError, match='shop_timezone is "Moscow", which is not a time zone'):
        _ = find_project(tmp_path).timezone
