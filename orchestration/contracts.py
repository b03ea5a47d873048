"""What became of the segments' contracts: read from a warehouse file, told in words with the row each is written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from orchestration.faults import FaultsError
from orchestration.project import Project
from orchestration.refresh.warehouse import relation_exists
from orchestration.specs import read_specs
from orchestration.specs.contract_rows import CONTRACTS_FILE
from orchestration.specs.models import Contract, ContractSeverity

RELATION = "segment_contract_results"

# The tests of tests/dbt that fail, or warn, when contracts are broken.
SEVERITY_OF_TEST: Mapping[str, ContractSeverity] = {
    "segment_contracts_hold": "error",
    "segment_contracts_warn": "warn",
}


_MEMBERS = "members: {members}"
_NOTHING_BEFORE = "members: {members}, nothing to compare with (new, redefined, or empty before)"
_FINDINGS: Mapping[str, str] = {
    "max_share": "members: {members} of {all} customers, a share of {share}",
    "max_change": "members: {all} before, {members} now, a change of {share}",
    "subset_of": "members not in {others}: {members}",
    "excludes": "members also in {others}: {members}",
    "covers_with": "customers not in {segment} or {others}: {members}",
}
FINDINGS = (_MEMBERS, _NOTHING_BEFORE, *_FINDINGS.values())


@dataclass(frozen=True)
class ContractResult:
    """Say what one contract demands and what was found.

    Args:
        line: line of seeds/segment_contracts.csv; None where the seed no longer has the contract.
        segment_code: the segment it is about.
        rule: what must hold.
        argument: how much of it, or which other segments; empty where the rule takes none.
        severity: whether a broken one stops the publication or is only said.
        holds: whether it holds.
        actual: what was measured: a share, a change, or customers; None where there was nothing to compare with.
        customers: members now; of a rule between segments, the customers who break it.
        out_of: what a share is of: all customers, or the members at the previous refresh.
    """

    line: int | None
    segment_code: str
    rule: str
    argument: str
    severity: ContractSeverity
    holds: bool
    actual: float | None
    customers: int
    out_of: int | None

    @property
    def place(self) -> str:
        """Name the row of the seed, in the form editors turn into a link."""
        return CONTRACTS_FILE if self.line is None else f"{CONTRACTS_FILE}:{self.line}"

    @property
    def demand(self) -> str:
        """Give rule and argument."""
        return f"{self.rule} {self.argument}".strip()

    @property
    def figure(self) -> str:
        """Give what was measured as a number in digits, rounded to four places; nothing where there was none."""
        return "" if self.actual is None else f"{round(self.actual, 4) + 0:.4f}".rstrip("0").rstrip(".")

    @property
    def words(self) -> str:
        """Give what was found as words to fill in."""
        if self.rule == "max_change" and self.actual is None:
            return _NOTHING_BEFORE
        return _FINDINGS.get(self.rule, _MEMBERS)

    @property
    def finding(self) -> str:
        """Say what was found."""
        return self.words.format(
            members=self.customers, all=self.out_of, share=self.figure, segment=self.segment_code,
            others=" or ".join(self.argument.split("|")),
        )  # fmt: skip

    def __str__(self) -> str:
        """Say whether the contract holds, in one line."""
        return f"{self.segment_code} {'keeps' if self.holds else 'breaks'} {self.demand}: {self.finding}"


def contract_results(
    connection: duckdb.DuckDBPyConnection, contracts: Iterable[Contract] = ()
) -> tuple[ContractResult, ...]:
    """Read the results of the last build or publication, in the order of the seed.

    Args:
        connection: a build file or a published one; one of an older house has no results.
        contracts: the seed's rows, to say on which line each stands.
    """
    if not relation_exists(connection, "main", RELATION):
        return ()
    lines = {(contract.code, contract.rule, contract.argument): contract.line for contract in contracts}
    rows = connection.execute(
        "select segment_code, rule, argument, severity, holds, actual, customers_count, out_of_count "  # noqa: S608
        f"from main.{RELATION} order by segment_code, rule, argument"
    ).fetchall()
    results = [ContractResult(lines.get((row[0], row[1], row[2])), *row) for row in rows]
    return tuple(sorted(results, key=lambda result: (result.line is None, result.line or 0)))


def written_contracts(project: Project) -> tuple[Contract, ...]:
    """Give the seed's rows; none while the seeds have faults, which the next refresh reports."""
    try:
        return read_specs(project).contracts
    except FaultsError:
        return ()


def broken(results: Iterable[ContractResult], severity: ContractSeverity | None = None) -> tuple[ContractResult, ...]:
    """Keep the contracts that do not hold, of one severity or of both."""
    return tuple(result for result in results if not result.holds and severity in (None, result.severity))
