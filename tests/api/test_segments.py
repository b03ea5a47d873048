"""Segments and their sizes are those of the published file."""

from datetime import UTC

import pytest

from tests.api.conftest import SEGMENTS
from tests.api.serving import Caller, kind
from tests.harness import Shop


def test_the_last_refresh(shop: Shop, sizes: Caller) -> None:
    [(refresh_id, as_of, members, rejected)] = shop.query(
        "select refresh_id, as_of, members, rejected from segment_refreshes order by refresh_id desc limit 1"
    )
    answer = sizes.get("/v1/refresh")
    assert answer["refresh_id"] == refresh_id == "20260301T120000Z"
    assert answer["as_of"] == as_of.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    assert (answer["members"], answer["rejected"]) == (members, rejected)


def test_all_segments(shop: Shop, sizes: Caller) -> None:
    expected = shop.query(
        "select segment_code, name, kind, is_active, owner, members, share, entered, exited from segments "
        "left join (from segment_sizes where refresh_id = '20260301T120000Z') using (segment_code) order by all"
    )
    answer = sizes.get("/v1/segments")
    assert [tuple(segment.values()) for segment in answer["segments"]] == expected
    assert len(expected) == len(SEGMENTS)
    assert answer["refresh_id"] == "20260301T120000Z"
    for segment in answer["segments"]:
        assert sizes.get(f"/v1/segments/{segment['segment_code']}") == {
            "refresh_id": "20260301T120000Z",
            "segment": segment,
        }


def test_sizes_over_refreshes_page_by_page(shop: Shop, sizes: Caller) -> None:
    expected = shop.query(
        "select refresh_id, members, entered, exited from segment_sizes where segment_code = 'sleeping' "
        "order by refresh_id desc"
    )
    whole = sizes.get("/v1/segments/sleeping/sizes")
    assert [(one["refresh_id"], one["members"], one["entered"], one["exited"]) for one in whole["sizes"]] == expected
    assert len(expected) == 2
    assert whole["next_before"] is None
    first = sizes.get("/v1/segments/sleeping/sizes", limit=1)
    second = sizes.get("/v1/segments/sleeping/sizes", limit=1, before=first["next_before"])
    assert first["sizes"] + second["sizes"] == whole["sizes"]
    assert second["next_before"] is None


@pytest.mark.parametrize("path", ["/v1/segments/nobody", "/v1/segments/nobody/sizes"])
def test_an_unknown_segment(sizes: Caller, path: str) -> None:
    assert kind(sizes.get(path, status=404)) == "unknown-segment"


@pytest.mark.parametrize(
    ("path", "parameters", "location"),
    [
        ("/v1/segments/VIP", {}, "path.segment_code"),
        ("/v1/segments/a'b", {}, "path.segment_code"),
        ("/v1/segments/%ED%A0%80", {}, "path.segment_code"),
        ("/v1/segments/vip/sizes", {"limit": 0}, "query.limit"),
        ("/v1/segments/vip/sizes", {"limit": 1001}, "query.limit"),
        ("/v1/segments/vip/sizes", {"limit": "many"}, "query.limit"),
        ("/v1/segments/vip/sizes", {"before": "' or 1=1"}, "query.before"),
    ],
)
def test_values_that_cannot_be_used_are_named(
    sizes: Caller, path: str, parameters: dict[str, object], location: str
) -> None:
    problem = sizes.get(path, status=422, **parameters)
    assert kind(problem) == "invalid-request"
    assert [error["location"] for error in problem["errors"]] == [location]


def test_an_address_that_is_none_and_a_method_that_is_not_there(sizes: Caller) -> None:
    assert kind(sizes.get("/v1/nothing", status=404)) == "not-found"
    answer = sizes.http.delete("/v1/segments")
    sizes.checked(answer, 405)
    assert answer.headers["allow"] == "GET"
