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
# Characters that something on the way might drop, fold, quote or act on; each stands between two letters.
CHARACTERS = [
    *"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    *"\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    *"\u00ad\u0600\u061c\u06dd\u070f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206f\ufeff\ufff9\ufffb\ufffd",
    *"‘’‚“”„«»‹›′″´¨¸ˋ｀＇＂；，｜＼％＿",
    *"\u0301\u0327\u0338\u034f\u0483\u05b0\u064b\u0e31\u1ab0\u20dd\u3099\ufe0e\ufe0f\ufe20",
    *"ǅǈŉſßıİĸŸΐΰﬀﬃﬗςσϴKΩµªº¹²½ⅷⓐ㍿",
    *"\U0001d173\U000e0001\U000e0041\U000e007f\U000f0000\U0010fffd\U0001f1f7\U0001f3fd\U00010400\U0001e900\U00020000",
]
VALUES |= {f"character_{ord(character):x}": f"a{character}b" for character in CHARACTERS}
# What each value would also find if it were read as a pattern or as code.
DECOYS = {
    "nothing": "ab",
    "space": "a b",
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
