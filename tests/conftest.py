"""Options of the whole suite."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# Where a file may take minutes.
LONG = (
    *("segment_language", "incremental", "faults", "erasure", "dagster", "history", "segments", "explanations"),
    *("analytics", "notifications", "catalogue", "api", "staging", "examples"),
)

SHARING = ("faults", "api", "erasure", "explanations")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--more-shops", type=int, default=0, help="random shops to try beyond those of every run")
    parser.addoption("--segments-per-shop", type=int, default=60, help="random segments built in each random shop")
    parser.addoption("--without", action="append", default=[], help="chapters of the rules' cases to leave out")
    parser.addoption("--more-lives", type=int, default=0, help="worlds of random lives beyond that of every run")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files that take long (with --no-loadscope-reorder): no worker is to be left alone with one.

    A worker takes whole files, or the whole of a folder whose files share a shop.
    """
    folders = {item: item.path.relative_to(TESTS).parts[0] for item in items if item.path.is_relative_to(TESTS)}
    items.sort(key=lambda item: LONG.index(folders[item]) if folders.get(item) in LONG else len(LONG))
    for item in items:
        folder = folders.get(item, "")
        item.add_marker(pytest.mark.xdist_group(folder if folder in SHARING else item.path.as_posix()))
