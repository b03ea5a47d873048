"""What conditions name and the shop does not have is a warning, in segments and in score rules."""

from pathlib import Path

import duckdb
import pytest

from orchestration import specs
from orchestration.refresh.known_names import unknown_names
from tests.specs.seed_texts import SCORE_HEADER, filter_rows, segment_rows

WARNING = "seeds/segment_filters.csv:2"


@pytest.fixture
def build(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(tmp_path / "build.duckdb"))
    connection.execute("create schema main_staging")
    connection.execute(
        "create table main_staging.valid_field_types as select * from (values"
        " ('pet breed', ' Text '), ('weight', 'number'), ('rank', 'colour')) as rows(field, type)"
    )
    return connection


def said(build: duckdb.DuckDBPyConnection, row: str, score_rules: str = "") -> list[str]:
    read = specs.specs_from(
        segment_rows("tea").encode(), filter_rows(f"tea,,{row},").encode(), (SCORE_HEADER + score_rules).encode()
    )
    return list(map(str, unknown_names(build, read)))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "custom.pet bred,,equals,cat",
            'field: warning: the shop has no field "pet bred", so it is missing for everybody;'
            " did you mean custom.pet breed?",
        ),
        ("custom.zzz,,is_set,", 'field: warning: the shop has no field "zzz", so it is missing for everybody'),
        (
            "custom.pet breed,,between,1..5",
            'operator: warning: "pet breed" is a text, and the condition makes sense for a number only',
        ),
        (
            "custom.rank,,equals,5",
            'operator: warning: "rank" is a colour, and the condition makes sense for a text or number only',
        ),
    ],
)
def test_a_field_that_does_not_fit_is_a_warning(build: duckdb.DuckDBPyConnection, row: str, message: str) -> None:
    assert said(build, row) == [f"{WARNING} {message}"]


@pytest.mark.parametrize("row", ["custom.pet breed,,equals,5", "custom.weight,,equals,5", "city,,equals,5"])
def test_a_field_that_fits_is_none(build: duckdb.DuckDBPyConnection, row: str) -> None:
    assert said(build, row) == []


def test_score_rules_are_looked_through_too(build: duckdb.DuckDBPyConnection) -> None:
    assert said(build, "city,,is_set,", "heavy,,custom.wieght,,at_least,5,10,\n") == [
        'seeds/score_rules.csv:2 field: warning: the shop has no field "wieght", so it is missing for everybody;'
        " did you mean custom.weight?"
    ]


def test_before_the_first_build_nothing_is_known(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "new.duckdb")) as connection:
        assert said(connection, "custom.pet bred,,equals,cat") == []
