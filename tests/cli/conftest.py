import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from orchestration import cli
from orchestration.project import Project
from tests.refresh.conftest import copy_of, fresh_shop, refreshed_once, shop
from tests.refresh.small_shop import SmallShop

__all__ = ["copy_of", "fresh_shop", "refreshed_once", "shop"]


@dataclass(frozen=True)
class Answer:
    """Hold what a command said and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `segments` as the console script does, in this process."""

    def segments(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["segments", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Answer(int(ended.value.code or 0), said.out, said.err)

    return segments


@pytest.fixture
def run_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Runs `segments` on a small shop, whose house is the small one."""

    def segments(shop: SmallShop, *arguments: str | Path) -> Answer:
        def find(_path: Path | None = None) -> Project:
            return shop.project

        for command in ("refresh", "ingest", "demo"):
            monkeypatch.setattr(f"orchestration.commands.{command}.find_project", find)
        return run("--project", shop.project.root, *arguments)

    return segments
