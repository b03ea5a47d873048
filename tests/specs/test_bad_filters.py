"""Every row that is wrong is refused with words that say where, what, and what would be right."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration import specs
from orchestration.faults import FaultsError
from tests.specs.seed_texts import SEGMENTS, filter_rows, make_project

PLACE = "seeds/segment_filters.csv:2"

LEGAL = {
    "fields": (
        "legal: city, region, country, gender, age, birth_date, registered_date, source, store, organization, "
        "manager_name, email, email_domain, phone, social_networks, is_vip, is_blocked, email_consent, sms_consent, "
        "bucket, orders_sum, paid_sum, net_paid_sum, orders_count, paid_orders_count, cancelled_orders_count, "
        "average_check, first_order_date, last_order_date, days_since_last_order, items_count, order_channels, "
        "last_order_status, categories_bought, products_bought, brands_bought, distinct_categories_count, "
        "abandoned_carts_count, abandoned_carts_sum, last_abandoned_cart_date, reviews_count, average_rating, "
        "last_review_date, last_nps_score, nps_group, last_nps_date, interactions_count, last_interaction_date, "
        "score, recency_score, frequency_score, monetary_score, rfm_group, custom.<field>, segment"
    ),
    "operators": (
        "legal: equals, not_equals, greater_than, at_least, less_than, at_most, on, before, after, on_or_before, "
        "on_or_after, between, not_between, anniversary_between, in, not_in, contains, not_contains, starts_with, "
        "ends_with, matches, any_of, all_of, none_of, is_true, is_false, is_set, is_not_set"
    ),
    "number operators": (
        "legal: equals, not_equals, greater_than, at_least, less_than, at_most, between, not_between, in, not_in, "
        "is_set, is_not_set"
    ),
    "date operators": (
        "legal: on, before, after, on_or_before, on_or_after, between, not_between, anniversary_between, "
        "is_set, is_not_set"
    ),
    "text operators": (
        "legal: equals, not_equals, in, not_in, contains, not_contains, starts_with, ends_with, matches, "
        "is_set, is_not_set"
    ),
    "list operators": "legal: any_of, all_of, none_of, is_set, is_not_set",
    "boolean operators": "legal: is_true, is_false, is_set, is_not_set",
    "segment operators": "legal: in, not_in",
    "custom operators": (
        "legal: equals, not_equals, greater_than, at_least, less_than, at_most, on, before, after, on_or_before, "
        "on_or_after, between, not_between, anniversary_between, in, not_in, contains, not_contains, starts_with, "
        "ends_with, matches, is_true, is_false, is_set, is_not_set"
    ),
    "scopes": "legal: category, product, brand, channel, store, status, kind, within, from, to",
    "order scopes": "legal: category, product, brand, channel, store, status, within, from, to",
    "product scopes": "legal: category, product, brand, within, from, to",
    "interaction scopes": "legal: channel, kind, within, from, to",
}


@dataclass(frozen=True)
class Case:
    """Hold a row and everything that is said about it."""

    name: str
    row: str
    messages: list[str]


def read_cases() -> list[Case]:
    text = Path(__file__).with_name("bad_filters.txt").read_text(encoding="utf-8")
    for name, legal in LEGAL.items():
        text = text.replace(f"<{name}>", legal)
    blocks = [block.splitlines() for block in text.strip().split("\n\n")[1:]]
    return [Case(lines[0][2:], lines[1], [line[2:] for line in lines[2:]]) for lines in blocks]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_a_bad_row_is_refused_with_every_fault_in_it(tmp_path: Path, case: Case) -> None:
    project = make_project(tmp_path / "shop", SEGMENTS, filter_rows(case.row))

    with pytest.raises(FaultsError) as caught:
        specs.read_specs(project)

    said = [str(fault) for fault in caught.value.faults if fault.line == 2 and "filters" in fault.file]
    assert said == [f"{PLACE} {message}" for message in case.messages]


def test_cases_are_many_and_each_says_something_of_its_own() -> None:
    cases = read_cases()

    assert len(cases) > 100
    assert all(case.messages for case in cases)
    assert len({case.row for case in cases}) == len(cases)


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.name)
def test_a_fault_carries_what_a_program_needs(tmp_path: Path, case: Case) -> None:
    faults = specs.check(make_project(tmp_path / "shop", SEGMENTS, filter_rows(case.row)))

    for fault in faults:
        assert fault.severity == "error"
        assert fault.column in (*SEGMENTS.splitlines()[0].split(","), "group", "field", "scope", "operator", "value")
        assert "legal:" not in fault.message or fault.legal
