"""Find the Online Retail file, read it without the project's own code, and import it once for all tests."""

import csv
import gzip
import os
import sys
import warnings
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SHOP = HOUSE / "examples" / "online_retail"

sys.path.insert(0, str(SHOP))  # the example is a user's project, not a part of the package

NOT_TESTED = (
    "the Online Retail example was NOT tested on its real file: set ONLINE_RETAIL_CSV to it "
    "(examples/online_retail/README.md says where to get it)"
)


class OnlineRetailNotTestedWarning(UserWarning):
    """Says in pytest's summary that real input was not tested."""


@dataclass(frozen=True)
class Line:
    """Holds one line of the file; `customer` is empty where the file has none."""

    invoice: str
    article: str
    quantity: int
    day: str
    price: Decimal
    customer: str
    country: str

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price

    @property
    def is_sale(self) -> bool:
        """The lines the published figures are about."""
        return bool(self.customer) and self.quantity > 0 and self.price > 0


@pytest.fixture(scope="session")
def online_retail_file() -> Path:
    named = os.environ.get("ONLINE_RETAIL_CSV", "")
    if named and Path(named).is_file():
        return Path(named)
    reason = f"{NOT_TESTED}; it is {named!r}, which is no file" if named else NOT_TESTED
    if os.environ.get("CI"):
        pytest.fail(reason)
    warnings.warn(reason, OnlineRetailNotTestedWarning, stacklevel=1)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def file_lines(online_retail_file) -> list[Line]:
    opened = gzip.open if online_retail_file.suffix == ".gz" else open
    with opened(online_retail_file, "rt", encoding="utf-8", newline="") as text:
        return [
            Line(
                invoice=row["InvoiceNo"],
                article=row["StockCode"].upper(),
                quantity=int(row["Quantity"]),
                day=row["InvoiceDate"][:10],
                price=Decimal(row["UnitPrice"]),
                customer=row["CustomerID"].removesuffix(".0"),
                country=row["Country"],
            )
            for row in csv.DictReader(text)
        ]


@pytest.fixture(scope="session")
def sales(file_lines) -> list[Line]:
    return [line for line in file_lines if line.is_sale]


@pytest.fixture(scope="session")
def shop_data(online_retail_file, tmp_path_factory) -> Path:
    """The folder of the shop tables the example makes of the file."""
    from import_online_retail import import_file  # noqa: PLC0415 needs the path above

    from orchestration.project import find_project  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("online_retail") / "shop_data"
    import_file(online_retail_file, folder, find_project(SHOP))
    return folder
