"""How often each key may ask: a window that slides, per key, in this process."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from typing import cast

from pyrate_limiter import Duration, InMemoryBucket, Rate, RateItem

from orchestration.api.keys import ApiKey


class RateLimit:
    """Count the requests of the last minute of each key."""

    def __init__(self, keys: Iterable[ApiKey], requests_per_minute: int) -> None:
        """Begin with nothing counted."""
        self._buckets = {key: InMemoryBucket([Rate(requests_per_minute, Duration.MINUTE)]) for key in keys}
        self._forgotten_at = dict.fromkeys(self._buckets, 0)

    def seconds_to_wait(self, key: ApiKey) -> int:
        """Count one request; 0 when it may be answered, else in how many whole seconds one may."""
        bucket = self._buckets[key]
        now = time.monotonic_ns() // 1_000_000
        if now - self._forgotten_at[key] > Duration.SECOND.value:
            self._forgotten_at[key] = now
            bucket.leak(now)
        item = RateItem(key.name, now)
        if bucket.put(item):
            return 0
        return max(1, math.ceil(cast("int", bucket.waiting(item)) / 1000))
