"""Say a definition as one sentence, the same for the same rows; in English unless other phrases are given.

Conditions are clauses. What a group joins is put in parentheses wherever it stands inside another group, so that `and`
and `or` never have to be guessed; what its top-level `none` groups leave out comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.specs.groups import GroupPath, connective
from orchestration.specs.models import Condition, Score, Segment
from orchestration.specs.words_conditions import condition_words
from orchestration.specs.words_values import listed


@dataclass(frozen=True)
class Phrases:
    """Hold what a language puts around the clauses of a definition.

    Args:
        clause: says one condition.
        conjunctions: what joins the members of an `all` and of an `any` group.
        some: those for whom the clauses hold.
        some_but: some without others.
        everybody_but: everybody without others.
        outside: what is said of a `none` group inside another one.
    """

    clause: Callable[[Condition], str] = condition_words
    conjunctions: Mapping[str, str] = field(default_factory=lambda: {"all": "and", "any": "or"})
    some: str = "Customers {clauses}."
    some_but: str = "Customers {clauses}, except those {others}."
    everybody_but: str = "All customers except those {others}."
    outside: str = "who are not among those {clauses}"


ENGLISH = Phrases()


@dataclass(frozen=True)
class _Clause:
    """Hold what one row says."""

    words: str


@dataclass(frozen=True)
class _Group:
    """Hold what one group joins; an `all` or `any` has at least two members."""

    word: str
    members: tuple[_Clause | _Group, ...]


def in_words(defined: Segment | Score, phrases: Phrases = ENGLISH) -> str:
    """Say who a segment's members are, or who gets a score's points."""
    rows = [(condition.group, condition) for condition in defined.conditions]
    members = _flat("all", _members(rows, phrases))
    if not members:
        return ""
    present = [member for member in members if not _is_none(member)]
    absent = [
        clause for member in members if isinstance(member, _Group) and _is_none(member) for clause in member.members
    ]
    template = (phrases.some_but if absent else phrases.some) if present else phrases.everybody_but
    return template.format(
        clauses=_top_words(present, phrases) if present else "",
        others=_joined("any", absent, phrases) if absent else "",
    )


def _top_words(present: Sequence[_Clause | _Group], phrases: Phrases) -> str:
    return _words(present[0], phrases) if len(present) == 1 else _joined("all", present, phrases)


def _members(rows: Iterable[tuple[GroupPath, Condition]], phrases: Phrases) -> list[_Clause | _Group]:
    """Give the members of a group where they first stand in the seed."""
    places: dict[str | int, list[tuple[GroupPath, Condition]]] = {}
    for number, (path, condition) in enumerate(rows):
        places.setdefault(path[0] if path else number, []).append((path[1:], condition))
    return [
        _Clause(phrases.clause(inside[0][1]))
        if isinstance(place, int)
        else _group(connective(place), _members(inside, phrases))
        for place, inside in places.items()
    ]


def _group(word: str, members: list[_Clause | _Group]) -> _Clause | _Group:
    flat = _flat(word, members)
    return flat[0] if len(flat) == 1 and word != "none" else _Group(word, tuple(flat))


def _flat(word: str, members: Iterable[_Clause | _Group]) -> list[_Clause | _Group]:
    """Put the members of a group of the same kind in its place, and say nothing twice."""
    spliced = "any" if word == "none" else word
    flat: dict[_Clause | _Group, None] = {}
    for member in members:
        inner = member.members if isinstance(member, _Group) and member.word == spliced else (member,)
        flat.update(dict.fromkeys(inner))
    return list(flat)


def _words(member: _Clause | _Group, phrases: Phrases) -> str:
    if isinstance(member, _Clause):
        return member.words
    if member.word != "none":
        return _joined(member.word, member.members, phrases)
    outside = _joined("any", member.members, phrases)
    return phrases.outside.format(clauses=outside if len(member.members) == 1 else f"({outside})")


def _joined(word: str, members: Sequence[_Clause | _Group], phrases: Phrases) -> str:
    if len(members) == 1:
        return _words(members[0], phrases)
    said = [_words(member, phrases) if _stands_alone(member) else f"({_words(member, phrases)})" for member in members]
    return listed(said, phrases.conjunctions[word])


def _stands_alone(member: _Clause | _Group) -> bool:
    return isinstance(member, _Clause) or _is_none(member)


def _is_none(member: _Clause | _Group) -> bool:
    return isinstance(member, _Group) and member.word == "none"
