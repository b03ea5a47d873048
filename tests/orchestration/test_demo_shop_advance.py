"""A demo shop moves forward in time: rows come and change, and say so."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from orchestration.demo_shop import NoDemoShopError, NotLaterError, advance_demo_shop, make_demo_shop, read_parameters
from orchestration.demo_shop import files as shop_files
from tests.orchestration.conftest import LATER, NOW
from tests.orchestration.demo_shop_tables import SOURCES, contents, number, orphans, repeated_keys, tables


def test_four_hours_bring_new_and_changed_rows(clean, advanced):
    folder, advance = advanced
    before, after = tables(clean), tables(folder)
    for name in SOURCES:
        grown = number(after, f"select count(*) from {name}") - number(before, f"select count(*) from {name}")
        assert grown == advance.new[name], name
    assert advance.new["orders"] >= 20
    assert min(advance.new[name] for name in ("customers", "refunds", "carts", "reviews", "interactions")) >= 1
    assert min(advance.changed[name] for name in ("customers", "orders", "carts", "customer_fields")) >= 1
    assert read_parameters(folder).now == LATER.replace(tzinfo=None)


def test_rows_that_changed_say_so(clean, advanced):
    """A row differs from what it was exactly when its `updated_at` lies in the hours that passed."""
    folder, advance = advanced
    connection = tables(folder)
    for name, columns in SOURCES.items():
        connection.read_parquet(str(clean / f"{name}.parquet")).create_view(f"before_{name}")
        if "updated_at" not in columns:
            assert number(connection, f"select count(*) from (from before_{name} except all from {name})") == 0, name
            continue
        differing = f"(from {name} except all from before_{name})"
        assert number(connection, f"select count(*) from {differing}") == advance.new[name] + advance.changed[name]
        assert number(connection, f"select count(*) from {differing} where updated_at <= '2026-11-24 12:00:00'") == 0


def test_what_changes_is_what_a_demo_shows(clean, advanced):
    connection = tables(advanced[0])
    for name in ("customers", "orders"):
        connection.read_parquet(str(clean / f"{name}.parquet")).create_view(f"before_{name}")
    orders = "select count(*) from orders join before_orders as before using (order_id) where "
    customers = "select count(*) from customers join before_customers as before using (customer_id) where "
    assert number(connection, orders + "before.paid_at is null and orders.paid_at is not null") >= 3
    assert number(connection, orders + "before.cancelled_at is null and orders.cancelled_at is not null") >= 1
    assert number(connection, customers + "before.city is distinct from customers.city") >= 3
    assert number(connection, customers + "before.country <> customers.country") == 0


def test_references_hold_after_a_move(advanced):
    connection = tables(advanced[0])
    assert not any(orphans(connection).values())
    assert not any(repeated_keys(connection).values())


def test_moving_is_deterministic_and_can_go_on(tmp_path):
    make_demo_shop(tmp_path / "one", customers=200, now=NOW)
    copytree(tmp_path / "one", tmp_path / "other")
    for name in ("one", "other"):
        advance_demo_shop(tmp_path / name, to=LATER)
        advance_demo_shop(tmp_path / name, to=LATER + timedelta(days=9))
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    connection = tables(tmp_path / "one")
    assert number(connection, "select max(valid_from) from exchange_rates") == datetime(2026, 11, 30, tzinfo=UTC).date()


def test_a_shop_does_not_move_back(made):
    with pytest.raises(NotLaterError, match="2026-11-24T12:00:00Z"):
        advance_demo_shop(made, to=NOW)


def test_a_folder_without_a_shop_is_reported(tmp_path):
    with pytest.raises(NoDemoShopError, match="holds no demo shop"):
        advance_demo_shop(tmp_path, to=NOW)


@pytest.mark.parametrize("customers", [1, 100])
def test_any_size_works(tmp_path, customers):
    make_demo_shop(tmp_path, customers=customers, now=NOW, faults=False)
    advance_demo_shop(tmp_path, to=LATER)
    connection = tables(tmp_path)
    assert not any(orphans(connection).values())
    assert not any(repeated_keys(connection).values())


def test_csv_moves_like_parquet(tmp_path):
    moves = []
    for file_format in ("csv", "parquet"):
        make_demo_shop(tmp_path / file_format, customers=300, now=NOW, file_format=file_format)
        moves.append(advance_demo_shop(tmp_path / file_format, to=LATER))
    assert moves[0] == moves[1]


def test_a_move_killed_between_two_files_is_finished_by_the_next(tmp_path, monkeypatch):
    make_demo_shop(tmp_path / "killed", customers=100, now=NOW)
    copytree(tmp_path / "killed", tmp_path / "whole")
    replace, replaced = Path.replace, []

    def replace_some(self: Path, target: Path) -> Path:
        if len(replaced) == 4:
            raise KeyboardInterrupt
        replaced.append(self)
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(shop_files.Path, "replace", replace_some)
        with pytest.raises(KeyboardInterrupt):
            advance_demo_shop(tmp_path / "killed", to=LATER)
    advance_demo_shop(tmp_path / "whole", to=LATER)
    for name in ("killed", "whole"):
        advance_demo_shop(tmp_path / name, to=LATER + timedelta(hours=4))
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")
