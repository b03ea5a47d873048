"""Every word of the pages is there in Russian."""

from pathlib import Path

from babel.messages.extract import extract_from_dir

from orchestration.catalogue.translating import CATALOGUES, nearest_language, translations
from orchestration.catalogue.views.flows import RFM_ORDER
from orchestration.contracts import FINDINGS
from orchestration.explanations.notes import NOTES
from orchestration.specs import CATALOGUE, ENGLISH
from orchestration.specs.catalogue import Takes

SAME = {"RFM"}


def test_nothing_is_left_in_english() -> None:
    russian = translations("ru")
    found = extract_from_dir(
        str(CATALOGUES.parent), method_map=[("**.py", "python")], keywords={"say": None, "say_number": (1, 2)}
    )
    said = [message for _, _, message, _, _ in found]
    assert len(said) > 250
    single = {message for message in said if isinstance(message, str)}
    plural = {message for message in said if isinstance(message, tuple)}
    named = {*CATALOGUE.fields, *(one.name for one in (*CATALOGUE.operators, *CATALOGUE.scope_keys)), *RFM_ORDER}
    single |= {name.replace("_", " ") for name in named if "<" not in name} | {takes.value for takes in Takes}
    single |= {*NOTES, *FINDINGS}
    single |= {phrase for phrase in vars(ENGLISH).values() if isinstance(phrase, str)} | set(
        ENGLISH.conjunctions.values()
    )
    assert {message for message in single if russian.gettext(message) == message} == SAME
    assert {message for message in plural if russian.ngettext(*message, 5) == message[1]} == set()
    operators = {one.name.replace("_", " ") for one in CATALOGUE.operators}
    assert {name for name in operators if "{field}" not in russian.pgettext("clause", name)} == set()


def test_what_is_filled_in_is_filled_in_in_both_languages() -> None:
    text = (Path(CATALOGUES) / "ru.po").read_text(encoding="utf-8")
    assert text.count("python-brace-format") > 20
    assert translations("ru").gettext("{found} of {all} segments").format(found=1, all=2) == "1 из 2 сегментов"


def test_the_browser_says_the_language() -> None:
    assert [nearest_language(one) for one in ("ru-RU", "en-GB", "de", None)] == ["ru", "en", "en", "en"]
