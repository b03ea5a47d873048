"""What a leak in a log would be found by: everybody's test fails when its commands log people or secrets."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.harness.leaks import Leaks

PLANTED = (
    "customer.0000012@example.com",
    "Customer.0000012@Example.COM",
    "+7 000 012-34-56",
    "+70000123456",
    "+491713920012",
    "Łucja Wójcik",
    "Seán O'Neill",
    "a-key-nobody-could-guess",
    "one-of-several-keys",
)


@pytest.fixture
def leaks() -> Leaks:
    leaks = Leaks()
    leaks.learn(
        {
            "MAILCHIMP_API_KEY": "a-key-nobody-could-guess",
            "SEGMENTS_API_KEYS": "reader:members:one-of-several-keys;other:sizes:sha256=0123456789abcdef",
            "HOME": "somewhere-that-is-no-secret",
        }
    )
    return leaks


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("file", ["logs/dbt.log", "served/log", "storage/1/compute_logs/step.err", "history/runs/1.db"])
def test_what_is_planted_in_a_log_is_found(planted: str, file: str, leaks: Leaks) -> None:
    # Not in the folder of this test, which is looked through too.
    with TemporaryDirectory() as folder:
        path = Path(folder, "shop", file)
        path.parent.mkdir(parents=True)
        path.write_text(f"12:00:00 wrote a row for '{planted}', done\n", encoding="utf-8")
        assert leaks.in_folder(Path(folder)) == {str(path): [planted]}


@pytest.mark.parametrize(
    "harmless",
    [
        "where email like '%_@_%.__'",
        "customer C0000012 in tea_lovers",
        "user@",
        "2026-03-01T08:00:00+00:00",
        "sha256=0123456789abcdef",
    ],
)
def test_what_says_nothing_of_anybody_may_be_logged(harmless: str, leaks: Leaks) -> None:
    assert leaks.in_text(harmless.encode()) == []


def test_a_test_whose_logs_leak_fails(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(
        """
        import logging, sys

        def test_file(tmp_path):
            (tmp_path / "dbt.log").write_text("customer.0000012@example.com")

        def test_stderr():
            sys.stderr.write("customer.0000013@example.com")

        def test_message(monkeypatch):
            monkeypatch.setenv("SOME_PASSWORD", "open-sesame-1977")
            logging.getLogger("house").warning("logged in with open-sesame-1977")

        def test_shared(tmp_path_factory):
            (tmp_path_factory.mktemp("shared") / "server.log").write_text("customer.0000014@example.com")
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    shutil.rmtree(pytester.path / "runpytest-0")  # or this test fails too
    result.assert_outcomes(passed=4, errors=4)
