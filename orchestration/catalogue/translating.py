"""Say the pages' words in the reader's language, from gettext catalogues that are compiled when they are first used."""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).with_name("locales")

# The words in the code are English.
LANGUAGES = {"en": "English", "ru": "Русский"}


@lru_cache
def translations(language: str) -> gettext.NullTranslations:
    """Give the words of a language; English ones where there are no others."""
    path = CATALOGUES / f"{language}.po"
    if language not in LANGUAGES or not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def nearest_language(wanted: str | None) -> str:
    """Give the language a browser asks for, such as ru-RU, when there is one like it; English otherwise."""
    language = (wanted or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else "en"
