"""When refreshes start and are tried again: the environment's answer, or the default."""

from __future__ import annotations

import os

from orchestration.faults import UserError

REFRESH_CRON = "0 */4 * * *"

# Half an hour before a tick of the default schedule; one that takes longer makes that refresh wait in the queue.
FULL_REFRESH_CRON = "30 3 * * *"


RETRY_SECONDS = 60

# Where the catalogue of segments listens by default.
CATALOGUE_URL = "http://127.0.0.1:8501"

REPOSITORY_BRANCH = "main"


class SettingError(UserError):
    """Report an environment variable that does not read as what it should be."""

    def __init__(self, name: str, text: str, legal: str) -> None:
        """Keep the variable, its text and what would be right."""
        self.name = name
        self.text = text
        super().__init__(f'{name} is "{text}"; write {legal}')


def catalogue_url() -> str:
    """Give the address of the catalogue, without a slash at its end."""
    return (os.environ.get("SEGMENTS_CATALOGUE_URL", "").strip() or CATALOGUE_URL).rstrip("/")


def repository_url() -> str:
    """Give the address of the repository the definitions are in; empty: links lead to files."""
    return os.environ.get("SEGMENTS_REPOSITORY_URL", "").strip().rstrip("/")


def repository_branch() -> str:
    """Give the branch that links into the repository show."""
    return os.environ.get("SEGMENTS_REPOSITORY_BRANCH", "").strip() or REPOSITORY_BRANCH


def refresh_cron() -> str:
    """Give when the refresh starts, in the shop's zone."""
    return os.environ.get("SEGMENTS_CRON", "").strip() or REFRESH_CRON


def full_refresh_cron() -> str:
    """Give when everything is rebuilt, in the shop's zone."""
    return os.environ.get("SEGMENTS_FULL_CRON", "").strip() or FULL_REFRESH_CRON


def retry_seconds() -> float:
    """Give how long a step waits before it is tried again; each further attempt waits twice as long."""
    text = os.environ.get("SEGMENTS_RETRY_SECONDS", "").strip()
    try:
        return float(text or RETRY_SECONDS)
    except ValueError as error:
        raise SettingError("SEGMENTS_RETRY_SECONDS", text, "a number of seconds, such as 60") from error
