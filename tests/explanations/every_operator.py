"""One segment for every operator of every type, on fields whose values come about in every way there is."""

from tests.harness import condition

NUMBERS = {
    "paid_sum": ("", "5000", "1000..20000", "0|5000"),
    "average_check": ("within=1y", "2500.5", "..4000", "0|1"),
    "items_count": ("category=Чай;channel=site|app", "3", "1..5", "0|1|2"),
    "days_since_last_order": ("", "100", "30..", "1|2"),
    "score": ("", "20", "10..40", "0|30"),
    "recency_score": ("", "3", "2..4", "1|5"),
    "custom.cups_per_day": ("", "3", "2..5.5", "2.5|4"),
}
DATES = {
    "last_order_date": ("", "-3m"),
    "birth_date": ("", "1980-02-29"),
    "last_review_date": ("category=Pets", "yesterday"),
    "custom.wedding_date": ("", "2010-06-01"),
}
TEXTS = {
    "city": "Москва",
    "nps_group": "promoter",
    "custom.pet_breed": "кот",
}
LISTS = {
    "order_channels": ("", "site|phone"),
    "categories_bought": ("", "Чай|Pets > Dogs"),
    "brands_bought": ("within=1y", "No such brand"),
    "social_networks": ("", "vk"),
}
BOOLEANS = ("is_vip", "email_consent", "custom.wants_catalogue")
ONE_NUMBER = ("equals", "not_equals", "greater_than", "at_least", "less_than", "at_most")
ONE_DAY = ("on", "before", "after", "on_or_before", "on_or_after")
SET = ("is_set", "is_not_set")

HOSTILE = (
    "'; drop table customers; --",
    "{{ this }}",
    "{% if true %}",
    "C:\\\\new\\\\table",
    "$customer_id",
    "a\\|b",
    "я" * 500,
)


def every_operator() -> list[dict[str, str]]:
    """Give the conditions, one for each segment."""
    conditions = []
    for field, (scope, value, ends, values) in NUMBERS.items():
        conditions += [condition(field, operator, value, scope=scope) for operator in ONE_NUMBER]
        conditions += [condition(field, operator, ends, scope=scope) for operator in ("between", "not_between")]
        conditions += [condition(field, operator, values, scope=scope) for operator in ("in", "not_in")]
        conditions += [condition(field, operator, scope=scope) for operator in SET]
    for field, (scope, day) in DATES.items():
        conditions += [condition(field, operator, day, scope=scope) for operator in ONE_DAY]
        conditions += [
            condition(field, operator, "-10y..today", scope=scope) for operator in ("between", "not_between")
        ]
        conditions += [condition(field, "anniversary_between", "12-02..03-01", scope=scope)]
        conditions += [condition(field, operator, scope=scope) for operator in SET]
    for field, value in TEXTS.items():
        conditions += [condition(field, operator, value) for operator in ("equals", "not_equals")]
        conditions += [condition(field, operator, f"{value}|Berlin") for operator in ("in", "not_in")]
        conditions += [
            condition(field, operator, value[:2]) for operator in ("contains", "not_contains", "starts_with")
        ]
        conditions += [condition(field, "ends_with", value[-2:]), condition(field, "matches", "^[А-Яp]")]
        conditions += [condition(field, operator) for operator in SET]
    for field, (scope, values) in LISTS.items():
        conditions += [condition(field, operator, values, scope=scope) for operator in ("any_of", "all_of", "none_of")]
        conditions += [condition(field, operator, scope=scope) for operator in SET]
    for field in BOOLEANS:
        conditions += [condition(field, operator) for operator in ("is_true", "is_false", *SET)]
    conditions += [condition("segment", operator, "email_reachable|hold_out") for operator in ("in", "not_in")]
    conditions += [
        condition("city", "in", "|".join(HOSTILE)),
        condition("order_channels", "none_of", "|".join(HOSTILE)),
    ]
    return conditions
