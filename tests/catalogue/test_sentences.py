"""Definitions as sentences of another language than English."""

from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from orchestration.catalogue.labels import scope_words
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.sentences import sentence
from orchestration.catalogue.values import threshold_words
from orchestration.specs import in_words
from tests.specs.test_trees import segment

BLANKS = {0xA0: " ", 0x202F: " "}
RUSSIAN = Reader("ru", Locale("ru"), "RUB", ZoneInfo("UTC"))
ENGLISH = Reader("en", Locale("en"), "RUB", ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([",paid_sum,,at_least,50000.5"], "Клиенты, у которых сумма оплаченного — не меньше 50 000,5."),
        ([",average_check,,not_in,1|2"], "Клиенты, у которых средний чек — не 1 или 2 (или нет данных)."),
        ([",orders_count,,not_between,1..2"], "Клиенты, у которых неверно, что число заказов — от 1 до 2."),
        ([",city,,equals,“{x}” **a**"], "Клиенты, у которых город — «“{x}” **a**»."),
        (
            [",last_order_date,category=Чай;within=30d,between,-4m..2026-01-02"],
            "Клиенты, у которых дата последнего заказа (категория: Чай; за последние: 30 дней) — не раньше, чем "
            "4 месяца назад, и не позже, чем 2 янв. 2026 г.",
        ),
        (
            [",birth_date,,anniversary_between,today..+3d"],
            "Клиенты, у которых дата рождения — каждый год: не раньше, чем сегодня, и не позже, чем через 3 дня.",
        ),
        (
            [",birth_date,,anniversary_between,12-30.."],
            "Клиенты, у которых дата рождения — каждый год: не раньше, чем 30 декабря.",
        ),
        (
            ["any,is_vip,,is_true,", "any/all,categories_bought,,all_of,Чай|Кофе", "any/all,segment,,not_in,other"],
            "Клиенты, у которых VIP — да или (купленные категории: есть «Чай» и «Кофе» и сегмент — не other).",
        ),
        (
            [",is_vip,,is_true,", "none,is_blocked,,is_true,", "none,phone,,is_not_set,"],
            "Клиенты, у которых VIP — да, кроме тех, у кого заблокирован — да или телефон: нет данных.",
        ),
        (
            ["none,is_blocked,,is_true,"],
            "Все клиенты, кроме тех, у кого заблокирован — да.",
        ),
        (
            ["any,is_vip,,is_true,", "any/none,age,,less_than,18"],
            "Клиенты, у которых VIP — да или неверно, что возраст — меньше 18.",
        ),
    ],
)
def test_a_definition_in_russian(rows: list[str], said: str) -> None:
    assert sentence(RUSSIAN, segment(*rows)).translate(BLANKS) == said


def test_english_has_its_own_sentence() -> None:
    defined = segment(",paid_sum,,at_least,5000")
    assert sentence(ENGLISH, defined) == in_words(defined) == "Customers who paid at least 5,000 in all."


def test_what_is_compared_with_is_written_for_the_reader() -> None:
    narrowed = segment(",paid_sum,category=Чай;from=2024-01-01,at_least,1").conditions[0]
    assert scope_words(ENGLISH, narrowed.scope) == "category: Чай; from: Jan 1, 2024"
    said = [
        threshold_words(RUSSIAN, *one).translate(BLANKS)
        for one in (("paid_sum", "50000..200000.5"), ("last_order_date", "..2026-01-02"), ("city", "50000"))
    ]
    assert said == ["50 000..200 000,5", "..2 янв. 2026 г.", "50000"]
