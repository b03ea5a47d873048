"""Destinations are checked like segments: every fault at once, with its place and what would be legal."""

import pytest

from orchestration.faults import Fault
from orchestration.specs.destination_rows import DESTINATION_COLUMNS
from orchestration.specs.reading import Seeds, read_and_check

SEGMENTS = (
    "segment_code,name,kind,is_active,is_in_analytics,owner,description\n"
    "tea,Tea,dynamic,true,true,,\n"
)  # fmt: skip
FILTERS = "segment_code,group,field,scope,operator,value,reason\ntea,,paid_sum,,at_least,1,\n"
HEAD = ",".join(DESTINATION_COLUMNS) + "\n"
GOOD = "tea_list,mailchimp,aud/77,tea,mirror,email,0.05,0.25,1000,true,false\n"
FIELDS = "destination,platform_field,field\n"


def faults(destinations: str, fields: str = "") -> list[Fault]:
    files = {
        "seeds/segments.csv": SEGMENTS,
        "seeds/segment_filters.csv": FILTERS,
        "seeds/destinations.csv": HEAD + destinations,
        "seeds/destination_fields.csv": FIELDS + fields,
        "seeds/retired_segments.csv": "segment_code,retired_on,reason\ncoffee,2026-01-01,gone\n",
    }
    return read_and_check(Seeds({name: text.encode() for name, text in files.items()}))[1]


def test_a_destination_is_read() -> None:
    files = {
        "seeds/segments.csv": SEGMENTS,
        "seeds/segment_filters.csv": FILTERS,
        "seeds/destinations.csv": HEAD + GOOD + "other,files,x.csv,tea,add_only,sms,,,,FALSE,false\n",
        "seeds/destination_fields.csv": FIELDS + "tea_list,NAME,Name\ntea_list,PET,custom.pet\nother,x,average_check\n",
    }
    specs, found = read_and_check(Seeds({name: text.encode() for name, text in files.items()}))
    assert found == []
    first, other = specs.destinations
    assert (str(first.hold_out_share), str(first.max_shrink), first.max_rows) == ("0.05", "0.25", 1000)
    assert (str(other.hold_out_share), str(other.max_shrink), other.max_rows, other.is_active) == (
        "0",
        "0.2",
        None,
        False,
    )
    assert [(one.destination, one.platform_field, one.field) for one in specs.destination_fields] == [
        ("tea_list", "NAME", "Name"), ("tea_list", "PET", "custom.pet"), ("other", "x", "average_check"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("destination", "Tea list", "did you mean tea_list?"),
        ("destination", "", "the code is empty"),
        ("platform", "mailchip", "did you mean mailchimp?"),
        ("list", " ", "the list is empty"),
        ("list", " aud/77", "has white space around it"),
        ("segment_code", "te", "did you mean tea?"),
        ("segment_code", "coffee", "was retired on 2026-01-01"),
        ("segment_code", "", "the segment code is empty"),
        ("mode", "sync", "legal: mirror, add_only"),
        ("consent_channel", "mail", "did you mean email?"),
        ("hold_out_share", "5%", "is not a number"),
        ("hold_out_share", "0.005", "finer than a bucket"),
        ("hold_out_share", "2", "write a number from 0 to 1"),
        ("max_shrink", "-0.1", "write a number from 0 to 1"),
        ("max_rows", "0", "write a whole number from 1 on"),
        ("max_rows", "many", "write a whole number from 1 on"),
        ("is_active", "yes", "neither true nor false"),
        ("auto_apply", "", "neither true nor false"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(column: str, cell: str, said: str) -> None:
    cells = dict(zip(HEAD.strip().split(","), GOOD.strip().split(","), strict=True)) | {column: cell}
    found = faults(",".join(cells.values()) + "\n")
    assert [(one.file, one.line, one.column, one.value) for one in found] == [
        ("seeds/destinations.csv", 2, column, cell)
    ]
    assert said in found[0].message


def test_every_fault_is_told_at_once() -> None:
    found = faults("x,none,l,tea,no,email,,,,true,true\n" + GOOD + GOOD, "tea_lst,A,paid_sum\ntea_list,,nope\n")
    places = [(one.file.rpartition("/")[2], one.line, one.column) for one in found]
    assert places == [
        ("destination_fields.csv", 2, "destination"),
        ("destination_fields.csv", 3, "platform_field"),
        ("destination_fields.csv", 3, "field"),
        ("destinations.csv", 2, "platform"),
        ("destinations.csv", 2, "mode"),
        ("destinations.csv", 4, "destination"),
        ("destinations.csv", 4, "list"),
    ]


def test_two_active_destinations_do_not_fight_over_a_list() -> None:
    assert [one.column for one in faults(GOOD + GOOD.replace("tea_list", "again"))] == ["list"]
    assert faults(GOOD + GOOD.replace("tea_list", "again").replace("true,false", "false,false")) == []


def test_a_field_of_the_platform_is_filled_once() -> None:
    assert [(one.line, one.column) for one in faults(GOOD, "tea_list,A,city\ntea_list,A,age\n")] == [
        (3, "platform_field")
    ]
