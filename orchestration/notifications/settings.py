"""Where notifications go: read from the environment, checked whole before a refresh begins.

`read_settings` asks the environment first and imports nothing while no variable of this chapter is set.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from orchestration.faults import UserError, closest

if TYPE_CHECKING:
    from orchestration.notifications.environment import Settings

PREFIXES = ("SEGMENTS_NOTIFY_", "SEGMENTS_SMTP_", "SEGMENTS_OWNER_")


class NotificationSettingsError(UserError):
    """Report variables that cannot be used; a value is never repeated, because it may be a secret."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: dict[str, str]) -> None:
        """Keep what is wrong, by variable."""
        self.problems = problems
        super().__init__("\n".join(f"{variable}: {problem}" for variable, problem in problems.items()))


def read_settings() -> Settings | None:
    """Read the settings of the environment; None when it has none."""
    given = sorted(name for name, text in os.environ.items() if name.startswith(PREFIXES) and text.strip())
    if not given:
        return None
    from orchestration.notifications.environment import VARIABLES, settings_of_environment  # noqa: PLC0415 see above

    unknown = {name: _unknown(name, VARIABLES) for name in given if name not in VARIABLES}
    if unknown:
        raise NotificationSettingsError(unknown)
    return settings_of_environment()


def _unknown(name: str, known: tuple[str, ...]) -> str:
    guess = closest(name, known)
    return "is not a setting" + (f"; did you mean {guess}?" if guess else f"; there are {', '.join(known)}")
