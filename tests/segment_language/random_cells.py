"""Random cells: texts that nearly match, instants at the edge of a day, values that do not parse."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.harness import Tables
from tests.reference import Settings

# Each text has spellings that compare equal and near misses that do not.
CITIES = [
    *("Москва", "москва", " МОСКВА ", "Москва\u00a0", "Мoсква", "Санкт-Петербург", "İstanbul", "istanbul", "ISTANBUL"),
    *("ıstanbul", "Straße", "STRASSE", "STRAẞE", "Σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ", "Malmö", "Malmo\u0308", "MALMÖ"),
    *("🍵 Чай", "o'brien", "O'Brien", "a|b", "50%_off", "{{ city }}", "{% raw %}", "-- ; drop", "C:\\dir", 'say "hi"'),
    *("\u200bzero", "שלום", "x..y", "NULL", "true", "00123", "1e3", "ﬁn", "fin", "Å", "Å", "two\nlines", "a,b"),
]
CHANNELS = ["site", "Site", "SITE ", "phone", "e-mail", "чат", "Чат", "пocт"]
STORES = ["Арбат", "АРБАТ", "Невский", "Café", "Cafe\u0301"]
STATUSES = ["new", "New", "done", "DONE", "в пути", "returned"]
NETWORKS = ["vk", "VK", "telegram", "Telegram ", "одноклассники"]
BRANDS = ["Ahmad", "AHMAD", "Krups", "Ёлка", "ёлка", "Hario"]
EMAILS = ["a@ya.ru", "B@YA.RU", "c@gmail.com", "nobody", "x@", "@", "two@at@MAIL.ru", "д@почта.рф", "q@ya.ru "]
CATEGORY_NAMES = ["Чай", "ЧАЙ", "Зелёный", "Чёрный", "Кофе", "Green tea", "A > B", "Sets"]
BLANKS = [None, None, None, "", "   ", "\u00a0\t"]
CURRENCIES = [None, None, None, "", "RUB", "rub", "USD", "usd ", "EUR", "XXX"]
BAD_DATES = ["not a date", "2024-02-30", "2023-13-01", "", None]
KINDS = ["sent", "Sent", "opened", "OPENED ", "call"]


class Cells:
    """Draw cells around an instant, for tables that hang on one another."""

    def __init__(self, random: Random, settings: Settings) -> None:
        """Start with no tables."""
        self.random = random
        self.settings = settings
        self.tables = Tables()

    def chance(self, share: float) -> bool:
        """Tell whether something with this chance happens."""
        return self.random.random() < share

    def one_of(self, choices: list[str], *, blank: float = 0.15) -> str | None:
        """Give one of the texts, or a missing or blank one."""
        return self.random.choice(BLANKS if self.chance(blank) else choices)

    def bad_or(self, good: str | None, choices: list[str | None], share: float = 0.04) -> str | None:
        """Give the good value, or now and then one that does not parse."""
        return self.random.choice(choices) if self.chance(share) else good

    def an_id(self, table: str, column: str) -> str:
        """Give the id of a row that is there, or now and then of none."""
        known = [str(row[column]) for row in self.tables.get(table, [])]
        return self.random.choice(known) if known and not self.chance(0.03) else "unknown"

    def an_instant(self, days_back: int = 420) -> datetime:
        """Give an instant mostly before `as_of`, often at the edge of one of the shop's days."""
        now = self.settings.instant
        zone = ZoneInfo(self.settings.timezone)
        moment = now - timedelta(days=self.random.choice([0, 1, 2, 7, 30, 31, self.random.randint(-9, days_back)]))
        if self.chance(0.4):
            midnight = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
            moment = midnight.astimezone(UTC) + timedelta(seconds=self.random.choice([-1, 0, 1, 3600]))
        elif self.chance(0.8):
            moment += timedelta(seconds=self.random.randint(-90_000, 90_000))
        return moment + timedelta(seconds=self.random.choice([0, 0, 0, 0, 1, -1]))

    def written(self, moment: datetime) -> str:
        """Write an instant as files hold it."""
        return moment.astimezone(UTC).strftime(self.random.choice(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]))

    def money(self, top: int = 3000) -> str:
        """Write an amount, often one that does not divide evenly."""
        cents = self.random.choice([0, 0, 50, 99, 33])
        return self.random.choice([f"{self.random.randint(0, top)}.{cents:02}", "100", "0.0001", "33.3333"])
