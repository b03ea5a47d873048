"""The quick way from a template to SQL: what dbt gives, or dbt itself."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from orchestration import rendering
from orchestration.explanations.query import explanations_query
from orchestration.last_build import LastBuild, read_last_build
from orchestration.project import Project, find_project
from orchestration.refresh.warehouse import read_warehouse
from orchestration.rendering import render
from orchestration.specs import read_specs
from tests.harness import Shop

DBT = "asked dbt"


@pytest.fixture
def asks_dbt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets dbt's answer be a word, to see whether it was asked."""

    def answer(_project: Project, _template: str, _variables: Mapping[str, str]) -> str:
        return DBT

    monkeypatch.setattr(rendering, "_render_by_dbt", answer)


def last_build(project: Project) -> LastBuild:
    with read_warehouse(project.build_file) as connection:
        return read_last_build(connection, project.build_file)


def test_it_gives_what_dbt_gives(demo_shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    project = find_project(demo_shop.root)
    segments = read_specs(project).segments
    built = last_build(project)
    # As if nothing were measured yet: then every macro of the measures has its say, too.
    build = LastBuild(built.as_of, built.refresh_id, built.is_whole, frozenset(), built.definitions)
    quick = explanations_query(project, build, segments, {}, "$customer_id")
    monkeypatch.setattr(rendering, "render_here", lambda *_: 1 / 0)
    assert explanations_query(project, build, segments, {}, "$customer_id").split() == quick.split()


@pytest.mark.parametrize(
    ("template", "sql"),
    [
        ("{{ ref('segment_vip') }}", '"build"."main"."segment_vip"'),
        ("{{ source('shop', 'orders') }}", '"build"."shop"."orders"'),
        ("{{ var('shop_timezone') }}", "Europe/Moscow"),
        ("{{ env_var('SEGMENTS_SOMETHING', 'default') }}", "default"),
        ("{{ customer_segments.today() }}", "2026-03-02"),
        ("{{ target.type }}", DBT),
        ("{{ dbt.type_string() }}", DBT),
        ("{{ ref('no_such_model') }}", DBT),
        ("{{ customer_segments.no_such_macro() }}", DBT),
        ("{% if %}", DBT),
    ],
)
def test_it_leaves_to_dbt_what_it_does_not_know(demo_shop: Shop, asks_dbt: None, template: str, sql: str) -> None:
    variables = {"SEGMENTS_AS_OF": "2026-03-01T21:00:00"}
    assert render(find_project(demo_shop.root), template, variables) == sql


def change_manifest(root: Path, macro: str, **values: str) -> None:
    file = root / "target" / "manifest.json"
    manifest = json.loads(file.read_bytes())
    manifest["macros"][f"macro.customer_segments.{macro}"] |= values
    file.write_text(json.dumps(manifest), encoding="utf-8")


def test_an_edited_macro_is_for_dbt(copied_shop: Shop, asks_dbt: None) -> None:
    project = find_project(copied_shop.root)
    template = "{{ customer_segments.number_text('price') }}"
    assert "price" in render(project, template, {})
    change_manifest(copied_shop.root, "number_text", macro_sql="{% macro number_text(x) %}older{% endmacro %}")
    assert render(project, template, {}) == DBT
    (copied_shop.root / "target" / "manifest.json").unlink()
    assert render(project, template, {}) == DBT
