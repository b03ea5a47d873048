"""Every page in a real browser, its numbers against SQL over the same published file."""

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from tests.catalogue.browser import Visitor
from tests.catalogue.conftest import HOSTILE
from tests.harness import Shop


def number(text: str) -> int:
    return int("".join(digit for digit in text if digit.isdigit()))


def test_the_list_has_every_segment_and_leads_to_each(visitor: Visitor, shop: Shop) -> None:
    visitor.open("", "Segments")
    rows = {row[0].split("\n")[-1]: row for row in visitor.table("Segments with their sizes")}
    sizes = dict(shop.query("select segment_code, members from segment_sizes where as_of = '2026-03-01 12:00:00'"))
    moved = {
        code: (entered, exited)
        for code, entered, exited in shop.query(
            "select segment_code, sum(entered), sum(exited) from segment_sizes group by all"
        )
    }
    assert {code: number(row[4]) for code, row in rows.items() if code in sizes} == sizes
    assert {code: (number(row[7]), number(row[8])) for code, row in rows.items() if code in sizes} == moved
    assert rows["vip"][0] == f"{HOSTILE}\nvip"
    assert rows["kitchen_campaign"][0].startswith("🔒")

    visitor.page.get_by_label("Name or code").fill("tea")
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    visitor.page.get_by_text("2 of 29 segments").wait_for()
    link = visitor.page.get_by_role("link", name="Чай есть, сладостей нет")
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="Чай есть, сладостей нет").wait_for()
    assert visitor.page.url.endswith("/segment?code=tea_without_sweets")


def test_the_list_is_found_by_its_path(visitor: Visitor) -> None:
    visitor.open("segments", "Segments")
    assert visitor.page.get_by_role("dialog").count() == 0
    visitor.page.get_by_text("29 of 29 segments").wait_for()


def test_one_segment(visitor: Visitor, shop: Shop) -> None:
    visitor.open("segment?code=vip", HOSTILE)
    visitor.page.get_by_text("Customers who are marked as VIP").wait_for()
    of_cities = shop.query(
        "select coalesce(city, 'unknown'), count(*) from customer_aggregates join segment_memberships "
        "using (customer_id) where segment_code = 'vip' group by 1"
    )
    shown = {row[0]: number(row[1]) for row in visitor.table("Members by: City")}
    assert shown.items() <= dict(of_cities).items()
    overlaps = dict(
        shop.query("select other_segment_code, shared_members from segment_overlaps where segment_code = 'vip'")
    )
    rows = visitor.table("Segments with the most members in common")
    assert {row[0].split("\n")[-1]: number(row[1]) for row in rows}.items() <= overlaps.items()
    products = shop.query(
        "select product from segment_top_products where segment_code = 'vip' and rank <= 10 order by rank"
    )
    assert [row[0] for row in visitor.table("What members spent most on")] == [product for (product,) in products]


@pytest.mark.parametrize(
    ("path", "heading", "caption"),
    [
        ("compare?code=vip&with=sleeping", "Compare two", "Figures of both segments"),
        ("overlaps", "Overlaps", "The closest pairs"),
        ("flows", "Flows between groups", "Groups with their customers, and who came and went in the period"),
        ("shop", "Shop", "Customers and revenue by country"),
        ("refreshes", "Refreshes", "The last refreshes"),
    ],
)
def test_the_other_pages(visitor: Visitor, path: str, heading: str, caption: str) -> None:
    visitor.open(path, heading)
    assert visitor.table(caption)


def test_a_customer_is_explained_and_not_recognized(visitor: Visitor, shop: Shop) -> None:
    [(customer, email)] = shop.query(
        "select customer_id, email from customer_aggregates join segment_memberships using (customer_id) "
        "where segment_code = 'email_reachable' order by 1 limit 1"
    )
    visitor.open(f"customer?id={customer}&segment=email_reachable", "Why, or why not")
    found = {(row[1], row[0]) for row in visitor.table("Conditions with what was found at the customer")}
    assert found == {("all of", "✓"), ("none of (1)", "✗")}
    assert str(email) not in visitor.page.content()
    now = {row[0].split("\n")[-1] for row in visitor.table("Segments now")}
    stays = shop.query("select segment_code from segment_memberships where customer_id = '" + f"{customer}'")
    assert now == {code for (code,) in stays}


def test_try_a_segment_counts_and_gives_a_patch_git_takes(visitor: Visitor, shop: Shop, tmp_path: Path) -> None:
    visitor.open("try", "Try a segment")
    [(paying,)] = shop.query("select count(*) from customer_aggregates where paid_orders_count >= 1")
    assert [number(row[2]) for row in visitor.table("How many are left after each group of conditions")] == [paying]
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download the patch").click()
    patch = tmp_path / "new_segment.patch"
    download.value.save_as(patch)
    (tmp_path / "seeds").mkdir()
    for seed in ("segments.csv", "segment_filters.csv"):
        (tmp_path / "seeds" / seed).write_bytes((shop.root / "seeds" / seed).read_bytes())
    subprocess.run(["git", "apply", str(patch)], cwd=tmp_path, check=True)
    assert "new_segment,all,paid_orders_count,,at_least,1," in (tmp_path / "seeds/segment_filters.csv").read_text()
    visitor.page.get_by_role("textbox", name="Value 1").fill("many")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text('"many" is not a number').wait_for()


def test_an_open_page_goes_on_to_the_next_publication(visitor: Visitor, shop: Shop, tmp_path: Path) -> None:
    published = shop.root / "warehouse" / "published.duckdb"
    kept, another = tmp_path / "kept.duckdb", tmp_path / "another.duckdb"
    for copy in (kept, another):
        shutil.copy(published, copy)
    with duckdb.connect(str(another)) as connection:
        connection.execute("update segment_sizes set members = 7654321 where segment_code = 'vip'")
    visitor.open("", "Segments")
    visitor.page.get_by_label("Name or code").fill("vip")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text("1 of 29 segments").wait_for()
    visitor.page.evaluate("() => { window.isStillOpen = true; }")
    try:
        os.replace(another, published)  # noqa: PTH105 as a refresh publishes
        visitor.page.get_by_role("cell", name="7,654,321", exact=True).wait_for()
    finally:
        os.replace(kept, published)  # noqa: PTH105
    assert visitor.page.evaluate("() => window.isStillOpen"), "the page was loaded anew"
    assert visitor.page.get_by_text("1 of 29 segments").is_visible()


def test_russian_on_a_phone(visitor: Visitor) -> None:
    context = visitor.page.context.browser.new_context(locale="ru-RU", viewport={"width": 390, "height": 844})
    phone = Visitor(context.new_page(), visitor.address)
    phone.open("", "Сегменты")
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    context.close()
    assert (phone.complaints, phone.outside) == ([], [])
