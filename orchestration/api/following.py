"""Read the present publication, and let go of the one before as soon as its last reader is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.concurrency import run_in_threadpool

from orchestration.api.snapshots import Snapshot, open_snapshot
from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.published_file import present_publication
from orchestration.refresh.errors import NothingPublishedError

SECONDS_BETWEEN_LOOKS = 1.0

_log = logging.getLogger("segments.api")


class Publications:
    """Hold the present publication for everybody who reads it; used from the event loop's thread alone."""

    def __init__(self, project: Project) -> None:
        """Begin with nothing open."""
        self._project = project
        self._present: Snapshot | None = None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Snapshot]:
        """Give the present publication, the same one for as long as the block lasts."""
        snapshot = await self._open_present()
        snapshot.readers += 1
        try:
            yield snapshot
        finally:
            snapshot.readers -= 1
            self._close_if_left(snapshot)

    async def follow(self) -> None:
        """Look for a new publication for ever, so that an API nobody asks holds no old file."""
        trouble = ""
        while True:
            before, trouble = trouble, ""
            try:
                await self._warm(self._present)
            except UserError as error:
                trouble = type(error).__name__
            if trouble != before:
                _log.warning("the publication %s", f"cannot be read: {trouble}" if trouble else "can be read again")
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    def close(self) -> None:
        """Let go of the file, now or when its last reader is done."""
        before, self._present = self._present, None
        if before is not None:
            self._close_if_left(before)

    async def _warm(self, before: Snapshot | None) -> None:
        """Open the new publication, if there is one, with what was in memory of the one before."""
        async with self.reading() as snapshot:
            if before is not None and snapshot is not before:
                await run_in_threadpool(snapshot.index.warm, before.index.loaded)

    async def _open_present(self) -> Snapshot:
        present = self._look()
        if present is None:
            async with self._opening:
                present = self._look() or self._replace(await run_in_threadpool(open_snapshot, self._project))
        return present

    def _look(self) -> Snapshot | None:
        """Give what is open if it is what is published."""
        try:
            file = present_publication(self._project)
        except NothingPublishedError:
            self.close()
            raise
        return self._present if self._present is not None and self._present.file == file else None

    def _replace(self, snapshot: Snapshot) -> Snapshot:
        self.close()
        self._present = snapshot
        return snapshot

    def _close_if_left(self, snapshot: Snapshot) -> None:
        if snapshot is not self._present and snapshot.readers == 0:
            snapshot.close()
