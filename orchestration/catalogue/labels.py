"""Name what the warehouse knows by words of its own: causes, groups, fields, operators, values that are missing."""

from __future__ import annotations

from decimal import Decimal

from orchestration.catalogue.reader import Reader
from orchestration.catalogue.values import day_words, length_words
from orchestration.specs import Scope
from orchestration.specs.catalogue import CUSTOM_PREFIX
from orchestration.specs.words_values import visible


def word_of(reader: Reader, name: str | None) -> str:
    """Say a cause, a kind, a group, an operator or a field: its name with blanks, in the reader's language."""
    if name is None:
        return reader.say("none")
    return reader.say(name.replace("_", " ")) if name else ""


def field_words(reader: Reader, name: str) -> str:
    """Say a field; the shop's own keep their names."""
    if name.startswith(CUSTOM_PREFIX):
        return name.removeprefix(CUSTOM_PREFIX)
    return word_of(reader, name)


def is_money(name: str) -> bool:
    """Tell whether a field is an amount of the shop's currency; what numbers of the shop's own are, nobody knows."""
    return name.endswith(("_sum", "_check")) and not name.startswith("custom")


def scope_words(reader: Reader, scope: Scope) -> str:
    """Say what narrows a field; nothing for nothing."""
    said = []
    for key, given in scope.literal().items():
        if isinstance(given, list):
            values = ", ".join(visible(name) for name in given)
        else:
            values = length_words(reader, given) if key == "within" else day_words(reader, given)
        said.append(f"{word_of(reader, key)}: {values}")
    return "; ".join(said)


def slice_words(reader: Reader, dimension: str, value: str | None) -> str:
    """Say one value customers are told apart by."""
    if value is None:
        return reader.say("never paid") if dimension == "spending" else reader.say("unknown")
    match dimension:
        case "age":
            return f"{value}–{int(value) + 9}" if int(value) < 90 else f"{value}+"
        case "spending":
            low, high = Decimal(10) ** int(value), Decimal(10) ** (int(value) + 1)
            return " – ".join(reader.money(limit, 0 if low >= 1 else None) for limit in (low, high))
        case "gender" | "rfm_group":
            return word_of(reader, value)
    return value


def dimension_words(reader: Reader, dimension: str) -> str:
    """Say what customers are told apart by."""
    names = {
        "city": reader.say("City"),
        "country": reader.say("Country"),
        "age": reader.say("Age"),
        "gender": reader.say("Gender"),
        "channel": reader.say("Channel of orders"),
        "spending": reader.say("Paid in all"),
        "rfm_group": reader.say("RFM group"),
    }
    return names[dimension]
