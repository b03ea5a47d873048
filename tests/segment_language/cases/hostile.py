"""Values that are code somewhere else come back as data."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

VALUES = {
    "quote": "O'Brien",
    "two_quotes": "''",
    "double_quote": 'say "hi"',
    "statement": "'; drop table customers; --",
    "comment": "-- none of this",
    "block_comment": "/* or */ this",
    "jinja_expression": "{{ this }}",
    "jinja_block": "{% if true %}",
    "jinja_comment": "{# gone #}",
    "jinja_split": "{ { x } }",
    "dollar_quote": "$$ body $$",
    "backslash": "C:\\new\\table",
    "backslash_letters": "\\x41\\u0041",
    "backslash_quote": "a\\'b",
    "percent": "50%_off",
    "zero_width": "tea\u200b\u200dlover",
    "byte_order_mark": "tea\ufefflover",
    "right_to_left": "\u202eשלום\u202c",
    "emoji": "👩‍👩‍👧 🍵",
    "outside_the_plane": "𝔘𝔫𝔦",
    "combining": "Z\u0351\u036b\u0343algo",
    "new_line": "two\nlines",
    "carriage_return": "two\r\nlines more",
    "tab": "a\tb",
    "last_backslash": "ends with \\",
    "backslash_pipe": "a\\|b",
    "separators": "semi;colon=equals,comma",
    "null_word": "NULL",
    "none_word": "None",
    "true_word": "true",
    "number": "1e3",
    "zip_code": "00123",
    "range": "1..5",
    "format": "{0} %s %(name)s",
    "long": "я" * 10_000,
}
# What each value would also find if it were read as a pattern or as code.
DECOYS = {
    "percent_decoy": "50xx off",
    "unicode_decoy": "A",
    "hidden_decoy": "tealover",
    "zip_decoy": "123",
    "three": "3",
}

TABLES = Tables()
for _name, _value in {**VALUES, **DECOYS}.items():
    TABLES.customer(f"h_{_name}", organization=_value)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("|", "\\|")


HOSTILE = Chapter(
    "hostile",
    TABLES,
    [
        *(
            Case(f"hostile_{name}", [condition("organization", "in", _escaped(value))], f"h_{name}")
            for name, value in VALUES.items()
        ),
        Case("hostile_contains_percent", [condition("organization", "contains", "50%_")], "h_percent"),
        Case("hostile_starts_with_underscore", [condition("organization", "starts_with", "_0")]),
        Case("hostile_ends_with_quote", [condition("organization", "ends_with", "Brien|'")], "h_quote h_two_quotes"),
    ],
)
