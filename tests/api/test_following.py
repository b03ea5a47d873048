"""What is answered is of the present publication, whole, and no reader holds an older one."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from orchestration.api.keys import Scope
from orchestration.refresh.build_readers import without_readers
from tests.api.serving import KEYS, Caller, kind, of_customer, served_here
from tests.harness import Shop

SECOND = "20260301T120000Z"
FIRST = "20260301T080000Z"
SECONDS_TO_FOLLOW = 20


@pytest.fixture
def changing(copied_shop: Shop) -> Iterator[Caller]:
    """Somebody who may see everything of a shop that is about to change."""
    with served_here(copied_shop.root) as address:
        yield Caller(address, KEYS[Scope.personal])


def test_an_answer_that_is_known_is_not_sent_again(personal: Caller) -> None:
    names = []
    for path in (
        "/v1/refresh",
        "/v1/segments",
        "/v1/segments/vip",
        "/v1/segments/vip/sizes",
        "/v1/segments/vip/members?limit=1",
        "/v1/segments/vip/members?limit=2",
        "/v1/segments/vip/export",
        of_customer("C0000012"),
        of_customer("C0000012", "/history"),
        of_customer("C0000005", "/history"),
    ):
        answer = personal.http.get(path)
        name = answer.headers["etag"]
        assert name.startswith(f'"{SECOND}-')
        assert answer.headers["cache-control"] == "private, no-cache"
        for sent in (name, f"W/{name}", f'"other", {name}'):
            again = personal.http.get(path, headers={"If-None-Match": sent})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", name)
        assert personal.http.get(path, headers={"If-None-Match": '"other"'}).content == answer.content
        names.append(name)
    assert len(set(names)) == len(names)


def test_a_name_of_one_answer_is_none_of_another(personal: Caller) -> None:
    name = personal.http.get("/v1/segments/vip").headers["etag"]
    answer = personal.http.get("/v1/segments/nobody", headers={"If-None-Match": name})
    assert kind(Caller.checked(answer, 404)) == "unknown-segment"
    assert "etag" not in answer.headers


def test_questions_whose_answers_are_not_kept(personal: Caller) -> None:
    answers = (
        personal.http.get(of_customer("C0000012", "/segments/vip/explanation")),
        personal.http.post("/v1/memberships", json={"segments": ["vip"], "customer_ids": ["C1"]}),
        personal.http.get("/v1/nothing"),
    )
    assert [answer.headers["cache-control"] for answer in answers] == ["no-store"] * 3
    assert [answer.headers.get("etag") for answer in answers] == [None] * 3


def test_the_next_answer_is_of_the_next_publication(copied_shop: Shop, changing: Caller) -> None:
    name = changing.http.get("/v1/segments").headers["etag"]
    first_page = changing.get("/v1/segments/email_reachable/members", limit=100)
    second = copied_shop.members()
    copied_shop.command("rollback", FIRST)
    first = copied_shop.members()
    assert first != second

    assert changing.get("/v1/refresh")["refresh_id"] == FIRST
    answer = changing.http.get("/v1/segments", headers={"If-None-Match": name})
    assert answer.status_code == 200
    assert answer.headers["etag"].startswith(f'"{FIRST}-')
    # Pages of two publications are never put together.
    problem = changing.get(
        "/v1/segments/email_reachable/members", limit=100, cursor=first_page["next_cursor"], status=409
    )
    assert kind(problem) == "cursor-expired"
    for code, expected in first.items():
        assert changing.members(code, 100) == sorted(expected, key=lambda text: text.encode())
        tested = changing.test([code], sorted({*second[code], *expected, "nobody"}))
        assert set(tested["segments"][0]["members"]) == expected

    copied_shop.command("rollback", SECOND)
    assert changing.get("/v1/refresh")["refresh_id"] == SECOND
    # It is the publication of before, so its names and cursors are good again.
    assert changing.http.get("/v1/segments", headers={"If-None-Match": name}).status_code == 304
    rest = changing.get("/v1/segments/email_reachable/members", limit=5000, cursor=first_page["next_cursor"])
    found = [member["customer_id"] for page in (first_page, rest) for member in page["members"]]
    assert found == sorted(second["email_reachable"], key=lambda text: text.encode())


def test_no_request_fails_or_mixes_publications_while_they_change(copied_shop: Shop, changing: Caller) -> None:
    kept = copied_shop.root / "warehouse" / "publications"
    published = copied_shop.root / "warehouse" / "published.duckdb"
    sizes = {
        refresh_id: dict(
            copied_shop.query(f"select segment_code, members from segment_sizes where refresh_id = '{refresh_id}'")
        )
        for refresh_id in (FIRST, SECOND)
    }
    everybody = [str(one) for (one,) in copied_shop.query("select customer_id from customer_aggregates")]
    codes = ["never_ordered", "sleeping", "email_reachable", "left_cart"]
    assert any(sizes[FIRST][code] != sizes[SECOND][code] for code in codes)
    faults: list[str] = []
    seen: set[str] = set()
    stopped = threading.Event()
    ends = time.monotonic() + SECONDS_TO_FOLLOW

    def keep_asking() -> None:
        caller = Caller(str(changing.http.base_url), KEYS[Scope.members])
        while not stopped.is_set():
            try:
                tested = caller.test(codes, everybody)
                listed = caller.get("/v1/segments")
                paged = caller.get("/v1/segments/left_cart/members", limit=5000)
            except (AssertionError, httpx.HTTPError) as error:
                faults.append(repr(error))
                return
            counted = {one["segment_code"]: len(one["members"]) for one in tested["segments"]}
            expected = sizes[tested["refresh_id"]]
            if counted != {code: expected[code] for code in codes}:
                faults.append(f"{tested['refresh_id']}: {counted}")
            if {one["segment_code"]: one["members"] for one in listed["segments"]} != sizes[listed["refresh_id"]]:
                faults.append(f"{listed['refresh_id']}: sizes")
            if len(paged["members"]) != sizes[paged["refresh_id"]]["left_cart"]:
                faults.append(f"{paged['refresh_id']}: pages")
            seen.add(tested["refresh_id"])

    askers = [threading.Thread(target=keep_asking) for _ in range(4)]
    for asker in askers:
        asker.start()
    moves = 0
    while time.monotonic() < ends and not faults and not (moves > 20 and seen == {FIRST, SECOND}):
        link = published.with_suffix(".next")
        link.hardlink_to(kept / f"{(FIRST, SECOND)[moves % 2]}.duckdb")
        os.replace(link, published)  # noqa: PTH105 as a publication does
        moves += 1
        time.sleep(0.1)
    stopped.set()
    for asker in askers:
        asker.join()
    assert faults == []
    assert seen == {FIRST, SECOND}


def test_an_old_publication_is_let_go_though_nobody_asks(copied_shop: Shop, changing: Caller) -> None:
    changing.get("/v1/segments/vip/members")
    published = copied_shop.root / "warehouse" / "published.duckdb"
    old = published.stat().st_ino
    assert open_files(published.parent) == {old}
    copied_shop.command("rollback", FIRST)
    new = published.stat().st_ino
    ends = time.monotonic() + SECONDS_TO_FOLLOW
    while open_files(published.parent) != {new}:
        assert time.monotonic() < ends
        time.sleep(0.1)


def open_files(folder: Path) -> set[int]:
    """Give the files of a folder that this process has open, by their numbers in the file system."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            if descriptor.readlink().is_relative_to(folder):
                found.add(descriptor.stat().st_ino)
        except OSError:  # closed meanwhile
            continue
    return found


def test_who_was_erased_is_not_found(copied_shop: Shop, changing: Caller) -> None:
    customer_id = "C0000150"
    assert customer_id in copied_shop.members()["email_reachable"]
    before = changing.get(of_customer(customer_id))
    assert before["values"]["email"]
    copied_shop.command("erase", customer_id, "--yes")

    for more in ("", "/segments", "/history", "/segments/vip/explanation"):
        assert kind(changing.get(of_customer(customer_id, more), status=404)) == "unknown-customer"
    assert changing.test(["email_reachable"], [customer_id])["unknown"] == [customer_id]
    stand_ins = [
        str(one)
        for (one,) in copied_shop.query(
            "select distinct customer_id from segment_membership_history where starts_with(customer_id, 'erased-')"
        )
    ]
    assert stand_ins
    for stand_in in stand_ins:
        assert kind(changing.get(of_customer(stand_in, "/history"), status=404)) == "unknown-customer"
    assert changing.test(["email_reachable"], stand_ins)["unknown"] == stand_ins
    everybody = changing.members("email_reachable", 50)
    assert customer_id not in everybody
    assert not any(one.startswith("erased-") for one in everybody)
    export = changing.http.get("/v1/segments/email_reachable/export", params={"limit": 5000}).text
    assert before["values"]["email"] not in export
    assert "erased-" not in export


def test_without_a_publication_it_says_so_and_comes_back(copied_shop: Shop, changing: Caller) -> None:
    published = copied_shop.root / "warehouse" / "published.duckdb"
    aside = published.with_suffix(".aside")
    published.rename(aside)
    answer = changing.http.get("/v1/segments")
    assert kind(Caller.checked(answer, 503)) == "not-available"
    assert int(answer.headers["retry-after"]) > 0
    published.write_bytes(b"not a database" * 1000)
    answer = changing.http.get("/v1/segments")
    assert kind(Caller.checked(answer, 503)) == "not-available"
    assert str(copied_shop.root) not in answer.text
    aside.replace(published)
    changing.get("/v1/segments")


def test_what_cannot_be_explained_now_is_said_beside_the_membership(copied_shop: Shop, changing: Caller) -> None:
    home, manifest = copied_shop.root / "warehouse", copied_shop.root / "target" / "manifest.json"
    path = of_customer("C0000012", "/segments/never_ordered/explanation")

    def check(said: str) -> None:
        answer = changing.get(path)
        assert answer["is_member"] is True
        assert answer["since"]
        assert answer["conditions"] == []
        assert said in answer["unknown"]

    with without_readers(home):
        check("a refresh is under way")
    manifest.unlink()
    check("the macros are not those of the last refresh")
    assert not manifest.exists()  # dbt would have written it: the API starts none
    (home / "build.duckdb").unlink()
    check("nothing is built yet")
