"""Say of a build which contracts are broken: those that stop it as its failures, the others as warnings."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import duckdb

from orchestration.contracts import SEVERITY_OF_TEST, ContractResult, broken, contract_results
from orchestration.project import Project
from orchestration.refresh.errors import BuildFailedError, NodeFailure, RefreshError
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.warehouse import open_warehouse
from orchestration.specs import Specs

CONTRACT_TESTS = frozenset(f"test {name}" for name in SEVERITY_OF_TEST)


class ContractsBrokenError(BuildFailedError):
    """Report contracts of segments that are broken and stop the publication, and whatever else failed."""

    def __init__(self, contracts: Sequence[ContractResult], others: Sequence[NodeFailure], skipped: int) -> None:
        """Keep the contracts, the other failures, and how many nodes were not tried because of those."""
        self.contracts = tuple(contracts)
        super().__init__([*others, *(NodeFailure(one.place, str(one)) for one in contracts)], skipped)


def warn_of_contracts(results: Sequence[ContractResult], observe: Observe, step: str) -> None:
    """Tell of every broken contract that stops nothing."""
    for result in broken(results, "warn"):
        observe(Event(step, "warning", f"{result.place}: {result}"))


def with_contracts(
    error: BuildFailedError, project: Project, specs: Specs, observe: Observe, step: str
) -> BuildFailedError:
    """Put the broken contracts in the place of the test that found them, where it was one that failed."""
    if not any(failure.node in CONTRACT_TESTS for failure in error.failures):
        return error  # the results may be those of an earlier build
    results: tuple[ContractResult, ...] = ()
    with contextlib.suppress(RefreshError, duckdb.Error), open_warehouse(project.build_file, read_only=True) as file:
        results = contract_results(file, specs.contracts)
    warn_of_contracts(results, observe, step)
    found = broken(results, "error")
    if not found:
        return error
    others = [failure for failure in error.failures if failure.node not in CONTRACT_TESTS]
    return ContractsBrokenError(found, others, error.skipped)
