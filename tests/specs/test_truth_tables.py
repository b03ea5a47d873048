"""The page says of missing values and negation what a refresh says."""

import pytest

from orchestration import specs
from orchestration.project import HOUSE
from orchestration.specs.documents import PAGE, tables_of
from tests.specs.truth_tables import TRUTHS, truth_tables

TABLES = tuple(f"truth of {name}" for name in (*TRUTHS, "groups"))


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return truth_tables(tmp_path_factory.mktemp("truth") / "shop")


@pytest.mark.parametrize("name", TABLES)
def test_the_page_says_what_a_refresh_says(computed: dict[str, str], name: str) -> None:
    written = tables_of((HOUSE / PAGE).read_text(encoding="utf-8"))

    assert written[name] == computed[name], "run `python -m tests.specs.truth_tables`"


@pytest.mark.parametrize("name", TRUTHS)
def test_a_negative_operator_is_the_opposite_for_missing_values_too(computed: dict[str, str], name: str) -> None:
    rows = {
        tuple(condition): line.strip("| \n").replace("\\|", "¦").split(" | ")[1:]
        for condition, line in zip(TRUTHS[name].conditions, computed[f"truth of {name}"].splitlines()[2:], strict=True)
    }
    opposites = {
        operator.name: operator.complement_of for operator in specs.CATALOGUE.operators if operator.complement_of
    }

    for (operator, value), truths in rows.items():
        positive = rows.get((opposites.get(operator, ""), value))
        if positive:
            assert [truth == "false" for truth in truths] == [truth == "true" for truth in positive]


def test_none_is_neither(computed: dict[str, str]) -> None:
    lines = computed["truth of groups"].splitlines()
    truths = {line.split(" | ")[0].strip("| "): line.split(" | ")[1:] for line in lines}

    assert truths["`none`: A, B"] == truths["`none-1`: A; `none-2`: B"]
    assert truths["`none/none`: A, B"] == truths["`any`: A, B"]
