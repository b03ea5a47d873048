"""A file as a list: what conformance means where there is no server."""

from pathlib import Path

import fsspec
import pytest

from orchestration.delivery.operations import Outcome
from orchestration.delivery.platforms import connect
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.platforms.protocol import Holding, Platform
from tests.delivery.platforms.conftest import NO, add, address, all_of, remove, tells_nothing, update

DONE, UNCHANGED, GONE = Outcome.DONE, Outcome.UNCHANGED, Outcome.GONE
HOSTILE = '=1+1,"x"\n\'\\N; ünï'


def outcomes(platform: Platform, *operations) -> list[Outcome]:
    return [result.outcome for result in platform.apply(operations)]


def test_the_file_is_the_list_as_it_stands(list_file: Path) -> None:
    platform = connect("files", str(list_file))
    platform.check()
    assert outcomes(platform, add("bob"), add("ann", name=HOSTILE, empty=""), add("eve", consent=NO)) == [
        DONE,
        DONE,
        Outcome.REFUSED,
    ]
    held = platform.holds([address("ann"), address("bob"), address("eve")])
    assert list(held.values()) == [Holding.MEMBER, Holding.MEMBER, Holding.ABSENT]
    first = list_file.read_bytes()
    stood = list_file.stat().st_mtime_ns

    again = connect("files", str(list_file))
    assert outcomes(again, add("bob"), add("ann", name=HOSTILE, empty=""), remove("eve")) == [
        UNCHANGED,
        UNCHANGED,
        GONE,
    ]
    assert (list_file.read_bytes(), list_file.stat().st_mtime_ns) == (first, stood)

    assert outcomes(again, update("ann", name="Ann"), remove("bob"), remove("bob", key="twice")) == [DONE, DONE, GONE]
    assert again.holds([address("bob")]) == {address("bob"): Holding.ABSENT}
    assert [path.name for path in list_file.parent.iterdir()] == [list_file.name]


def test_a_csv_is_what_anybody_can_read(tmp_path: Path) -> None:
    path = tmp_path / "tea.csv"
    connect("files", str(path)).apply([add("bob", name="=1+1"), add("ann")])
    assert path.read_text(encoding="utf-8") == (
        "customer_id,address,name\nann,ann@example.com,\nbob,bob@example.com,=1+1\n"
    )


def test_any_file_system_will_do() -> None:
    platform = connect("files", "memory://lists/tea.parquet")
    platform.check()
    assert outcomes(platform, add("ann"), remove("eve")) == [DONE, GONE]
    assert platform.holds([address("ann")]) == {address("ann"): Holding.MEMBER}
    assert fsspec.filesystem("memory").exists("/lists/tea.parquet")


def test_a_list_that_cannot_be_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match=r"^files: end the list with \.csv, \.parquet, \.xlsx$"):
        connect("files", str(tmp_path / "tea.txt"))
    with pytest.raises(PlatformError, match=r"^files: it has no such list: the folder does not exist$"):
        connect("files", str(tmp_path / "none" / "tea.csv")).check()
    other = tmp_path / "other.csv"
    other.write_text("id,email\n1,ann@example.com\n", encoding="utf-8")
    with pytest.raises(PlatformError, match=r"^files: the file is there, and is no list of ours$") as caught:
        connect("files", str(other)).apply([add("ann")])
    tells_nothing(all_of(caught.value), "no key")
    assert other.read_text(encoding="utf-8") == "id,email\n1,ann@example.com\n"


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "tea.csv"
    connect("files", str(path)).apply([add("ann")])
    before = path.read_bytes()
    (tmp_path / ".tea.csv.unfinished").mkdir()
    (result,) = connect("files", str(path)).apply([add("bob")])
    assert (result.outcome, result.reason) == (Outcome.RETRY, "not_written_isadirectoryerror")
    assert path.read_bytes() == before


def test_an_unknown_platform_is_named() -> None:
    with pytest.raises(PlatformError, match="there is no such platform; did you mean klaviyo"):
        connect("klavio", "list")
