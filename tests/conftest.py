"""Options of the whole suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--more-shops", type=int, default=0, help="random shops to try beyond those of every run")
    parser.addoption("--segments-per-shop", type=int, default=200, help="random segments for each random shop")
    parser.addoption("--without", action="append", default=[], help="chapters of the rules' cases to leave out")
    parser.addoption("--more-lives", type=int, default=0, help="worlds of random lives beyond that of every run")
