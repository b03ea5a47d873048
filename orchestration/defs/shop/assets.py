"""The shop's tables, put before dbt by the step `ingest`."""

import time
from collections.abc import Iterator
from typing import Any

import dagster as dg

from orchestration.defs.models.manifest import load_manifest
from orchestration.defs.models.translator import OWNERS, owner_names
from orchestration.defs.refresh.figures import read_figures
from orchestration.defs.refresh.notifications import STOPPED
from orchestration.defs.refresh.run import RefreshRun
from orchestration.defs.refresh.steps import POOL, failures_for_dagster, retries, run_steps
from orchestration.project import find_project
from orchestration.refresh.sources import SOURCE_NAME

STEPS = ("ingest",)


def shop() -> dg.Definitions:
    """Make one asset of each table of the input contract."""
    sources = load_manifest(find_project())["sources"].values()
    specs = [table_spec(source) for source in sources if source["source_name"] == SOURCE_NAME]

    @dg.multi_asset(name="ingest", specs=specs, pool=POOL, retry_policy=retries(), hooks=STOPPED)
    def ingest(context: dg.AssetExecutionContext, refresh_run: RefreshRun) -> Iterator[dg.MaterializeResult[Any]]:
        """Start the refresh, check the shop's files and put them before dbt."""
        with failures_for_dagster():
            refresh = refresh_run.start()
        run_steps(STEPS, refresh, context.log)
        seconds = round(time.monotonic() - refresh.clock, 3)  # of all tables: they are read in place together
        figures = read_figures(refresh)
        for spec in specs:
            metadata = {"seconds": seconds, **figures.of_table(*spec.key.path)}
            yield dg.MaterializeResult(asset_key=spec.key, metadata=metadata)

    return dg.Definitions(assets=[ingest])


def table_spec(source: dict[str, Any]) -> dg.AssetSpec:
    """Describe one table the way the models that read it name it."""
    is_required = source["config"]["meta"]["required"]
    columns = [
        dg.TableColumn(name=column["name"], type=column["data_type"], description=column["description"])
        for column in source["columns"].values()
    ]
    return dg.AssetSpec(
        key=[source["source_name"], source["name"]],
        description=source["description"] + ("" if is_required else " Optional: a missing table behaves as empty."),
        group_name=SOURCE_NAME,
        owners=owner_names(OWNERS[SOURCE_NAME]),
        kinds={"file"},
        metadata={
            "dagster/column_schema": dg.TableSchema(columns=columns),
            "key": ", ".join(source["config"]["meta"].get("key", [])),
        },
    )
