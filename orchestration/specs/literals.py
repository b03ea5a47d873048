r"""Write values as literals: of Jinja, where the macros read them, and of YAML.

Text is data, whatever it looks like. Quotes, backslashes, braces and everything that cannot be seen are written as
escapes, which Jinja and YAML's double quotes read alike; letters stay readable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from orchestration.project import HOUSE_NAME

# Where Jinja's parser, which works by recursion, would run out of stack, a subtree is given a name first.
TALLEST = 8

_INDENT = "    "


def text_literal(text: str) -> str:
    r"""Write a text for Jinja in single quotes.

    >>> print(text_literal("{{ 'tea' }}"))
    '\x7b\x7b \x27tea\x27 \x7d\x7d'
    """
    return "'" + "".join(_escaped(character, "'\\{}%") for character in text) + "'"


def yaml_text(text: str) -> str:
    r"""Write a text for YAML in double quotes, so that it comes out of dbt's rendering of YAML as it went in.

    >>> print(yaml_text('say "tea"'))
    "say \"tea\""
    """
    rendered = text.replace("{", "{{ '{' }}")
    return '"' + "".join('\\"' if character == '"' else _escaped(character, "\\") for character in rendered) + '"'


def macro_prefix(project_name: str) -> str:
    """Give what a call of the house's macros and tests begins with in a project."""
    return "" if project_name == HOUSE_NAME else f"{HOUSE_NAME}."


def flat_literal(value: object) -> str:
    """Write a value for Jinja on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return text_literal(value)
        case Mapping():
            return "{" + ", ".join(f"{text_literal(key)}: {flat_literal(item)}" for key, item in value.items()) + "}"
        case Sequence():
            return "[" + ", ".join(map(flat_literal, value)) + "]"
    raise TypeError(f"{type(value).__name__} has no literal")


def row_literals(rows: Sequence[object]) -> str:
    """Write a list with one member per line, so that a pull request shows which one changed."""
    return "[\n" + "".join(f"{_INDENT}{flat_literal(row)},\n" for row in rows) + "]" if rows else "[]"


def tree_literal(root: Mapping[str, object], named: int = 0) -> tuple[list[str], str]:
    """Write a condition tree with one condition per line.

    Args:
        root: the tree.
        named: how many subtrees of other trees in the same file have names already.

    Returns:
        the statements that name subtrees of a very tall tree, mostly none, and the literal of the tree.
    """
    statements: list[str] = []
    return statements, _tree(root, 1, statements, named)


def _tree(node: Mapping[str, object], depth: int, statements: list[str], named: int) -> str:
    word, members = _group(node)
    if not members:
        return flat_literal(node)
    if depth > 1 and _height(node) % TALLEST == 0:
        subtree = _tree_lines(word, members, 0, statements, named)
        name = f"group_{named + len(statements) + 1}"
        statements.append(f"{{% set {name} = {subtree} %}}")
        return name
    return _tree_lines(word, members, depth, statements, named)


def _tree_lines(word: str, members: list[Mapping[str, object]], depth: int, statements: list[str], named: int) -> str:
    pad = _INDENT * depth
    lines = "".join(f"{pad}{_INDENT}{_tree(member, depth + 1, statements, named)},\n" for member in members)
    return f"{{{text_literal(word)}: [\n{lines}{pad}]}}"


def _height(node: Mapping[str, object]) -> int:
    return 1 + max((_height(member) for member in _group(node)[1]), default=-1)


def _group(node: Mapping[str, object]) -> tuple[str, list[Mapping[str, object]]]:
    """Give the connective and the members of a group; a condition has no members."""
    word, members = next(iter(node.items()))
    return word, members if isinstance(members, list) else []


def _escaped(character: str, special: str) -> str:
    if character in special or (character != " " and unicodedata.category(character)[0] in "CZ"):
        code = ord(character)
        if code <= 0xFF:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return character
