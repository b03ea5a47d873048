"""What the checks of the segments' contracts say in Dagster: each contract with the figure that was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import dagster as dg

from orchestration.contracts import SEVERITY_OF_TEST, ContractResult, broken, contract_results, written_contracts
from orchestration.defs.models.results import UNIQUE_ID
from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.refresh.warehouse import read_warehouse

COLUMNS = {
    "contract": "string",
    "severity": "string",
    "holds": "bool",
    "found": "string",
    "actual": "string",
    "written in": "string",
}


def with_contracts(
    checks: Iterable[dg.AssetCheckResult], assets: dg.AssetsDefinition, project: Project
) -> Iterator[dg.AssetCheckResult]:
    """Add the figures of the last build to the checks of contracts, and leave other checks as they are."""
    tests: dict[tuple[dg.AssetKey | None, str | None], str] = {
        (check.asset_key, check.name): str(check.metadata[UNIQUE_ID]).split(".")[2]
        for check in assets.check_specs
        if check.metadata
    }
    for check in checks:
        severity = SEVERITY_OF_TEST.get(tests.get((check.asset_key, check.check_name), ""))
        if severity is None:
            yield check
        else:
            yield _with_figures(check, [one for one in _built_contracts(project) if one.severity == severity])


def _built_contracts(project: Project) -> tuple[ContractResult, ...]:
    try:
        with read_warehouse(project.build_file) as connection:
            return contract_results(connection, written_contracts(project))
    except UserError:
        return ()  # the verdict is dbt's; a file that cannot be read now only leaves out the figures


def _with_figures(check: dg.AssetCheckResult, contracts: list[ContractResult]) -> dg.AssetCheckResult:
    said = "\n".join(f"{one.place}: {one}" for one in broken(contracts))
    table = dg.MetadataValue.table(list(map(_record, contracts)), schema=dg.TableSchema.from_name_type_dict(COLUMNS))
    return check._replace(description=said or check.description, metadata={**check.metadata, "contracts": table})


def _record(contract: ContractResult) -> dg.TableRecord:
    return dg.TableRecord(
        {
            "contract": f"{contract.segment_code} {contract.demand}",
            "severity": contract.severity,
            "holds": contract.holds,
            "found": contract.finding,
            "actual": contract.figure,
            "written in": contract.place,
        }
    )
