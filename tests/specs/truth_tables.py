"""What a refresh makes of missing values and negation: the tables of docs/segment-language.md, from real members.

`python -m tests.specs.truth_tables` writes them into the page.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.project import HOUSE
from orchestration.specs.documents import PAGE, with_tables
from orchestration.specs.language_tables import markdown_table
from tests.harness import Shop, Tables, condition, segment

AS_OF = "2026-01-05T08:00:00"
BORN = "1990-05-15"
CITY = "Москва"


@dataclass(frozen=True)
class Truth:
    """Hold one table.

    Args:
        field: what the conditions look at.
        customers: id by what the customer has of it, as the page names it.
        conditions: operator and value of each row.
    """

    field: str
    customers: dict[str, str]
    conditions: Sequence[tuple[str, str]]


TRUTHS = {
    "numbers": Truth(
        "last_nps_score",
        {"5": "nps_5", "9": "nps_9", "missing": "nobody"},
        [
            ("equals", "5"),
            ("not_equals", "5"),
            ("greater_than", "5"),
            ("at_least", "5"),
            ("less_than", "9"),
            ("at_most", "5"),
            ("between", "5..8"),
            ("not_between", "5..8"),
            ("in", "5|6"),
            ("not_in", "5|6"),
            ("is_set", ""),
            ("is_not_set", ""),
        ],
    ),
    "counts": Truth(
        "orders_count",
        {"1": "buyer", "none": "nobody"},
        [
            ("equals", "0"),
            ("not_equals", "0"),
            ("at_least", "1"),
            ("less_than", "1"),
            ("not_between", "1..5"),
            ("is_set", ""),
            ("is_not_set", ""),
        ],
    ),
    "dates": Truth(
        "birth_date",
        {BORN: "born", "missing": "nobody"},
        [
            ("on", BORN),
            ("before", BORN),
            ("after", "1990-05-14"),
            ("on_or_before", BORN),
            ("on_or_after", "today"),
            ("between", f"1990-01-01..{BORN}"),
            ("not_between", f"1990-01-01..{BORN}"),
            ("anniversary_between", "05-01..05-31"),
            ("anniversary_between", "12-01..01-31"),
            ("is_set", ""),
            ("is_not_set", ""),
        ],
    ),
    "text": Truth(
        "city",
        {f"`{CITY}`": "moscow", "`  МОСКВА `": "shouted", "`Тверь`": "tver", "blank": "blank", "missing": "nobody"},
        [
            ("equals", "москва"),
            ("not_equals", "москва"),
            ("in", "Москва|Пермь"),
            ("not_in", "Москва|Пермь"),
            ("contains", "оск"),
            ("not_contains", "оск"),
            ("starts_with", "мос"),
            ("ends_with", "ква"),
            ("matches", "^Моск"),
            ("is_set", ""),
            ("is_not_set", ""),
        ],
    ),
    "lists": Truth(
        "social_networks",
        {"vk": "on_vk", "vk, telegram": "on_both", "nothing": "nobody"},
        [
            ("any_of", "vk|telegram"),
            ("all_of", "vk|telegram"),
            ("none_of", "telegram"),
            ("is_set", ""),
            ("is_not_set", ""),
        ],
    ),
    "booleans": Truth(
        "email_consent",
        {"true": "agreed", "false": "refused", "missing": "nobody"},
        [("is_true", ""), ("is_false", ""), ("is_set", ""), ("is_not_set", "")],
    ),
}

# Customers in whom A (the city) and B (the consent) are true or not; the last one has neither value.
A_AND_B = {
    "A and B": "agreed_in_moscow",
    "only A": "moscow",
    "only B": "agreed",
    "neither": "refused",
    "both missing": "nobody",
}
GROUPS = {
    "`all`: A, B": ("all", "all"),
    "`any`: A, B": ("any", "any"),
    "`none`: A, B": ("none", "none"),
    "`none-1`: A; `none-2`: B": ("none-1", "none-2"),
    "`none/all`: A, B": ("none/all", "none/all"),
    "`all`: A; `none`: B": ("all", "none"),
    "`any`: A; `any/none`: B": ("any", "any/none"),
    "`none/none`: A, B": ("none/none", "none/none"),
}


def shop_tables() -> Tables:
    """Give a shop with one customer for each kind of value."""
    shop = Tables()
    shop.customer("nobody")
    shop.customer("nps_5")
    shop.customer("nps_9")
    for score in ("5", "9"):
        answer = {"response_id": score, "customer_id": f"nps_{score}", "score": score}
        shop.add("nps_responses", **answer, answered_at="2026-01-01 10:00:00")
    shop.customer("buyer")
    shop.order("1", "buyer", "2026-01-01 10:00:00")
    shop.customer("born", birth_date=BORN)
    shop.customer("moscow", city=CITY)
    shop.customer("shouted", city="  МОСКВА ")
    shop.customer("tver", city="Тверь")
    shop.customer("blank", city="   ")
    shop.customer("on_vk")
    shop.customer("on_both")
    for customer, network in (("on_vk", "vk"), ("on_both", "vk"), ("on_both", "telegram")):
        shop.add("social_accounts", customer_id=customer, network=network)
    shop.customer("agreed", email_consent="true")
    shop.customer("refused", email_consent="false")
    shop.customer("agreed_in_moscow", city=CITY, email_consent="true")
    return shop


def conditions_by_code() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Give the rows of one segment for each row of each table."""
    for name, truth in TRUTHS.items():
        for place, (operator, value) in enumerate(truth.conditions):
            yield f"{name}_{place}", [condition(truth.field, operator, value)]
    for place, (of_a, of_b) in enumerate(GROUPS.values()):
        in_moscow = condition("city", "equals", CITY, group=of_a)
        yield f"groups_{place}", [in_moscow, condition("email_consent", "is_true", group=of_b)]


def truth_tables(folder: Path) -> dict[str, str]:
    """Refresh a shop in a folder and write down who is in which segment."""
    shop = Shop.open(folder)
    shop.write_tables(shop_tables())
    rows = dict(conditions_by_code())
    filters = [{**row, "segment_code": code} for code, conditions in rows.items() for row in conditions]
    shop.write_seeds([segment(code) for code in rows], filters)
    shop.refresh(AS_OF)
    members = shop.members()
    tables = {}
    for name, truth in TRUTHS.items():
        labels = [f"`{operator}{' ' if value else ''}{value}`" for operator, value in truth.conditions]
        tables[f"truth of {name}"] = _table("condition", name, labels, truth.customers, members)
    tables["truth of groups"] = _table("groups", "groups", list(GROUPS), A_AND_B, members)
    return tables


def _table(
    heading: str, name: str, labels: Sequence[str], customers: dict[str, str], members: dict[str, set[str]]
) -> str:
    rows = (
        (label, *(str(customer in members[f"{name}_{place}"]).lower() for customer in customers.values()))
        for place, label in enumerate(labels)
    )
    return markdown_table((heading, *customers), rows)


def main() -> None:
    """Write the tables into the page."""
    with tempfile.TemporaryDirectory() as folder:
        tables = truth_tables(Path(folder) / "shop")
    page = HOUSE / PAGE
    page.write_text(with_tables(page.read_text(encoding="utf-8"), tables), encoding="utf-8")
    sys.stdout.write(f"{PAGE} says what is true\n")


if __name__ == "__main__":
    main()
