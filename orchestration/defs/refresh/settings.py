"""When refreshes start: the environment's answer, or the default."""

from __future__ import annotations

import os

REFRESH_CRON = "0 */4 * * *"

# Half an hour before a tick of the default schedule; one that takes longer makes that refresh wait in the queue.
FULL_REFRESH_CRON = "30 3 * * *"


def refresh_cron() -> str:
    """Give when the refresh starts, in the shop's zone."""
    return os.environ.get("SEGMENTS_CRON", "").strip() or REFRESH_CRON


def full_refresh_cron() -> str:
    """Give when everything is rebuilt, in the shop's zone."""
    return os.environ.get("SEGMENTS_FULL_CRON", "").strip() or FULL_REFRESH_CRON
