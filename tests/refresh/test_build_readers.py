"""A question of the build file and a refresh: neither fails because of the other."""

import threading
import time

import pytest

from orchestration.refresh.build_readers import RefreshUnderWayError, read_build
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.warehouse import open_warehouse
from tests.refresh.small_shop import SmallShop


def test_no_question_begins_during_a_refresh(shop: SmallShop) -> None:
    with refresh_lock(shop.start("12:00"), "a test"), pytest.raises(RefreshUnderWayError), read_build(shop.project):
        pass
    with read_build(shop.project) as connection, read_build(shop.project) as another:
        assert connection.execute("select 1").fetchone() == another.execute("select 1").fetchone()


def test_a_refresh_waits_for_the_question_that_is_being_answered(shop: SmallShop) -> None:
    asked, answered = threading.Event(), []

    def ask() -> None:
        with read_build(shop.project):
            asked.set()
            time.sleep(1)
            answered.append(time.monotonic())

    reader = threading.Thread(target=ask)
    reader.start()
    asked.wait()
    with refresh_lock(shop.start("12:00"), "a test"):
        assert answered
        assert time.monotonic() >= answered[0]
        with open_warehouse(shop.project.build_file):
            pass
    reader.join()
