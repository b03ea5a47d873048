"""The published file, put in place by the step `publish`."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

import dagster as dg

from orchestration.defs.models.manifest import Manifest, load_manifest
from orchestration.defs.models.segment_pages import segment_pages
from orchestration.defs.models.translator import OWNERS, HouseTranslator, owner_names
from orchestration.defs.refresh.figures import ROW_COUNT
from orchestration.defs.refresh.notifications import ENDED, STOPPED
from orchestration.defs.refresh.run import RefreshRun
from orchestration.defs.refresh.steps import POOL, retries, run_steps
from orchestration.exports.folder import CURRENT
from orchestration.exports.following import parquet_folder
from orchestration.project import Project, find_project
from orchestration.published import PublishedRefresh, SegmentSize, last_refresh, open_published, segment_sizes

STEPS = ("publish",)

PUBLISHED = dg.AssetKey("published")
GROUP = "publication"


def publication() -> dg.Definitions:
    """Make the published file an asset that depends on every relation in it."""
    project = find_project()
    spec = dg.AssetSpec(
        PUBLISHED,
        deps=published_models(project, load_manifest(project)),
        description="The file BI tools and sync jobs read, replaced in one move when every test has passed.",
        group_name=GROUP,
        owners=owner_names(OWNERS[GROUP]),
        kinds={"duckdb", "file"},
    )

    @dg.multi_asset(name="publish", specs=[spec], pool=POOL, retry_policy=retries(), hooks=ENDED | STOPPED)
    def publish(context: dg.AssetExecutionContext, refresh_run: RefreshRun) -> dg.MaterializeResult[Any]:
        """Copy what consumers read to a new file and put it in the old one's place."""
        refresh = refresh_run.current()
        run_steps(STEPS, refresh, context.log)
        return dg.MaterializeResult(asset_key=PUBLISHED, metadata=published_figures(refresh.project))

    return dg.Definitions(assets=[publish])


def published_models(project: Project, manifest: Manifest) -> list[dg.AssetKey]:
    """Give the assets of the nodes marked `meta.published: true`."""
    translator = HouseTranslator(segment_pages(project))
    return [
        translator.get_asset_spec(manifest, unique_id, None).key
        for unique_id, node in manifest["nodes"].items()
        if node["config"].get("meta", {}).get("published")
    ]


def published_figures(project: Project) -> dict[str, Any]:
    """Read what the published file holds, as a consumer would."""
    with open_published(project) as connection:
        refresh, sizes = last_refresh(connection), segment_sizes(connection)
    return {
        ROW_COUNT: refresh.members or 0,
        "seconds": refresh.seconds or 0.0,
        "entered": sum(size.entered or 0 for size in sizes),
        "exited": sum(size.exited or 0 for size in sizes),
        "refresh": refresh_text(refresh),
        "segments": sizes_table(sizes),
        "file": dg.MetadataValue.path(project.published_file),
        "bytes": project.published_file.stat().st_size,
        **({"parquet": dg.MetadataValue.path(folder / CURRENT)} if (folder := parquet_folder()) else {}),
    }


def refresh_text(refresh: PublishedRefresh) -> str:
    """Name a refresh by the instant it stands at and the definitions it was built from."""
    return f"as of {refresh.as_of.replace(tzinfo=UTC):%Y-%m-%d %H:%M:%SZ}, definitions {refresh.definition_commit}"


def sizes_table(sizes: Sequence[SegmentSize]) -> dg.TableMetadataValue:
    """List the segments with their sizes as a table."""
    records = [
        dg.TableRecord(
            {
                "segment": size.name,
                "code": size.code,
                "members": size.members or 0,
                "entered": size.entered or 0,
                "exited": size.exited or 0,
            }
        )
        for size in sizes
    ]
    return dg.MetadataValue.table(records, schema=dg.TableSchema.from_name_type_dict(SIZES_COLUMNS))


SIZES_COLUMNS = {"segment": "string", "code": "string", "members": "int", "entered": "int", "exited": "int"}
