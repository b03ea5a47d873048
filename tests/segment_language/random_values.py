"""Values for conditions, mostly taken from what the shop's customers really have."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.reference.days import resolved
from tests.reference.values import text

MANY_TEXTS = ("in", "not_in", "contains", "not_contains", "starts_with", "ends_with", "any_of", "all_of", "none_of")


def number_value(random: Random, operator: str, known: Sequence[Fraction]) -> str:
    """Write a number, a list or a range of them, at or next to numbers that occur."""

    def one() -> Fraction:
        near = random.choice(known) if known and random.random() < 0.9 else Fraction(random.randint(0, 3000))
        return near + Fraction(random.choice([0, 0, 0, 0, 10_000, -10_000, 1, -1]), 10_000)

    if operator.endswith("between"):
        return _range(random, *(plain(number) for number in sorted((one(), one()))))
    count = random.randint(1, 4) if operator in ("in", "not_in") else 1
    return "|".join(plain(one()) for _ in range(count))


def plain(number: Fraction) -> str:
    """Write a number of up to four places with a dot."""
    scaled = int(number * 10_000)
    written = f"{'-' if scaled < 0 else ''}{abs(scaled) // 10_000}.{abs(scaled) % 10_000:04}"
    return written.rstrip("0").rstrip(".")


def day_value(random: Random, operator: str, known: Sequence[date], today: date) -> str:
    """Write a day or a range of days, absolute or relative, at or next to days that occur."""

    def one() -> date:
        near = random.choice(known) if known and random.random() < 0.8 else today - timedelta(random.randint(-9, 400))
        return near + timedelta(days=random.choice([0, 0, 0, 1, -1]))

    def written(day: date) -> str:
        days = (day - today).days
        relative = [f"{days:+}d" if abs(days) < 10_000 else str(day)] if days else ["today"]
        if days % 7 == 0 and days:
            relative.append(f"{days // 7:+}w")
        if days == -1:
            relative.append("yesterday")
        return random.choice([str(day), *relative])

    def by_months() -> str:
        return random.choice(["-1m", "-3m", "-12m", "-1y", "-20y", "+1m", "-2w", "today", "yesterday", "-0d"])

    if operator == "anniversary_between":
        return _anniversaries(random, one)
    if operator.endswith("between"):
        ends = (by_months() if random.random() < 0.3 else written(one()) for _ in range(2))
        return _range(random, *sorted(ends, key=lambda end: resolved(end, today)))
    return by_months() if random.random() < 0.3 else written(one())


def _anniversaries(random: Random, one: Callable[[], date]) -> str:
    if random.random() < 0.5:
        ends = [f"{one():%m-%d}" for _ in range(2)]
        return _range(random, *(random.choice([end, end, "02-29", "12-31", "01-01"]) for end in ends))
    low = random.choice(["today", "-3d", "-1m", "yesterday", "+1d", "-28d"])
    high = random.choice(["today", "+3d", "+1m", "+2w", "+300d", "+1y", "-1d"])
    return f"{low}..{high}"


def text_value(random: Random, operator: str, known: Sequence[str], strangers: Sequence[str]) -> str:
    """Write a text, or several, that occur in some spelling, or a part of one."""

    def one() -> str:
        chosen = random.choice(known if known and random.random() < 0.85 else strangers)
        if operator in ("contains", "not_contains", "starts_with", "ends_with"):
            chosen = _part(random, chosen, operator)
        return _respelled(random, chosen)

    if operator == "matches":
        return _pattern(random, random.choice(known or strangers))
    count = random.randint(1, 3) if operator in MANY_TEXTS else 1
    return "|".join(escaped(one()) for _ in range(count))


def escaped(written: str) -> str:
    """Escape what separates values."""
    return written.replace("\\", "\\\\").replace("|", "\\|")


def _respelled(random: Random, written: str) -> str:
    respelled = random.choice([
        written,
        written.lower(),
        written.upper(),
        f" {written}\u00a0",
        unicodedata.normalize("NFD", written),
    ])  # fmt: skip
    return written if text(respelled) is None else respelled


def _part(random: Random, written: str, operator: str) -> str:
    start = 0 if operator == "starts_with" else random.randrange(len(written))
    end = len(written) if operator == "ends_with" else random.randint(start + 1, len(written))
    part = written[start:end]
    return written if text(part) is None else part


def _pattern(random: Random, written: str) -> str:
    """Make a pattern that means the same in RE2 and in Python, from the letters of a text."""
    words = re.findall(r"[^\W_]+", written) or ["a"]
    word = random.choice(words)
    middle = random.choice([word, word[0] + ".*" + word[-1], f"[{word[0]}{word[-1]}]+", f"({word}|{word[0]}x?)", "."])
    return random.choice(["", "", "^"]) + middle + random.choice(["", "", "$"])


def _range(random: Random, low: str, high: str) -> str:
    kept = random.choice(["both", "both", "both", "low", "high"])
    return f"{low if kept != 'high' else ''}..{high if kept != 'low' else ''}"
