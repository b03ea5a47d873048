"""The dbt project as assets, built by the steps `begin` and `build`.

The two steps are one op, because a build can be tried again only from its beginning.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtProject, dbt_assets

from orchestration.defs.models.contract_checks import with_contracts
from orchestration.defs.models.manifest import Manifest, load_manifest
from orchestration.defs.models.repository_links import linked_to_repository
from orchestration.defs.models.results import check_results, materialize_results, read_results
from orchestration.defs.models.segment_pages import segment_pages
from orchestration.defs.models.translator import OWNERS, HouseTranslator, owner_names
from orchestration.defs.refresh.figures import Figures, read_figures
from orchestration.defs.refresh.notifications import STOPPED
from orchestration.defs.refresh.run import RefreshRun
from orchestration.defs.refresh.steps import POOL, retries, run_steps
from orchestration.project import Project, find_project
from orchestration.refresh.artifacts import results_file
from orchestration.refresh.begin import SCHEMA

STEPS = ("begin", "build")

Events = Iterator[dg.MaterializeResult[Any] | dg.AssetCheckResult]


def models() -> dg.Definitions:
    """Make the assets of the dbt project, and name the tables the refresh writes for them."""
    project = find_project()
    manifest = load_manifest(project)
    begun = begun_tables(manifest)

    @dbt_assets(
        name="build",
        manifest=manifest,
        project=DbtProject(project.root),
        dagster_dbt_translator=HouseTranslator(segment_pages(project)),
        pool=POOL,
        retry_policy=retries(),
    )
    def build(context: dg.AssetExecutionContext, refresh_run: RefreshRun) -> Events:
        """Take the history back, then run one `dbt build` over the whole project with its tests."""
        refresh = refresh_run.current(is_whole=not context.is_subset)
        results_file(refresh.project).unlink(missing_ok=True)
        try:
            run_steps(STEPS, refresh, context.log)
        except dg.Failure:
            yield from verdicts(context.assets_def, refresh.project)
            raise
        figures = read_figures(refresh)
        for table in begun:
            context.log_event(dg.AssetMaterialization(table.key, metadata=figures.of_table(*table.key.path)))
        yield from materialize_results(
            context.assets_def,
            read_results(refresh.project),
            lambda unique_id: node_figures(manifest, unique_id, figures),
        )
        yield from verdicts(context.assets_def, refresh.project)

    return dg.Definitions(assets=[*linked_to_repository(project, [build.with_hooks(STOPPED)]), *begun])


def verdicts(assets: dg.AssetsDefinition, project: Project) -> Iterator[dg.AssetCheckResult]:
    """Give what the tests of the last build found."""
    return with_contracts(check_results(assets, read_results(project)), assets, project)


def begun_tables(manifest: Manifest) -> list[dg.AssetSpec]:
    """Describe the tables `begin` writes: what the models compare with."""
    return [
        dg.AssetSpec(
            key=[source["source_name"], source["name"]],
            description=source["description"],
            group_name=source["source_name"],
            owners=owner_names(OWNERS[source["source_name"]]),
            kinds={"duckdb", "table"},
        )
        for source in manifest["sources"].values()
        if source["source_name"] == SCHEMA
    ]


def node_figures(manifest: Manifest, unique_id: str, figures: Figures) -> dict[str, Any]:
    """Give what the last build knows of a node: its rows, and of a segment who came and went."""
    node = manifest["nodes"][unique_id]
    code = node["config"].get("meta", {}).get("segment_code")
    return figures.of_table(node["schema"], node["alias"]) | (figures.of_segment(code) if code else {})
