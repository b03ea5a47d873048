"""What both doors of the refresh call: tell how it ended, and never let that change how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from orchestration.notifications.settings import read_settings
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.start import Refresh

if TYPE_CHECKING:
    from orchestration.notifications.environment import Settings
    from orchestration.notifications.outcome import Outcome

STEP = "notify"


@contextmanager
def notifying(refresh: Refresh, observe: Observe) -> Iterator[None]:
    """Tell how the refresh in the block ends; settings that cannot be used stop it before it begins.

    A refresh somebody interrupts is not told of: whoever stopped it knows.
    """
    read_settings()
    try:
        yield
    except Exception as error:
        notify_of_failure(refresh, error, observe)
        raise
    notify_of_success(refresh, observe)


def notify_of_success(refresh: Refresh, observe: Observe) -> None:
    """Tell of a refresh that was published; what hinders that is a warning."""

    def read() -> Outcome:
        from orchestration.notifications.reading import read_success  # noqa: PLC0415 only where there is whom to tell

        return read_success(refresh)

    _notify(read, observe)


def notify_of_failure(refresh: Refresh, error: BaseException, observe: Observe) -> None:
    """Tell of a refresh that was stopped; what hinders that is a warning."""

    def read() -> Outcome:
        from orchestration.notifications.reading import read_failure  # noqa: PLC0415 only where there is whom to tell

        return read_failure(refresh, error)

    _notify(read, observe)


def _notify(read: Callable[[], Outcome], observe: Observe) -> None:
    try:
        settings = read_settings()
        if settings is not None:
            _send(read(), settings, observe)
    except Exception as error:  # noqa: BLE001 whatever it is, the refresh has ended as it has ended
        observe(Event(STEP, "warning", f"nobody could be notified: {type(error).__name__}"))


def _send(outcome: Outcome, settings: Settings, observe: Observe) -> None:
    from orchestration.notifications.delivering import deliver, unreachable  # noqa: PLC0415 it imports the clients

    if unreachable_owners := unreachable(outcome, settings):
        observe(Event(STEP, "note", f"no address in SEGMENTS_OWNER_ADDRESSES for {', '.join(unreachable_owners)}"))
    for delivery in deliver(outcome, settings):
        observe(Event(STEP, "warning" if delivery.problem else "note", str(delivery)))
