"""Amounts as a reader of one country or another expects them."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from orchestration.catalogue.labels import slice_words
from orchestration.catalogue.reader import Reader


def reader(currency: str, locale: str) -> Reader:
    return Reader("en", Locale.parse(locale), currency, ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("currency", "locale", "amount", "written"),
    [
        ("GBP", "en_GB", Decimal("7308391.554"), "£7,308,391.55"),
        ("GBP", "en_GB", Decimal("-12.345"), "-£12.35"),
        ("GBP", "ru", Decimal(7), "7,00 £"),
        ("RUB", "ru", Decimal("1234.005"), "1 234,01 ₽"),
        ("RUB", "en_GB", Decimal("0.5"), "RUB 0.50"),
        ("JPY", "ja", Decimal("1234.5"), "¥1,235"),
        ("KWD", "de", Decimal("1234.5"), "1.234,500 KWD"),
        ("RUB", "ru", None, "–"),
    ],
)
def test_money_has_the_digits_of_its_currency(currency: str, locale: str, amount: Decimal | None, written: str) -> None:
    assert reader(currency, locale).money(amount).replace("\xa0", " ").replace("￥", "¥") == written


def test_what_is_compared_is_not_rounded() -> None:
    pounds = reader("GBP", "en_GB")
    assert [pounds.exact_money(Decimal(one)) for one in ("4999.9960", "5000.0000", "500")] == [
        "£4,999.996",
        "£5,000.00",
        "£500.00",
    ]


def test_limits_of_spending_are_round_where_they_can_be() -> None:
    said = [slice_words(reader("GBP", "en_GB"), "spending", power) for power in ("3", "0", "-1")]
    assert said == ["£1,000 – £10,000", "£1 – £10", "£0.10 – £1.00"]
