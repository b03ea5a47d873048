"""Five refreshes across midnight in Vladivostok, with a static, an inactive and an edited segment among them."""

import pytest

from tests.harness import Shop, Tables, condition, segment

# Vladivostok is ten hours ahead of UTC: the shop's 10 March begins between the second and the third refresh.
EVENING = "2026-03-09T10:00:00"
LATE = "2026-03-09T13:30:00"
AFTER_MIDNIGHT = "2026-03-09T14:30:00"
NIGHT = "2026-03-09T18:30:00"
NEXT_NIGHT = "2026-03-10T14:30:00"
REFRESHES = (EVENING, LATE, AFTER_MIDNIGHT, NIGHT, NEXT_NIGHT)

# segment, customer, entered, why, left, why
STAYS = {
    ("buyers", "ann", EVENING, "first_refresh", None, None),
    ("buyers", "bob", LATE, "data", None, None),
    ("birthday_today", "bob", AFTER_MIDNIGHT, "time", NEXT_NIGHT, "time"),
    ("founders", "ann", EVENING, "first_refresh", None, None),
    ("founders", "bob", NEXT_NIGHT, "definition", None, None),
    ("founders", "cid", NEXT_NIGHT, "definition", None, None),
    ("founders", "dee", NEXT_NIGHT, "definition", None, None),
    ("club", "cid", EVENING, "first_refresh", None, None),
    ("club", "dee", EVENING, "first_refresh", NIGHT, "data"),
    ("club", "ann", NIGHT, "data", None, None),
    ("locals", "cid", EVENING, "first_refresh", None, None),
    ("locals", "dee", AFTER_MIDNIGHT, "definition", NIGHT, "data"),
}

SIZES = {
    "buyers": [1, 2, 2, 2, 2],
    "birthday_today": [0, 0, 1, 1, 0],
    "founders": [1, 1, 1, 1, 4],
    "club": [2, 2, 2, 2, 2],
    "locals": [1, 1, 2, 1, 1],
}


def tables(as_of: str) -> Tables:
    """Give the shop as it is at one of the instants."""
    shop = Tables()
    moved = as_of >= NIGHT
    shop.customer("ann", city="Rome" if moved else None, updated_at="2026-03-09 17:00:00" if moved else None)
    shop.customer("bob", birth_date="1990-03-10")
    shop.customer("cid", city="Berlin")
    shop.customer("dee", city=None if moved else "Warsaw", updated_at="2026-03-09 17:00:00" if moved else None)
    shop.product("tea", "Tea")
    shop.order("first", "ann", "2020-05-01 10:00:00", {"product_id": "tea", "unit_price": "100"})
    if as_of >= LATE:
        line = {"product_id": "tea", "unit_price": "50", "updated_at": "2026-03-09 12:00:00"}
        shop.order("second", "bob", "2026-03-09 12:00:00", line, updated_at="2026-03-09 12:00:00")
    return shop


def seeds(as_of: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give the seeds as they stand at one of the instants."""
    conditions = {
        "buyers": condition("paid_sum", "at_least", "1"),
        "birthday_today": condition("birth_date", "anniversary_between", "today..today"),
        "founders": condition("orders_count", "at_least", "0" if as_of == NEXT_NIGHT else "1"),
        "club": condition("city", "is_set"),
        "locals": condition("city", "in", "Berlin|Warsaw" if as_of >= AFTER_MIDNIGHT else "Berlin"),
    }
    asleep = as_of in (LATE, AFTER_MIDNIGHT)
    rows = {"founders": {"kind": "static"}, "club": {"is_active": "false" if asleep else "true"}}
    return (
        [segment(code, **rows.get(code, {})) for code in conditions],
        [{**row, "segment_code": code} for code, row in conditions.items()],
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("history") / "shop", shop_timezone="Asia/Vladivostok").without_data_tests()
    for as_of in REFRESHES:
        shop.write_tables(tables(as_of))
        shop.write_seeds(*seeds(as_of))
        shop.refresh(as_of)
    return shop


def stays(shop: Shop) -> list[tuple[object, ...]]:
    return shop.query(
        """
        select segment_code, customer_id, strftime(entered_at, '%Y-%m-%dT%H:%M:%S'), entered_cause,
               strftime(exited_at, '%Y-%m-%dT%H:%M:%S'), exited_cause
        from segment_membership_history
        """
    )


def test_history_says_who_entered_and_left_when_and_why(shop: Shop) -> None:
    assert sorted(stays(shop), key=str) == sorted(STAYS, key=str)


def test_events_are_the_entries_and_exits_of_the_history(shop: Shop) -> None:
    events = shop.query(
        "select segment_code, customer_id, event, strftime(occurred_at, '%Y-%m-%dT%H:%M:%S'), cause, refresh_id"
        " from segment_membership_events"
    )
    expected = [(code, who, "entered", at, why, refresh_id(at)) for code, who, at, why, _, _ in STAYS]
    expected += [(code, who, "exited", at, why, refresh_id(at)) for code, who, _, _, at, why in STAYS if at]
    assert sorted(events) == sorted(expected)


def refresh_id(instant: str) -> str:
    return instant.replace("-", "").replace(":", "") + "Z"


def test_sizes_are_kept_for_each_refresh(shop: Shop) -> None:
    sizes = shop.query("select segment_code, refresh_id, members, share from segment_sizes")
    expected = [
        (code, refresh_id(at), members, members / 4)
        for code, counts in SIZES.items()
        for at, members in zip(REFRESHES, counts, strict=True)
    ]
    assert sorted(sizes) == sorted(expected)


def test_memberships_are_the_open_stays(shop: Shop) -> None:
    memberships = shop.query(
        "select segment_code, customer_id, strftime(entered_at, '%Y-%m-%dT%H:%M:%S') from segment_memberships"
    )
    assert sorted(memberships) == sorted((code, who, at) for code, who, at, _, left, _ in STAYS if left is None)


def test_axes_hold_every_customer_and_agree_with_the_memberships(shop: Shop) -> None:
    for row in shop.rows("segment_axes"):
        for code in SIZES:
            is_member = any((code, row["customer_id"]) == stay[:2] and stay[4] is None for stay in STAYS)
            assert row[f"in_{code}"] is is_member, (code, row)
    assert shop.query("select count(*) from segment_axes") == [(4,)]


def test_every_refresh_is_logged(shop: Shop) -> None:
    log = shop.query("select refresh_id, status, members, finished_at is not null from segment_refreshes order by 1")
    members = [sum(counts) for counts in zip(*SIZES.values(), strict=True)]
    assert log == [(refresh_id(at), "succeeded", total, True) for at, total in zip(REFRESHES, members, strict=True)]


def test_a_full_rebuild_and_a_redone_refresh_change_no_stay(shop: Shop) -> None:
    before = sorted(stays(shop), key=str)
    shop.command("refresh", "--as-of", NEXT_NIGHT, "--full")
    assert sorted(stays(shop), key=str) == before
    events = shop.query(
        "select count(*), count(distinct (customer_id, segment_code, event)) from segment_membership_events"
    )
    assert events == [(len(STAYS) + 3, len(STAYS) + 3)]
