"""Who reads a page: in which language, and how numbers, days and money are written for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

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

    def money(self, amount: _Number | None, *, exact: bool = False) -> str:
        """Write an amount in the shop's currency: whole units, or to the last place the warehouse keeps."""
        if amount is None:
            return NOTHING
        pattern = self.locale.currency_formats["standard"].pattern.replace(".00", ".00##" if exact else "")
        return format_currency(amount, self.currency, pattern, locale=self.locale, currency_digits=False)

    def short_money(self, amount: _Number | None) -> str:
        """Write an amount where there is little room, such as 12 M."""
        if amount is None:
            return NOTHING
        return format_compact_currency(amount, self.currency, locale=self.locale, fraction_digits=1)

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
        """Write an instant without its seconds."""
        if moment is None:
            return NOTHING
        local = moment.replace(tzinfo=UTC).astimezone(self.zone)
        return f"{self.day(local.date())} {format_time(local, 'short', locale=self.dates)}"

    def span(self, length: timedelta) -> str:
        """Write about how long something lasts."""
        return format_timedelta(length, locale=self.dates, threshold=1.2)

    def seconds(self, seconds: float | None) -> str:
        """Write how long something took."""
        return NOTHING if seconds is None else self.say("{seconds} s", seconds=self.number(seconds))

    @property
    def dates(self) -> Locale:
        """Say months in the language of the page, whatever country the numbers are of."""
        return self.locale if self.locale.language == self.language else Locale(self.language)
