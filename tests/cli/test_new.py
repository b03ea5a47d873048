"""`segments new`: several conditions, as options or as answers, and the preview of what they make."""

import io
import sys
from pathlib import Path

import pytest

from orchestration.commands.new import ConditionFormError, read_row
from tests.cli.conftest import Run
from tests.harness import Shop, Tables, condition, segment
from tests.refresh.small_shop import SmallShop


class Terminal(io.StringIO):
    """A person who answers."""

    def isatty(self) -> bool:
        return True


def filters_of(root: Path) -> list[str]:
    return (root / "seeds" / "segment_filters.csv").read_text(encoding="utf-8").splitlines()


def test_conditions_are_rows_of_the_seed(fresh_shop: SmallShop, run: Run) -> None:
    root = fresh_shop.project.root
    answer = run(
        *("--project", root, "new", "buyers"),
        *("--field", "is_vip", "--operator", "is_true"),
        *("--condition", 'any-1,city,,in,"Пермь|Тверь, старая",two towns'),
        *("--condition", "any-1,orders_sum,within=30d,at_least,5"),
        *("--condition", "none,is_blocked,,is_true"),
    )
    assert answer.code == 0
    assert filters_of(root)[-4:] == [
        "buyers,all,is_vip,,is_true,,",
        'buyers,any-1,city,,in,"Пермь|Тверь, старая",two towns',
        "buyers,any-1,orders_sum,within=30d,at_least,5,",
        "buyers,none,is_blocked,,is_true,,",
    ]
    assert answer.out.splitlines()[-1] == (
        'Customers who are marked as VIP and (whose city is "Пермь" or "Тверь, старая" or who ordered for at least 5'
        " in the last 30 days), except those who are blocked by the shop."
    )
    assert answer.err.startswith("no preview: nothing is built yet in ")
    assert run("--project", root, "generate", "--check").code == 0


def test_conditions_alone_are_enough(fresh_shop: SmallShop, run: Run) -> None:
    root = fresh_shop.project.root
    answer = run("--project", root, "new", "adults", "--no-preview", "--condition", ",age,,at_least,18")
    assert (answer.code, answer.err) == (0, "")
    assert filters_of(root)[-1] == "adults,,age,,at_least,18,"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("all,age,,at_least,18,why,more", "has 7 cells"),
        ("age at_least 18", "has 1 cells"),
        ("", "has 0 cells"),
        ('all,city,,in,"a', "is not a row of CSV (unexpected end of data)"),
    ],
)
def test_what_is_no_row_is_refused(row: str, reason: str) -> None:
    with pytest.raises(ConditionFormError) as caught:
        read_row(row)
    assert reason in str(caught.value)
    assert str(caught.value).endswith("; write group,field,scope,operator,value,reason, as in the seed")


def test_every_wrong_condition_is_said_and_nothing_written(fresh_shop: SmallShop, run: Run) -> None:
    root = fresh_shop.project.root
    before = filters_of(root)
    rows = ("--condition", "all,age,,at_least,old", "--condition", "all,cty,,is_set,")
    answer = run("--project", root, "new", "adults", *rows)
    assert answer.code == 2
    assert [line.split()[1] for line in answer.err.splitlines()] == ["value:", "field:"]
    assert filters_of(root) == before


def test_half_a_condition_is_not_guessed(fresh_shop: SmallShop, run: Run) -> None:
    rows = ("--condition", "all,age,,at_least,18", "--field", "city")
    answer = run("--project", fresh_shop.project.root, "new", "adults", *rows)
    assert (answer.code, answer.err) == (2, "a new segment needs --operator\n")


def test_a_person_is_asked_until_the_answer_is_legal(
    fresh_shop: SmallShop, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [
        *("Regulars", "crm", "who come back"),
        *("payd_sum", "paid_sum", "more", "at_least", "many", "within=month", "any-1", "they pay"),
        *("1000", "within=30d"),
        *("y", "custom.pet breed", "equals", "cat", "any-1", ""),
        *("n",),
    ]
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in answers)))
    root = fresh_shop.project.root
    answer = run("--project", root, "new", "regulars")
    assert answer.code == 0
    assert (root / "seeds" / "segments.csv").read_text(encoding="utf-8").splitlines()[-1] == (
        "regulars,Regulars,dynamic,true,true,crm,who come back"
    )
    assert filters_of(root)[-2:] == [
        "regulars,any-1,paid_sum,within=30d,at_least,1000,they pay",
        "regulars,any-1,custom.pet breed,,equals,cat,",
    ]
    assert "did you mean paid_sum?" in answer.err
    assert 'value: "many" is not a number' in answer.err
    assert 'scope: "month" is not a length of time' in answer.err
    assert "  who paid at least 1,000 in the last 30 days\n" in answer.err
    assert "Customers who paid at least 1,000 in the last 30 days or whose field" in answer.out


@pytest.mark.long
def test_the_preview_follows_where_there_is_a_build(tmp_path: Path, run: Run) -> None:
    shop = Shop.open(tmp_path / "shop")
    tables = Tables()
    tables.customer("ann", city="Perm")
    tables.customer("bob", city="Tver")
    shop.write_tables(tables)
    shop.write_seeds([segment("known")], [{**condition("city", "is_set"), "segment_code": "known"}])
    shop.refresh("2026-01-05T08:00:00")

    answer = run("--project", shop.root, "new", "perm", "--condition", "all,city,,equals,perm")

    assert answer.code == 0
    assert "1 members, 50.0% of customers" in answer.out.splitlines()
    assert answer.err.splitlines()[-1] == "as of 2026-01-05 08:00:00Z; nothing was written"
