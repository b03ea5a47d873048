r"""Write values as literals: of Jinja, where the macros read them, and of YAML.

Text is data, whatever it looks like. Quotes, backslashes, braces and everything that cannot be seen are written as
escapes, which Jinja and YAML's double quotes read alike; letters stay readable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

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
    """Write a text for YAML in double quotes, so that it comes out of dbt's rendering of YAML as it went in."""
    return '"' + "".join(_escaped(character, '"\\') for character in text.replace("{", "{{ '{' }}")) + '"'


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


def tree_literal(root: Mapping[str, object]) -> tuple[list[str], str]:
    """Write a condition tree with one condition per line.

    Returns:
        the statements that name subtrees of a very tall tree, mostly none, and the literal of the tree.
    """
    statements: list[str] = []
    text, _ = _tree(root, 1, statements)
    return statements, text


def _tree(node: Mapping[str, object], depth: int, statements: list[str]) -> tuple[str, int]:
    word, members = next(iter(node.items()))
    if not isinstance(members, list) or word not in {"all", "any", "none"}:
        return flat_literal(node), 0
    written = [_tree(member, depth + 1, statements) for member in members]
    height = 1 + max(height for _, height in written)
    pad = _INDENT * depth
    lines = "".join(f"{pad}{_INDENT}{text},\n" for text, _ in written)
    text = f"{{{text_literal(word)}: [\n{lines}{pad}]}}"
    if height < TALLEST or depth == 1:
        return text, height
    name = f"group_{len(statements) + 1}"
    statements.append(f"{{% set {name} = {text} %}}")
    return name, 0


def _escaped(character: str, special: str) -> str:
    if character in special or (character != " " and unicodedata.category(character)[0] in "CZ"):
        code = ord(character)
        if code <= 0xFF:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return character
