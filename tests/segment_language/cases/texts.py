"""How text compares: NFC, trimmed, lower case code point by code point; empty text is missing."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
for _name, _text in {
    "moscow": "Москва",
    "moscow_low": " москва\u00a0",
    "none": None,
    "empty": "",
    "blank": " \u3000\t",
    "cafe_nfc": "Caf\u00e9",
    "cafe_nfd": "cafe\u0301",
    "cafe_bare": "cafe",
    "strasse": "STRASSE",
    "sharp_s": "Straße",
    "dotted": "İstanbul",
    "plain_i": "istanbul",
    "dotless": "ıstanbul",
    "sigma": "ΣΊΣΥΦΟΣ",
    "sigma_final": "σίσυφος",
    "pipe": "a|b",
    "dots": "x..y",
}.items():
    TABLES.customer(f"t_{_name}", city=_text)

_ALL = {str(row["customer_id"]) for row in TABLES["customers"]}


def _but(*names: str) -> str:
    return " ".join(_ALL - {f"t_{name}" for name in names})


def _city(operator: str, value: str = "") -> list[dict[str, str]]:
    return [condition("city", operator, value)]


TEXTS = Chapter(
    "texts",
    TABLES,
    [
        Case("case_does_not_matter", _city("equals", "МОСКВА"), "t_moscow t_moscow_low"),
        Case("not_in_includes_no_city", _city("not_in", "Москва|cafe"), _but("moscow", "moscow_low", "cafe_bare")),
        Case("not_equals_includes_no_city", _city("not_equals", "москва"), _but("moscow", "moscow_low")),
        Case("empty_text_is_missing", _city("is_not_set"), "t_none t_empty t_blank"),
        Case("set_text", _city("is_set"), _but("none", "empty", "blank")),
        Case("composed_is_decomposed", _city("equals", "CAFE\u0301"), "t_cafe_nfc t_cafe_nfd"),
        Case("accent_is_not_bare", _city("in", "cafe"), "t_cafe_bare"),
        Case("sharp_s_is_not_folded", _city("equals", "strasse"), "t_strasse"),
        Case("capital_sharp_s", _city("equals", "STRAẞE"), "t_sharp_s"),
        Case("dotted_capital_i", _city("equals", "istanbul"), "t_dotted t_plain_i"),
        Case("final_sigma_is_another_letter", _city("equals", "ΣΊΣΥΦΟΣ"), "t_sigma"),
        Case("contains_at_its_start", _city("contains", "МОСК"), "t_moscow t_moscow_low"),
        Case("contains_at_its_end", _city("contains", "..y"), "t_dots"),
        Case("contains_any_of", _city("contains", "ОСК|AF"), "t_moscow t_moscow_low t_cafe_nfc t_cafe_nfd t_cafe_bare"),
        Case(
            "not_contains_none_of",
            _city("not_contains", "оск|af"),
            _but("moscow", "moscow_low", "cafe_nfc", "cafe_nfd", "cafe_bare"),
        ),
        Case("starts_with_trimmed", _city("starts_with", "МОС"), "t_moscow t_moscow_low"),
        Case("ends_with_composed", _city("ends_with", "é"), "t_cafe_nfc t_cafe_nfd"),
        Case("matches_as_given", _city("matches", "^Мос"), "t_moscow"),
        Case("matches_is_unanchored", _city("matches", "оскв"), "t_moscow t_moscow_low"),
        Case("matches_is_not_split", _city("matches", "^(Мос|STR)"), "t_moscow t_strasse"),
        Case("matches_own_flags", _city("matches", "(?i)МОСКВА"), "t_moscow t_moscow_low"),
        Case("escaped_pipe", _city("in", "a\\|b|x"), "t_pipe"),
        Case("dots_are_text", _city("equals", "X..Y"), "t_dots"),
        Case(
            "none_of_texts",
            [
                condition("city", "equals", "Москва", group="none-1"),
                condition("city", "contains", "af", group="none-1"),
            ],
            _but("moscow", "moscow_low", "cafe_nfc", "cafe_nfd", "cafe_bare"),
        ),
    ],
)
