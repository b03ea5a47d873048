"""How often a server is asked again: what may pass by itself is tried for half a minute, then given up."""

from __future__ import annotations

from collections.abc import Callable

from tenacity import (
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exception,
    wait_exponential,
)

ATTEMPTS = 4
FIRST_WAIT = 1.0
LONGEST_IN_ALL = 30.0
"""Seconds: a refresh is done by then, and somebody waits for the command to end."""


class UndeliveredError(Exception):
    """Report a message no server took; the reason holds neither address nor secret."""

    def __init__(self, reason: str, *, is_server: bool) -> None:
        """Keep the reason, and whether the next message would meet it, too."""
        self.reason = reason
        self.is_server = is_server
        super().__init__(reason)


def asked_again(
    passes: Callable[[BaseException], bool], wish: Callable[[BaseException], float] | None = None
) -> Retrying:
    """Make what calls a function again after an error that may pass.

    Args:
        passes: tells whether an error may pass by itself.
        wish: gives the seconds a server asked to be left alone for, beyond the usual wait.
    """
    wait = wait_exponential(multiplier=FIRST_WAIT)
    return Retrying(
        retry=retry_if_exception(passes),
        wait=wait + wait_exception(wish) if wish else wait,
        stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(LONGEST_IN_ALL),
        reraise=True,
    )
