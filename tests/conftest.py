"""Options of the whole suite, and a look at everything it logs."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import parsed
from tests.harness.leaks import LEAKS

pytest_plugins = ["pytester"]

TESTS = Path(__file__).parent
# Where a file may take minutes.
LONG = (
    *("segment_language", "incremental", "faults", "erasure", "dagster", "history", "segments", "explanations"),
    *("analytics", "notifications", "catalogue", "api", "staging", "examples"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--more-shops", type=int, default=0, help="random shops to try beyond those of every run")
    parser.addoption("--segments-per-shop", type=int, default=25, help="random segments built in each random shop")
    parser.addoption("--without", action="append", default=[], help="chapters of the rules' cases to leave out")
    parser.addoption("--more-lives", type=int, default=0, help="worlds of random lives beyond that of every run")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        folder = parsed.begin()
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files that take long (with --no-loadscope-reorder): no worker is to be left alone with one."""
    folders = {item: item.path.relative_to(TESTS).parts[0] for item in items if item.path.is_relative_to(TESTS)}
    items.sort(key=lambda item: LONG.index(folders[item]) if folders.get(item) in LONG else len(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    yield
    LEAKS.learn(os.environ)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look through what the test itself logged, and its folder before that is gone."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    leaked = LEAKS.in_folder(folder) if isinstance(folder, Path) else {}
    yield
    logged = [text for _, kind, text in item._report_sections if kind in {"stderr", "log"}]  # noqa: SLF001 no other way
    if found := LEAKS.in_text("\n".join(logged).encode()):
        leaked["what pytest captured"] = found
    assert not leaked, f"logs say what they must not: {leaked}"


@pytest.fixture(scope="session", autouse=True)
def no_leaks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The logs of shops and servers that several tests share hold nothing of people, and no secrets."""
    yield
    leaked = LEAKS.in_folder(tmp_path_factory.getbasetemp())
    assert not leaked, f"logs say what they must not: {leaked}"
