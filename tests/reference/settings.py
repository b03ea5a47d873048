"""What a shop sets once: the instant of the refresh, the zone, the currency, the limits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Settings:
    """Fix the instant and the shop that a refresh is for.

    Args:
        as_of: the refresh's instant, aware or naive UTC.
        timezone: IANA name of the zone in which the shop's days begin.
    """

    as_of: datetime
    timezone: str = "Europe/Moscow"
    reporting_currency: str = "RUB"
    bucket_salt: str = "customer_segments"
    cart_abandoned_after_hours: int = 24
    nps_promoter_from: int = 9
    nps_passive_from: int = 7

    @property
    def instant(self) -> datetime:
        """Give `as_of` as an aware UTC instant."""
        return self.as_of.astimezone(UTC) if self.as_of.tzinfo else self.as_of.replace(tzinfo=UTC)

    def day_of(self, instant: datetime) -> date:
        """Give the shop's calendar day at an instant."""
        return instant.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def today(self) -> date:
        """Give the shop's calendar day at `as_of`."""
        return self.day_of(self.instant)
