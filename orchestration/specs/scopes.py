"""The column `scope`: what narrows a measure."""

from __future__ import annotations

from collections.abc import Container, Iterator

from orchestration.faults import quoted
from orchestration.specs.catalogue import Catalogue, Field, ScopeKey, ScopeTakes
from orchestration.specs.cells import IN_SCOPES, WrongCellError, not_legal, split, trim, unescape
from orchestration.specs.days import parse_day, parse_duration, share_reversed
from orchestration.specs.models import Scope


def parse_scope(cell: str, field: Field | None, catalogue: Catalogue) -> tuple[Scope, list[WrongCellError]]:
    """Read a scope and everything that is wrong with it; without a known field only the words are checked."""
    if not cell:
        return Scope(), []
    if field and not field.scopes:
        return Scope(), [
            WrongCellError(f"{field.name} takes no scope, and the cell has {quoted(cell)}; leave it empty")
        ]
    given: dict[str, str | tuple[str, ...]] = {}
    wrong: list[WrongCellError] = []
    for pair in split(cell, ";"):
        try:
            key, text = _parse_key(pair, field, catalogue, given)
            given[key.name] = _parse_names(key, text) if key.takes is ScopeTakes.NAMES else _parse_time(key, text)
        except WrongCellError as error:
            wrong.append(error)
    wrong.extend(_wrong_window(given))
    return (Scope() if wrong else Scope.model_validate(given)), wrong


def _parse_key(pair: str, field: Field | None, catalogue: Catalogue, given: Container[str]) -> tuple[ScopeKey, str]:
    name, equals, text = (trim(part) for part in pair.partition("="))
    keys = {key.name: key for key in catalogue.scope_keys}
    legal = field.scopes if field else tuple(keys)
    if not pair:
        raise WrongCellError("a pair of the scope is empty; one ; stands between two pairs, none at the end")
    if not equals:
        raise WrongCellError(f"{quoted(pair)} is not key=value; pairs are joined by ;")
    if name not in keys:
        raise not_legal(name, "a scope", legal)
    if field and name not in legal:
        raise not_legal(name, f"a scope of {field.name}", legal)
    if name in given:
        raise WrongCellError(f"{name} stands twice; join its values with |")
    if not text:
        raise WrongCellError(f"{name} has no value; give {keys[name].takes}")
    return keys[name], text


def _parse_names(key: ScopeKey, text: str) -> tuple[str, ...]:
    values = {unescape(piece, IN_SCOPES) for piece in split(text, "|")}
    if "" in values:
        raise WrongCellError(f"{key.name} has an empty value in {quoted(text)}; write a literal | as \\|")
    return tuple(sorted(values))


def _parse_time(key: ScopeKey, text: str) -> str:
    return parse_duration(text) if key.takes is ScopeTakes.DURATION else parse_day(text)


def _wrong_window(given: dict[str, str | tuple[str, ...]]) -> Iterator[WrongCellError]:
    start, end = given.get("from"), given.get("to")
    if "within" in given and (start or end):
        yield WrongCellError("within stands together with from or to; use one way to say when")
    if isinstance(start, str) and isinstance(end, str) and share_reversed(start, end) == 1:
        yield WrongCellError(f"from={start} is later than to={end}; swap them")
