"""Why customers enter and leave: each cause, and which one wins where several fit."""

import pytest

from tests.harness import Shop, Tables, condition, segment

# Vladivostok is ten hours ahead of UTC: the shop's 10 March begins between the first and the second refresh.
FIRST, SECOND, THIRD, FOURTH = (
    "2026-03-09T10:00:00",
    "2026-03-09T14:30:00",
    "2026-03-10T14:30:00",
    "2026-03-10T18:30:00",
)
IN_BETWEEN = "2026-03-09 12:00:00"


def tables(as_of: str) -> Tables:
    """Give the shop: ann, cid and eve move between the first refresh and the second, and say so."""
    shop = Tables()
    later = as_of > FIRST
    moved = {"updated_at": IN_BETWEEN} if later else {}
    shop.customer("ann", city="Rome" if later else "Berlin", **moved)
    shop.customer("bob", city="Perm", birth_date="1990-03-10")
    shop.customer("cid", city="Omsk" if later else "Tver", birth_date="1991-03-10", **moved)
    shop.customer("dee", city="Warsaw")
    shop.customer("eve", city="Warsaw" if later else "Lviv", **moved)
    return shop


def write_seeds(shop: Shop, as_of: str) -> None:
    """Write the seeds: a definition and a score rule are edited before the second refresh."""
    later = as_of > FIRST
    conditions = {
        "romans": condition("city", "equals", "Rome"),
        "berliners": condition("city", "equals", "Berlin"),
        "birthday_today": condition("birth_date", "anniversary_between", "today..today"),
        "locals": condition("city", "in", "Kazan|Warsaw" if later else "Kazan"),
        "strangers": condition("segment", "not_in", "locals"),
        "scored": condition("score", "at_least", "10"),
    }
    rule = condition("city", "equals", "Warsaw" if later else "Perm")
    shop.write_seeds(
        [segment(code) for code in conditions],
        [{**row, "segment_code": code} for code, row in conditions.items()],
        [{**rule, "score_code": "home", "points": "10"}],
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("causes") / "shop", shop_timezone="Asia/Vladivostok")
    for as_of in (FIRST, SECOND, THIRD):
        shop.write_tables(tables(as_of))
        write_seeds(shop, as_of)
        shop.refresh(as_of)
    return shop


def changes(shop: Shop, as_of: str) -> set[tuple[object, ...]]:
    """Give what happened at a refresh: segment, customer, entered or left, why."""
    instant = as_of.replace("T", " ")
    return set(
        shop.query(
            "select segment_code, customer_id, event, cause from segment_membership_events "
            f"where occurred_at = '{instant}'"
        )
    )


def test_all_who_are_there_at_the_first_refresh_came_with_it(shop: Shop) -> None:
    assert {change[2:] for change in changes(shop, FIRST)} == {("entered", "first_refresh")}


def test_each_change_has_the_first_cause_that_fits(shop: Shop) -> None:
    assert changes(shop, SECOND) == {
        # A row of the customer changed.
        ("romans", "ann", "entered", "data"),
        ("berliners", "ann", "exited", "data"),
        # Midnight passed; for cid a row changed as well, and data comes before time.
        ("birthday_today", "bob", "entered", "time"),
        ("birthday_today", "cid", "entered", "data"),
        # The definition changed; for eve a row changed as well, and definition comes before data.
        ("locals", "dee", "entered", "definition"),
        ("locals", "eve", "entered", "definition"),
        # So it does where the definition of what a segment reads changed: another segment, the score.
        ("strangers", "dee", "exited", "definition"),
        ("strangers", "eve", "exited", "definition"),
        ("scored", "bob", "exited", "definition"),
        ("scored", "dee", "entered", "definition"),
        ("scored", "eve", "entered", "definition"),
    }


def test_the_clock_alone_is_time(shop: Shop) -> None:
    assert changes(shop, THIRD) == {
        ("birthday_today", "bob", "exited", "time"),
        ("birthday_today", "cid", "exited", "time"),
    }


def test_who_is_erased_leaves_by_that(shop: Shop) -> None:
    shop.command("erase", "dee", "--yes")
    shop.refresh(FOURTH)
    left = changes(shop, FOURTH)
    assert {(code, event, cause) for code, _, event, cause in left} == {
        ("locals", "exited", "erased"),
        ("scored", "exited", "erased"),
    }
    assert "dee" not in {customer for _, customer, _, _ in left}
