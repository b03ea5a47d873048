"""Contracts of segments as Dagster's checks: who broke what, with the figure, as a warning or as what stops the run."""

import dagster as dg
import pytest

from tests.dagster.asset_shop import AssetShop, failures, tables

pytestmark = pytest.mark.long

AS_OF = "2026-03-01T08:00:00"
FOUR_HOURS_LATER = "2026-03-01T12:00:00"
EIGHT_HOURS_LATER = "2026-03-01T16:00:00"

CONTRACTS = """\
segment_code,rule,argument,severity
first_members,min_members,6,warn
muscovites,max_share,0.5,error
buyers,subset_of,first_members,error
muscovites,max_change,0.5,error
"""
BROKEN_WARNING = "seeds/segment_contracts.csv:2: first_members breaks min_members 6: members: 5"
BROKEN_ERROR = (
    "seeds/segment_contracts.csv:3: muscovites breaks max_share 0.5: members: 4 of 6 customers, a share of 0.6667"
)
RESULTS = dg.AssetKey(["segment_contract_results"])


@pytest.fixture(scope="module")
def instance() -> dg.DagsterInstance:
    """Where the runs of the module are kept."""
    return dg.DagsterInstance.ephemeral()


@pytest.fixture(scope="module", autouse=True)
def contracts(shop: AssetShop) -> None:
    """Give the shop contracts, one of them broken and only a warning."""
    (shop.seeds / "segment_contracts.csv").write_text(CONTRACTS, encoding="utf-8")


def checks(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    """Give the two checks of contracts by name."""
    return {one.check_name: one for one in result.get_asset_check_evaluations() if one.asset_key == RESULTS}


def rows(check: dg.AssetCheckEvaluation) -> list[dict[str, object]]:
    """Give the contracts a check lists."""
    table = check.metadata["contracts"]
    assert isinstance(table, dg.TableMetadataValue)
    return [dict(record.data) for record in table.records]


def test_a_broken_warning_is_a_warning_with_its_figures(shop: AssetShop, instance: dg.DagsterInstance) -> None:
    result = shop.run_job(instance, as_of=AS_OF)
    assert result.success, failures(result)
    warns, hold = checks(result)["segment_contracts_warn"], checks(result)["segment_contracts_hold"]
    assert (warns.passed, warns.severity, warns.description) == (False, dg.AssetCheckSeverity.WARN, BROKEN_WARNING)
    assert rows(warns) == [
        {
            "contract": "first_members min_members 6",
            "severity": "warn",
            "holds": False,
            "found": "members: 5",
            "actual": "5",
            "written in": "seeds/segment_contracts.csv:2",
        }
    ]
    assert hold.passed
    assert [(row["contract"], row["holds"], row["actual"]) for row in rows(hold)] == [
        ("muscovites max_share 0.5", True, "0.3333"),
        ("buyers subset_of first_members", True, "0"),
        ("muscovites max_change 0.5", True, ""),
    ]


def test_a_broken_error_stops_the_run_and_publishes_nothing(shop: AssetShop, instance: dg.DagsterInstance) -> None:
    before = shop.published.read_bytes()
    moved = tables()
    for customer in moved["customers"]:
        if customer["city"] == "Perm":
            customer["city"] = "Moscow"
    shop.write_tables(moved)
    result = shop.run_job(instance, as_of=FOUR_HOURS_LATER)

    assert not result.success
    assert BROKEN_ERROR in failures(result)["build"]
    hold = checks(result)["segment_contracts_hold"]
    assert (hold.passed, hold.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert hold.description == "\n".join(
        (
            BROKEN_ERROR,
            "seeds/segment_contracts.csv:5: muscovites breaks max_change 0.5: members: 2 before, 4 now, a change of 1",
        )
    )
    assert [row["holds"] for row in rows(hold)] == [False, True, False]
    assert checks(result)["segment_contracts_warn"].severity == dg.AssetCheckSeverity.WARN
    assert shop.published.read_bytes() == before


def test_the_next_run_without_the_fault_publishes(shop: AssetShop, instance: dg.DagsterInstance) -> None:
    shop.write_tables(tables())
    result = shop.run_job(instance, as_of=EIGHT_HOURS_LATER)
    assert result.success, failures(result)
    assert checks(result)["segment_contracts_hold"].passed
