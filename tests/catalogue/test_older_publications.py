"""What pages say when there is no published file, or one of an older house; Streamlit's own harness, no browser."""

import sys
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from orchestration.catalogue.views import segments as views_beside
from tests.harness.shop import HOUSE

APP = Path(views_beside.__file__).parents[1] / "app.py"
SECONDS = 60


@pytest.fixture(autouse=True)
def own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back what is `__main__`: Streamlit makes it the page, and every process the suite forks later runs that."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


def texts(app: AppTest) -> str:
    """Give everything a page has written as HTML."""
    return "\n".join(block.proto.body for block in app.get("html"))


def opened(home: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> AppTest:
    monkeypatch.setenv("SEGMENTS_PROJECT", str(HOUSE))
    monkeypatch.setenv("SEGMENTS_HOME", str(home))
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.session_state["language"] = language
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The first refresh publishes: segments refresh."), ("ru", "Публикует первый пересчёт: segments refresh.")],
)
def test_before_the_first_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    assert said in texts(opened(tmp_path, monkeypatch, language))


def test_a_relation_an_older_publication_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path)
    said = "В этой публикации ещё нет segment_sizes; появится после следующего пересчёта этой версией."
    assert said in texts(opened(tmp_path, monkeypatch, "ru"))


def test_a_column_an_older_publication_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, "alter table segment_refreshes drop column rejected")
    assert "This publication has no rejected yet" in texts(opened(tmp_path, monkeypatch, "en"))


@pytest.mark.parametrize("page", ["segment", "shop", "customer"])
def test_no_page_breaks_over_an_older_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """Every page, of a file that has hardly anything, says what it lacks and nothing worse."""
    publish(tmp_path)
    monkeypatch.setenv("SEGMENTS_PROJECT", str(HOUSE))
    monkeypatch.setenv("SEGMENTS_HOME", str(tmp_path))
    app = AppTest.from_function(one_page, default_timeout=SECONDS, kwargs={"page": page})
    app.query_params.update({"code": "tea", "with": "vip", "id": "C1"})
    app.run()
    assert not app.exception
    assert "This publication has no " in texts(app)


def one_page(page: str) -> None:
    """Show a page as the app does, without the navigation around it."""
    from importlib import import_module  # noqa: PLC0415 Streamlit runs this function's text alone
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from babel import Locale  # noqa: PLC0415

    from orchestration.catalogue.reader import Reader  # noqa: PLC0415
    from orchestration.catalogue.showing import show_page  # noqa: PLC0415
    from orchestration.project import find_project  # noqa: PLC0415

    reader = Reader("en", Locale("en"), "RUB", ZoneInfo("UTC"))
    show_page(find_project(), reader, import_module(f"orchestration.catalogue.views.{page}").show)


def publish(home: Path, change: str = "select 1") -> None:
    """Publish a file that has segments and one refresh, and nothing of them."""
    with duckdb.connect(str(home / "published.duckdb")) as connection:
        connection.execute(
            """
            create table segments as select * from (values ('tea', 'Tea'), ('vip', 'VIP')) as named (segment_code, name)
                cross join (select 'dynamic' as kind, true as is_active, true as is_in_analytics, null as owner,
                null as description);
            create table segment_refreshes as select '20260301T080000Z' as refresh_id,
                timestamp '2026-03-01 08:00:00' as as_of, timestamp '2026-03-01 08:00:00' as started_at,
                timestamp '2026-03-01 08:01:00' as finished_at, 'succeeded' as status, '' as definition_commit,
                1 as rows_read, 0 as rejected, 0 as members, cast(60 as double) as seconds;
            """
        )
        connection.execute(change)
