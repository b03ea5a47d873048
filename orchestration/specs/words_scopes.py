"""Say what narrows a measure: in the category "Чай" in the last 30 days."""

from __future__ import annotations

from orchestration.specs.models import Scope
from orchestration.specs.words_values import said_day, said_texts, said_window

_NAMED = {
    "category": ("in the category", "in the categories"),
    "product": ("with the product", "with the products"),
    "brand": ("of the brand", "of the brands"),
    "channel": ("through the channel", "through the channels"),
    "store": ("in the store", "in the stores"),
    "status": ("in the status", "in the statuses"),
    "kind": ("of the kind", "of the kinds"),
}


def scope_words(scope: Scope) -> str:
    """Say a scope; nothing for none, else it starts with a blank."""
    given = scope.literal()
    said = []
    for key, (one, many) in _NAMED.items():
        names = given.get(key, [])
        if isinstance(names, list) and names:
            said.append(f"{one if len(names) == 1 else many} {said_texts(names)}")
    if scope.within:
        said.append(said_window(scope.within))
    if scope.start and scope.end:
        said.append(f"from {said_day(scope.start)} to {said_day(scope.end)}")
    elif scope.start:
        said.append(f"since {said_day(scope.start)}")
    elif scope.end:
        said.append(f"up to {said_day(scope.end)}")
    return "".join(f" {words}" for words in said)
