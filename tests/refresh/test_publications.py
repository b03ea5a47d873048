"""The last published files are kept, and one can be put back without a reader noticing more than a change."""

import os
from pathlib import Path

import pytest

from orchestration.refresh.begin import begin
from orchestration.refresh.ingest import ingest
from orchestration.refresh.progress import Event, ignore
from orchestration.refresh.publication_errors import (
    KeepPublicationsError,
    NothingKeptError,
    PublicationBrokenError,
    UnknownPublicationError,
)
from orchestration.refresh.publications import put_back
from tests.refresh.small_shop import SmallShop, ask
from tests.refresh.test_publish import reader

STAYS = "select * from segment_membership_history order by all"
REFRESHES = "select strftime(as_of, '%H:%M') from segment_refreshes where status = 'succeeded' order by as_of"


def kept(shop: SmallShop) -> list[str]:
    return sorted(path.name[9:13] for path in (shop.project.home / "publications").iterdir())


def test_as_many_are_kept_as_the_setting_says(shop: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_KEEP_PUBLICATIONS", "2")
    for as_of in ("12:00", "16:00"):
        shop.refresh(as_of)
    assert kept(shop) == ["1200", "1600"]


def test_a_kept_file_takes_no_room_of_its_own(shop: SmallShop) -> None:
    shop.refresh("12:00")
    assert (shop.project.home / "publications" / "20260105T120000Z.duckdb").samefile(shop.project.published_file)


@pytest.mark.long
def test_where_links_are_unknown_a_copy_is_kept(shop: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    shop.refresh("12:00")
    file = shop.project.home / "publications" / "20260105T120000Z.duckdb"
    assert not file.samefile(shop.project.published_file)
    assert file.read_bytes() == shop.project.published_file.read_bytes()


@pytest.mark.long
def test_a_redone_instant_replaces_its_kept_file(shop: SmallShop) -> None:
    shop.write({1: "Perm"})
    shop.refresh("08:00")
    assert kept(shop) == ["0800"]
    file = shop.project.home / "publications" / "20260105T080000Z.duckdb"
    assert ask(file, "select customer_id from segment_membership_history") == [("1",)]


@pytest.mark.long
def test_a_publication_of_before_there_were_kept_ones_is_kept(shop: SmallShop) -> None:
    (shop.project.home / "publications" / "20260105T080000Z.duckdb").unlink()
    shop.refresh("12:00")
    assert kept(shop) == ["0800", "1200"]


@pytest.mark.parametrize("text", ["0", "-1", "all", "1.5", "²"])
def test_a_number_that_is_none_is_told_before_anything_is_done(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("SEGMENTS_KEEP_PUBLICATIONS", text)
    with pytest.raises(KeepPublicationsError) as raised:
        shop.refresh("12:00")
    assert str(raised.value) == (
        f'SEGMENTS_KEEP_PUBLICATIONS is "{text}"; write how many published files are kept, at least 1'
    )
    assert not (shop.project.home / "refresh.json").exists()


def test_what_is_put_back_is_the_file_of_then(shop: SmallShop) -> None:
    before = shop.project.published_file.read_bytes()
    shop.write({1: "Perm"})
    shop.refresh("12:00")
    chosen, replaced = put_back(shop.project, None, ignore)
    assert shop.project.published_file.read_bytes() == before
    assert (chosen.refresh_id, replaced and replaced.refresh_id) == ("20260105T080000Z", "20260105T120000Z")
    assert kept(shop) == ["0800", "1200"]


@pytest.mark.long
def test_readers_never_fail_while_publications_change_places(shop: SmallShop) -> None:
    shop.refresh("12:00")
    with reader(shop) as said:
        for _ in range(30):
            put_back(shop.project, "20260105T080000Z", ignore)
            put_back(shop.project, "20260105T120000Z", ignore)
    assert int(said[0]) > 20
    assert said[1] == "20260105T120000Z"


def test_the_next_refresh_goes_on_from_what_was_put_back(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm"})
    shop.refresh("12:00")
    shop.write({1: "Perm", 2: "Moscow", 4: "Moscow"})
    shop.refresh("16:00")
    put_back(shop.project, "20260105T080000Z", ignore)
    shop.write({1: "Moscow", 2: "Perm", 5: "Perm"})
    shop.refresh("20:00")
    assert shop.published(REFRESHES) == [("08:00",), ("20:00",)]
    assert shop.published(
        "select customer_id, segment_code, strftime(entered_at, '%H:%M'), strftime(exited_at, '%H:%M') "
        "from segment_membership_history order by all"
    ) == [
        ("1", "moscow", "08:00", None),
        ("2", "perm", "08:00", None),
        ("3", "moscow", "08:00", "20:00"),
        ("5", "perm", "20:00", None),
    ]
    for table, column in (("segment_sizes", "as_of"), ("segment_membership_events", "occurred_at")):
        assert shop.published(f"select distinct strftime({column}, '%H:%M') from {table} order by all") == [
            ("08:00",),
            ("20:00",),
        ]


@pytest.mark.long
def test_by_default_it_is_the_one_the_present_history_has_before_it(shop: SmallShop) -> None:
    for as_of in ("12:00", "16:00"):
        shop.refresh(as_of)
    put_back(shop.project, "20260105T080000Z", ignore)
    shop.refresh("20:00")
    assert kept(shop) == ["0800", "1200", "1600", "2000"]
    chosen, _replaced = put_back(shop.project, None, ignore)
    assert chosen.refresh_id == "20260105T080000Z"


def test_before_the_first_there_is_none(shop: SmallShop) -> None:
    with pytest.raises(NothingKeptError) as raised:
        put_back(shop.project, None, ignore)
    assert str(raised.value).startswith("no publication before 20260105T080000Z is kept in ")


def test_an_unknown_one_is_met_with_those_that_are_kept(shop: SmallShop) -> None:
    with pytest.raises(UnknownPublicationError) as raised:
        put_back(shop.project, "20260105T08000Z", ignore)
    assert raised.value.meant == "20260105T080000Z"
    assert str(raised.value).endswith("kept: 20260105T080000Z")


def test_a_kept_file_that_does_not_open_is_not_put_back(shop: SmallShop) -> None:
    shop.refresh("12:00")
    before = shop.project.published_file.read_bytes()
    (shop.project.home / "publications" / "20260105T080000Z.duckdb").write_bytes(b"not a database")
    with pytest.raises(PublicationBrokenError) as raised:
        put_back(shop.project, "20260105T080000Z", ignore)
    assert raised.value.others == ("20260105T120000Z",)
    assert shop.project.published_file.read_bytes() == before


def test_a_broken_published_file_is_made_good_from_the_newest_that_opens(shop: SmallShop) -> None:
    shop.refresh("12:00")
    damage(shop.project.published_file)
    chosen, replaced = put_back(shop.project, None, ignore)
    assert (chosen.refresh_id, replaced) == ("20260105T120000Z", None)
    assert shop.published(REFRESHES) == [("08:00",), ("12:00",)]


@pytest.mark.long
def test_with_the_build_file_lost_and_the_published_broken_the_kept_history_goes_on(shop: SmallShop) -> None:
    shop.refresh("12:00")
    stays = shop.published(STAYS)
    damage(shop.project.published_file)
    shop.project.build_file.unlink()
    events: list[Event] = []
    ingest(shop.start("16:00"), ignore)
    begin(shop.start("16:00"), events.append)
    assert [event.text for event in events if event.kind == "warning"] == [
        f"{shop.project.published_file} is not readable; "
        "the history of 20260105T120000Z.duckdb, which was kept, is used"
    ]
    assert len(shop.built(STAYS)) == len(stays)
    assert shop.built("select as_of::varchar from operations.previous_refresh") == [("2026-01-05 12:00:00",)]


def damage(published: Path) -> None:
    """Replace the published file, and not its kept twin, with something else."""
    published.unlink()
    published.write_bytes(b"not a database")
