"""Who reads a page: in which language, and how numbers, days and money are written for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision, get_currency_symbol

from orchestration.catalogue.translating import translations

NOTHING = "–"

_Number = int | float | Decimal


@dataclass(frozen=True)
class Reader:
    """Hold how things are said.

    Args:
        language: of the pages' own words.
        locale: of numbers, days and money.
        currency: the shop's reporting currency.
        zone: of the shop's calendar days and clock.
        shows_personal_data: whether people may be recognized.
    """

    language: str
    locale: Locale
    currency: str
    zone: ZoneInfo
    shows_personal_data: bool = False

    def say(self, words: str, **values: object) -> str:
        """Say something; what stands in braces is filled in after translation."""
        said = translations(self.language).gettext(words)
        return said.format(**values) if values else said

    def say_number(self, one: str, many: str, number: int) -> str:
        """Say something of a number of things; `{number}` is written as the locale does."""
        return translations(self.language).ngettext(one, many, number).format(number=self.count(number))

    def phrase(self, context: str, name: str) -> str:
        """Give the phrase a language has for a name; what stands in braces is filled in afterwards."""
        return translations(self.language).pgettext(context, name)

    def count(self, number: _Number | None) -> str:
        """Write a whole number."""
        return NOTHING if number is None else format_decimal(number, "#,##0", locale=self.locale)

    def number(self, number: _Number | None, places: int = 1) -> str:
        """Write a number with at most so many places."""
        return NOTHING if number is None else format_decimal(number, f"#,##0.{'#' * places}", locale=self.locale)

    def share(self, share: float | None) -> str:
        """Write a share of 0 to 1 as per cent with one place."""
        pattern = self.locale.percent_formats[None].pattern.replace("#,##0", "#,##0.0")
        return NOTHING if share is None else format_percent(share, pattern, locale=self.locale)

    def money(self, amount: _Number | None, places: int | None = None) -> str:
        """Write an amount with the digits its currency has, or as many as are asked for; halves are rounded up."""
        if amount is None:
            return NOTHING
        kept = self.money_places if places is None else places
        rounded = Decimal(str(amount)).quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP)
        pattern = self.locale.currency_formats["standard"].pattern.replace(".00", f".{'0' * kept}".rstrip("."))
        if get_currency_symbol(self.currency, self.locale)[-1].isalpha():
            pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")  # RUB 12 and not RUB12
        return format_currency(rounded, self.currency, pattern, locale=self.locale, currency_digits=False)

    def exact_money(self, amount: Decimal) -> str:
        """Write an amount with every digit it has: what is compared must not look equal because it was rounded."""
        exponent = amount.normalize().as_tuple().exponent
        return self.money(amount, max(self.money_places, -exponent if isinstance(exponent, int) else 0))

    @property
    def money_places(self) -> int:
        """Give the digits the shop's currency has after the point: two of roubles, none of yen."""
        return get_currency_precision(self.currency)

    @property
    def money_signs(self) -> tuple[str, str]:
        """Give what stands before and after an amount."""
        before, _, after = self.money(0, 0).partition("0")
        return before, after

    def day(self, day: date | None) -> str:
        """Write a day."""
        return NOTHING if day is None else format_date(day, "medium", locale=self.dates)

    def month(self, month: date | None) -> str:
        """Write a month and its year."""
        return NOTHING if month is None else format_date(month, "LLL yyyy", locale=self.dates)

    def instant(self, moment: datetime | None) -> str:
        """Write an instant of the warehouse, which is UTC, by the shop's clock."""
        if moment is None:
            return NOTHING
        return format_datetime(moment.replace(tzinfo=UTC), "medium", tzinfo=self.zone, locale=self.dates)

    def short_instant(self, moment: datetime | None) -> str:
        """Write an instant without its seconds; where there is little room, its time goes to the next line."""
        if moment is None:
            return NOTHING
        local = moment.replace(tzinfo=UTC).astimezone(self.zone)
        parts = self.day(local.date()), format_time(local, "short", locale=self.dates)
        return " ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)

    def ago(self, age: timedelta) -> str:
        """Write about how long ago something was."""
        return format_timedelta(-age, locale=self.dates, threshold=1.2, add_direction=True)

    def seconds(self, seconds: float | None) -> str:
        """Write how long something took."""
        return NOTHING if seconds is None else self.say("{seconds} s", seconds=self.number(seconds))

    @property
    def dates(self) -> Locale:
        """Say months in the language of the page, whatever country the numbers are of."""
        return self.locale if self.locale.language == self.language else Locale(self.language)
