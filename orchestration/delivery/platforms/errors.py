"""What can go wrong with a platform; no text of it holds an address, a key or the platform's own words."""

from __future__ import annotations

from orchestration.faults import UserError


class PlatformError(UserError):
    """Report what stops a whole list: a wrong key, a missing list, a platform that does not answer."""

    exit_code = 3

    def __init__(self, platform: str, reason: str) -> None:
        """Keep the platform and the reason."""
        self.platform = platform
        self.reason = reason
        super().__init__(f"{platform}: {reason}")


class TemporaryError(PlatformError):
    """Report a request that may succeed later."""

    def __init__(self, platform: str, reason: str, wait_seconds: float = 0.0) -> None:
        """Keep the reason as a code, and how long the platform asked to be left alone for."""
        self.wait_seconds = wait_seconds
        super().__init__(platform, reason)


class RequestRefusedError(PlatformError):
    """Report a request the platform will never take as it is; one of its rows may be to blame."""

    def __init__(self, platform: str, status: int) -> None:
        """Keep the status."""
        self.status = status
        super().__init__(platform, f"it refused a request with {status}")
