"""A shop before a refresh that goes wrong, and what an uninterrupted one makes of it."""

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from tests.harness.processes import Outcome, RefreshOrder, RunningRefresh
from tests.harness.shop import WITHOUT_DATA_TESTS
from tests.harness.warehouses import PUBLISHED_BUT_FAILURES, differences
from tests.incremental.random_changes import happen
from tests.incremental.random_definitions import Definitions
from tests.incremental.random_world import World
from tests.incremental.sequence_shop import SequenceShop
from tests.reference import Settings
from tests.reference.values import instant

# Two refreshes were published; the next is due after midnight in the shop's zone, with other data and definitions.
START = instant("2026-03-09T15:00:00")
HOURS_BETWEEN = (4, 4)


@dataclass(frozen=True)
class DisturbedShop:
    """Hold a shop after two refreshes, and the third one as it is when nothing disturbs it.

    Args:
        shop: the project.
        world: the shop's rows.
        base: copy of the warehouse after the second refresh.
        undisturbed: what the third one publishes.
        events: how many progress events it takes.
    """

    shop: SequenceShop
    world: World
    base: Path
    undisturbed: Path
    events: int

    @classmethod
    def make(cls, root: Path, seed: str = "faults") -> "DisturbedShop":
        """Make it; the same seed makes the same shop."""
        assert START is not None
        world = World(Random(seed), Settings(START, "Europe/Moscow"))  # noqa: S311 - repeatable, not secret
        definitions = Definitions.start(world, 0)
        shop = SequenceShop.make(root / "shop", world)
        shop.write(world, definitions)
        shop.must_refresh(world.settings.as_of)
        for hours in HOURS_BETWEEN:
            world.refreshed()
            world.move_on(world.settings.instant + timedelta(hours=hours))
            happen(world, 12)
            if hours is HOURS_BETWEEN[-1]:
                definitions.change(world)
            shop.write(world, definitions)
            shutil.copytree(shop.home, root / "base", dirs_exist_ok=True)
            outcome = shop.must_refresh(world.settings.as_of)
        undisturbed = root / "undisturbed.duckdb"
        shutil.copy(shop.home / "published.duckdb", undisturbed)
        made = cls(shop, world, root / "base", undisturbed, len(outcome.events))
        made.begin_anew()
        return made

    @property
    def home(self) -> Path:
        """Give the folder of the warehouse."""
        return self.shop.home

    @property
    def published(self) -> Path:
        """Give the published file."""
        return self.home / "published.duckdb"

    @property
    def build(self) -> Path:
        """Give the build file."""
        return self.home / "build.duckdb"

    def begin_anew(self) -> None:
        """Put the warehouse back to before the third refresh; who reads the published file is not disturbed."""
        for path in self.home.iterdir():
            if path != self.published:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in self.base.iterdir():
            if path.is_dir():
                shutil.copytree(path, self.home / path.name)
            elif path.name != self.published.name:
                shutil.copy(path, self.home)
        shutil.copy(self.base / self.published.name, self.home / "back")
        (self.home / "back").replace(self.published)

    @property
    def order(self) -> RefreshOrder:
        """Give the third refresh as an order, to be disturbed."""
        as_of = f"{self.world.settings.instant:%Y-%m-%dT%H:%M:%S}"
        return RefreshOrder(self.shop.shop.root, as_of, variables=WITHOUT_DATA_TESTS)

    def start(self, **disturbance: object) -> RunningRefresh:
        """Start the third refresh with something that disturbs it."""
        return RunningRefresh(replace(self.order, **disturbance))  # type: ignore[arg-type]

    def refresh(self, **disturbance: object) -> Outcome:
        """Run the third refresh."""
        return self.start(**disturbance).wait()

    def left_by_one_more(self) -> list[str]:
        """Refresh once more, undisturbed; give what differs from what it publishes where nothing went wrong."""
        outcome = self.refresh()
        if outcome.exit_code != 0:
            return [f"the refresh after it ended with {outcome.exit_code}: {outcome.message}"]
        return differences(self.undisturbed, self.published, PUBLISHED_BUT_FAILURES)

    def is_as_before(self) -> bool:
        """Tell whether the publication is still that of the second refresh."""
        return not differences(self.base / self.published.name, self.published)
