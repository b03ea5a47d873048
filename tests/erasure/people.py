"""A shop of a few people, one of whom will be erased, and a search for her that shares nothing with the command's."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.harness import Shop, Tables, condition, segment

ANN = "ann-smith-4711"
EMAIL = "Ann.Smith@example.com"
PHONE = "+79161234567"
FIRST, SECOND, THIRD, FOURTH = (f"2026-03-09T{hour}:00:00" for hour in ("10", "14", "18", "22"))


def tables() -> Tables:
    """Give the shop: Ann has a row in every table that can have one, good ones and bad ones."""
    shop = Tables()
    shop.customer(ANN, first_name="Ann", email=EMAIL, phone=PHONE, city="Rome")
    shop.customer("bob-1", email="bob@example.com", phone="+79160000002", city="Rome")
    shop.customer("ann-smith-47110", email="joann.smith@example.com", phone="+79160000003", city="Berlin")
    shop.product("tea", "Tea")
    line = {"product_id": "tea", "unit_price": "100"}
    shop.order("order-ann", ANN, "2026-03-01 10:00:00", line, line)
    shop.order("order-bad", ANN, "yesterday", line)
    shop.order("order-bob", "bob-1", "2026-03-01 10:00:00", line)
    shop.refund("refund-ann", "order-ann", "10", "2026-03-02 10:00:00")
    shop.add("field_types", field="pets", label="Pets", type="number")
    shop.add("customer_fields", customer_id=ANN, field="pets", value="many", updated_at="2026-03-01 10:00:00")
    shop.add("social_accounts", customer_id=ANN, network="vk", updated_at="2026-03-01 10:00:00")
    for customer in (ANN, "bob-1"):
        own = {"customer_id": customer, "updated_at": "2026-03-01 10:00:00"}
        shop.add("carts", cart_id=f"cart-{customer[:3]}", **own)
        shop.add("cart_items", cart_id=f"cart-{customer[:3]}", product_id="tea", quantity="1", unit_price="5")
        shop.add("reviews", review_id=f"r-{customer}", rating="5", reviewed_at="2026-03-01 10:00:00", **own)
        shop.add("nps_responses", response_id=f"n-{customer}", score="9", answered_at="2026-03-01 10:00:00", **own)
        interaction = {"interaction_id": f"i-{customer}", "channel": "email", "kind": "opened"}
        shop.add("interactions", customer_id=customer, occurred_at="2026-03-01 10:00:00", **interaction)
        points = {"adjustment_id": f"a-{customer}", "points": "7", "adjusted_at": "2026-03-01 10:00:00"}
        shop.add("score_adjustments", customer_id=customer, **points)
    return shop


def seeds(*, club_is_active: bool = True) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give segments of each kind; Ann is in all of them."""
    conditions = {
        "romans": condition("city", "equals", "Rome"),
        "founders": condition("city", "is_set"),
        "club": condition("paid_sum", "at_least", "1"),
    }
    rows = {"founders": {"kind": "static"}, "club": {"is_active": "true" if club_is_active else "false"}}
    return (
        [segment(code, **rows.get(code, {})) for code in conditions],
        [{**row, "segment_code": code} for code, row in conditions.items()],
    )


def make_shop(root: Path, *, as_parquet: bool = False) -> Shop:
    """Make the shop and refresh it twice; from the second time on one segment is inactive."""
    shop = Shop.open(root)
    shop.write_tables(tables(), as_parquet=as_parquet)
    shop.write_seeds(*seeds())
    shop.refresh(FIRST)
    shop.write_seeds(*seeds(club_is_active=False))
    shop.refresh(SECOND)
    return shop


def warehouse_files(shop: Shop) -> list[Path]:
    """List the warehouse files."""
    return sorted((shop.root / "warehouse").rglob("*.duckdb"))


def traces(shop: Shop, *values: str) -> list[str]:
    """List the places where one of the values is: every relation of every file, and the bytes of every file."""
    words = [value.lower() for value in values or (ANN, EMAIL, PHONE)]
    found = relations_with(shop, *words)
    found += [str(file) for file in exported_files(shop) if _rows_with(_rows(file), words)]
    for folder in ("warehouse", "logs", "target"):
        for path in (shop.root / folder).rglob("*"):
            content = path.read_bytes().lower() if path.is_file() else b""
            found += [str(path) for word in words if any(_whole(content, word.encode()))]
    return found


def export(shop: Shop, environment: pytest.MonkeyPatch) -> None:
    """Let the folder `bi` follow what is published, as it does after a refresh with this setting."""
    environment.setenv("SEGMENTS_PARQUET_FOLDER", str(shop.root / "bi"))
    shop.command("rollback", str(shop.query("select max(refresh_id) from segment_refreshes")[0][0]))


def exported_files(shop: Shop) -> list[Path]:
    """List the Parquet files that follow the publication, of every export."""
    return sorted((shop.root / "bi").glob("*/*.parquet"))


def relations_with(shop: Shop, *values: str) -> list[str]:
    """List the relations of every warehouse file in which one of the values is."""
    words = [value.lower() for value in values]
    return [place for file in warehouse_files(shop) for place in _in_relations(file, words)]


def _in_relations(file: Path, words: Iterable[str]) -> Iterator[str]:
    with duckdb.connect(str(file), read_only=True) as connection:
        names = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
        for schema, name in names:
            rows = connection.execute(f'select * from "{schema}"."{name}"').fetchall()
            yield from [f"{file.name} {schema}.{name}"] * _rows_with(rows, words)


def _rows(file: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute("from read_parquet(?)", [str(file)]).fetchall()


def _rows_with(rows: Iterable[tuple[object, ...]], words: Iterable[str]) -> int:
    cells = [" ".join(map(str, row)).lower().encode() for row in rows]
    return sum(any(any(_whole(cell, word.encode())) for word in words) for cell in cells)


def _whole(content: bytes, word: bytes) -> Iterator[bool]:
    """Find a word that is not the beginning or end of another: ann-smith-4711 is not ann-smith-47110."""
    place = content.find(word)
    while place >= 0:
        before, after = content[place - 1 : place], content[place + len(word) : place + len(word) + 1]
        if not before.isalnum() and not after.isdigit():
            yield True
        place = content.find(word, place + 1)
