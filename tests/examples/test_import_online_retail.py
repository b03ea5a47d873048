"""The mapping on a handful of lines: what becomes of each kind of line, and what is said about a wrong file."""

import gzip
from decimal import Decimal

import duckdb
import pytest
from import_online_retail import HEADER, OnlineRetailError, import_file, main

from orchestration.project import find_project
from tests.examples.conftest import SHOP

LINES = """\
536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,85123a,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:27:00,2.55,17850.0,United Kingdom
536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom
536366,22423,FREE  CAKESTAND,1,2010-12-02 09:00:00,0.0,17850.0,United Kingdom
548000,22139,RETROSPOT TEA SET CERAMIC 11 PC ,3,2011-07-01 00:30:00,4.955,12370.0,Cyprus
A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,United Kingdom
C536379,85123A,WHITE HANGING HEART T-LIGHT HOLDER,-8,2010-12-05 10:00:00,2.55,17850.0,United Kingdom
C548001,22139,RETROSPOT TEA SET CERAMIC 11 PC ,-4,2011-07-02 10:00:00,4.955,12370.0,Austria
C548002,D,Discount,-1,2011-07-02 11:00:00,5.0,12370.0,Austria
C548003,22139,RETROSPOT TEA SET CERAMIC 11 PC ,-1,2011-07-02 11:00:00,4.955,,United Kingdom
548004,22139,RETROSPOT TEA SET CERAMIC 11 PC ,2,2011-07-02 11:00:00,9.96,,United Kingdom
548005,22139,?,-7,2011-07-02 11:00:00,0.0,,United Kingdom
548006,22139,found,7,2011-07-02 11:00:00,0.0,,United Kingdom
548007,22139,RETROSPOT TEA SET CERAMIC 11 PC ,-7,2011-07-02 11:00:00,1.0,12370.0,Austria
"""


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    file = folder / "lines.csv.gz"
    with gzip.open(file, "wt", encoding="utf-8") as text:
        text.write(",".join(HEADER) + "\n" + LINES)
    import_file(file, folder / "shop", find_project(SHOP))

    def rows(columns, table):
        with duckdb.connect() as connection:
            for table_file in (folder / "shop").glob("*.parquet"):
                connection.execute(f"create view {table_file.stem} as from '{table_file}'")
            return connection.execute(f"select {columns} from {table}").fetchall()

    return rows


def test_every_line_is_in_a_bucket(query):
    assert query("bucket", "reconciled_lines") == [
        ("order line",),
        ("order line",),
        ("order line",),
        ("free of charge",),
        ("order line",),
        ("bad debt",),
        ("returned",),
        ("returned in part",),
        ("credit without a purchase",),
        ("no customer: cancellation",),
        ("no customer: sale",),
        ("stock adjustment",),
        ("no customer: free",),
        ("unexplained",),
    ]


def test_an_invoice_is_an_order_of_its_first_minute_paid_at_once(query):
    rows = query("order_id, customer_id, cast(ordered_at as varchar), status, store, currency", "orders")
    assert query("count(*)", "orders where paid_at = ordered_at") == [(2,)]
    assert rows == [
        ("536365", "17850", "2010-12-01 08:26:00", "returned in part", "United Kingdom", "GBP"),
        # Half past midnight in London's summer is still the day before in UTC.
        ("548000", "12370", "2011-06-30 23:30:00", "returned", "Cyprus", "GBP"),
    ]


def test_exact_repeats_and_postage_are_order_lines(query):
    assert query("order_item_id, product_id, quantity, unit_price", "order_items") == [
        ("536365-1", "85123A", 6, Decimal("2.55")),
        ("536365-2", "85123A", 6, Decimal("2.55")),
        ("536365-3", "POST", 1, Decimal(18)),
        ("548000-1", "22139", 3, Decimal("4.955")),
    ]


def test_cancellations_become_refunds_of_what_was_paid(query):
    assert query("refund_id, order_id, amount", "refunds") == [
        ("C536379-536365", "536365", Decimal("20.4")),
        ("C548001-548000", "548000", Decimal("14.865")),
    ]


def test_a_customer_is_there_from_the_first_invoice_in_the_country_of_the_last(query):
    assert query("customer_id, country, cast(registered_at as varchar)", "customers") == [
        ("12370", "Austria", "2011-06-30 23:30:00"),
        ("17850", "United Kingdom", "2010-12-01 08:26:00"),
    ]


def test_articles_find_their_categories(query):
    assert query("product_id, name, category_id", "products") == [
        ("22139", "RETROSPOT TEA SET CERAMIC 11 PC", "tea_and_coffee"),
        ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER", "candles"),
        ("POST", "POSTAGE", "service"),
    ]


def test_a_tree_of_categories_without_orphans(query):
    tree = dict(query("category_id, parent_id", "categories"))
    assert set(tree.values()) - {None} <= set(tree)
    assert tree["candles"] == "lights"
    assert tree["lights"] is None


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.csv", None, "no such file; the README beside this script says where to get the file"),
        (
            "other.csv",
            "Invoice,StockCode\n1,2\n",
            "its first line is Invoice,StockCode; it has to be InvoiceNo,",
        ),
        ("empty.csv", "", "its first line is ; it has to be InvoiceNo"),
        ("plain.csv.gz", "not packed", "cannot be read as CSV in UTF-8: Not a gzipped file"),
        (
            "text.csv",
            f"{','.join(HEADER)}\n1,2,tea,many,2010-12-01 08:26:00,1,2,France\n",
            "is not the Online Retail file",
        ),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, name, text, said):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(OnlineRetailError, match=f"{name}: {said}"):
        import_file(tmp_path / name, tmp_path / "shop", find_project(SHOP))
    assert not (tmp_path / "shop").exists()


def test_without_a_file_the_command_says_how_to_name_one(monkeypatch, capsys):
    monkeypatch.delenv("ONLINE_RETAIL_CSV", raising=False)
    monkeypatch.setattr("sys.argv", ["import_online_retail.py"])
    assert main() == 2
    assert "name it with --csv or ONLINE_RETAIL_CSV" in capsys.readouterr().err
