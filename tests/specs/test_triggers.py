"""Triggers are checked like segments."""

import pytest

from orchestration.specs.reading import Seeds, read_and_check
from orchestration.specs.trigger_rows import TRIGGER_COLUMNS
from tests.specs.test_destinations import FILTERS, SEGMENTS

HEAD = ",".join(TRIGGER_COLUMNS) + "\n"
GOOD = "tea_offer,tea,entered,data|time,30d,email,webhook,true\n"


def read(rows: str):
    files = {
        "seeds/segments.csv": SEGMENTS,
        "seeds/segment_filters.csv": FILTERS,
        "seeds/triggers.csv": HEAD + rows,
        "seeds/retired_segments.csv": "segment_code,retired_on,reason\ncoffee,2026-01-01,gone\n",
    }
    return read_and_check(Seeds({name: text.encode() for name, text in files.items()}))


def test_triggers_are_read() -> None:
    specs, found = read(
        GOOD + "again,tea,exited,,always,,job:create_tasks,false\nonce,tea,entered,,once,,webhook,TRUE\n"
    )
    assert found == []
    first, again, once = specs.triggers
    assert (first.causes, first.every, first.consent_channel, first.job) == (("data", "time"), 30, "email", None)
    assert (again.causes, again.every, again.consent_channel, again.job) == (("data", "time"), 0, None, "create_tasks")
    assert (once.every, once.is_active) == (None, True)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("trigger", "Tea offer", "did you mean tea_offer?"),
        ("segment_code", "te", "did you mean tea?"),
        ("segment_code", "coffee", "was retired on 2026-01-01"),
        ("event", "enter", "did you mean entered?"),
        ("causes", "data|tim", "did you mean time?"),
        ("causes", "data|", "is not a cause"),
        ("reentry", "", "write always, once, or days such as 30d"),
        ("reentry", "0d", "write always, once, or days such as 30d"),
        ("consent_channel", "mail", "did you mean email?"),
        ("target", "http://x", "write webhook, or a job of Dagster"),
        ("target", "job:", "write webhook, or a job of Dagster"),
        ("is_active", "1", "neither true nor false"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(column: str, cell: str, said: str) -> None:
    cells = dict(zip(TRIGGER_COLUMNS, GOOD.strip().split(","), strict=True)) | {column: cell}
    _, found = read(",".join(cells.values()) + "\n")
    assert [(one.file, one.line, one.column, one.value) for one in found] == [("seeds/triggers.csv", 2, column, cell)]
    assert said in found[0].message


def test_a_name_stands_once() -> None:
    assert [(one.line, one.column) for one in read(GOOD + GOOD)[1]] == [(3, "trigger")]
