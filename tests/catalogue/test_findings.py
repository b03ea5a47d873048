"""What the refresh found is said in the reader's language."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from orchestration.catalogue.findings import contract_finding, rejection
from orchestration.catalogue.reader import Reader
from orchestration.contracts import ContractResult
from tests.harness import Shop

RUSSIAN = Reader("ru", Locale("ru"), "RUB", ZoneInfo("UTC"), shows_personal_data=False)
ENGLISH = replace(RUSSIAN, language="en", locale=Locale("en"))


def result(rule: str, argument: str = "", actual: float | None = None) -> ContractResult:
    return ContractResult(
        line=None, segment_code="vip", rule=rule, argument=argument, severity="error", holds=True, actual=actual,
        customers=1200, out_of=3000,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "russian"),
    [
        (result("max_share", "0.5", 0.4), "участников: 1 200 из 3 000 клиентов, доля 40,0 %"),
        (result("max_change", "0.2", -0.6), "участников: было 3 000, стало 1 200, изменение -60,0 %"),
        (result("max_change", "0.2"), "участников: 1 200, сравнить не с чем (новый, переопределён или был пуст)"),
        (result("subset_of", "a|b"), "участников вне a или b: 1 200"),
        (result("excludes", "a|b"), "участников, которые есть и в a или b: 1 200"),
        (result("covers_with", "a"), "клиентов вне vip и a: 1 200"),
        (result("never_empty"), "участников: 1 200"),
    ],
)
def test_a_contract(contract: ContractResult, russian: str) -> None:
    said = contract_finding(RUSSIAN, contract).replace("\xa0", " ").replace("\u202f", " ")
    assert said == russian
    english = contract_finding(ENGLISH, contract)
    assert english.replace(",", "").split(":")[0].split()[0] == contract.finding.split(":")[0].split()[0]


@pytest.mark.long
def test_every_reason_the_demo_shop_has_is_said_in_russian(shop: Shop) -> None:
    reasons = {str(reason) for (reason,) in shop.query("select distinct reason from rejected_rows")}
    assert len(reasons) > 5
    assert {reason for reason in reasons if rejection(ENGLISH, reason) != reason} == set()
    said = {rejection(RUSSIAN, reason) for reason in reasons}
    assert len(said) == len(reasons)
    assert {text for text in said if not text.startswith(("строка отвергнута: ", "значение пропущено: "))} == set()
    assert not said & reasons


@pytest.mark.parametrize(
    ("reason", "russian"),
    [
        ("row rejected: no order_id", "строка отвергнута: нет order_id"),
        ("row rejected: not a timestamp", "строка отвергнута: не момент времени"),
        (
            "value ignored: not one of text, number, date, boolean",
            "значение пропущено: не из списка: text, number, date, boolean",
        ),
        ("something of a newer house", "something of a newer house"),
        ("row rejected: for another reason", "row rejected: for another reason"),
    ],
)
def test_a_reason(reason: str, russian: str) -> None:
    assert rejection(RUSSIAN, reason) == russian


def test_every_reason_of_the_models_is_known() -> None:
    """Written out in the models and macros, a new one is to be translated."""
    house = Path(__file__).parents[2]
    model = (house / "models/staging/rejected_rows.sql").read_text(encoding="utf-8")
    written = {part.split("'")[0] for part in model.split("'value ignored: ")[1:]}
    reasons = {f"value ignored: {one}" for one in written if not one.endswith(" ")}
    assert len(reasons) >= 3
    assert {reason for reason in reasons if rejection(RUSSIAN, reason) == reason} == set()
