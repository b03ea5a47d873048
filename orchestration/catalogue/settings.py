"""What the environment says about the pages: whether people can be recognized, and how numbers are written."""

from __future__ import annotations

import os
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from orchestration.faults import UserError, one_of, quoted

PERSONAL_DATA = "SEGMENTS_SHOW_PERSONAL_DATA"
LOCALE = "SEGMENTS_LOCALE"

_YES = ("1", "true", "yes", "on")
_NO = ("", "0", "false", "no", "off")


class PersonalDataSettingError(UserError):
    """Refuse a value that says neither yes nor no: a mistake must not show what is to be hidden."""

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self.value = value
        super().__init__(f"{PERSONAL_DATA}: {quoted(value)} is neither yes nor no; {one_of(('true', 'false'))}")


class LocaleSettingError(UserError):
    """Refuse a locale nobody knows."""

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self.value = value
        super().__init__(f"{LOCALE}: {quoted(value)} is not a locale; write it like ru_RU or en_GB")


@dataclass(frozen=True)
class Settings:
    """Hold the settings.

    Args:
        shows_personal_data: whether names, e-mail addresses and phone numbers are shown whole.
        locale: how numbers, days and money are written, whatever the language of the page; None follows the language.
    """

    shows_personal_data: bool
    locale: str | None


def read_settings() -> Settings:
    """Read the environment."""
    answer = os.environ.get(PERSONAL_DATA, "").strip().lower()
    if answer not in (*_YES, *_NO):
        raise PersonalDataSettingError(answer)
    return Settings(answer in _YES, _locale(os.environ.get(LOCALE, "").strip()))


def _locale(text: str) -> str | None:
    if not text:
        return None
    try:
        return str(Locale.parse(text.partition(".")[0].replace("-", "_")))
    except (UnknownLocaleError, ValueError) as error:
        raise LocaleSettingError(text) from error
