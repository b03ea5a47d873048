"""Write rows to a spreadsheet file: texts stay texts, whatever they begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

MOST_ROWS = 1_048_575  # a sheet's limit, less the heading
LONGEST_TEXT = 32_767
FIRST_YEAR = 1900  # a spreadsheet knows no earlier dates

# A customer's name may begin with = or be an address: neither becomes a formula or a link.
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_spreadsheet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one sheet with a heading.

    Args:
        path: the file to write.
        columns: the heading.
        rows: at most MOST_ROWS rows; None leaves a cell empty.
    """
    with xlsxwriter.Workbook(str(path), OPTIONS) as workbook:
        heading = workbook.add_format({"bold": True})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, heading)
        for row_number, row in enumerate(rows, start=1):
            for column_number, value in enumerate(row):
                _write_cell(sheet, row_number, column_number, value, moment if isinstance(value, datetime) else day)


def _write_cell(sheet: Worksheet, row: int, column: int, value: object, date_format: Format) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= FIRST_YEAR:  # a datetime is a date, too
        sheet.write_datetime(row, column, value, date_format)
    else:
        sheet.write_string(row, column, str(value)[:LONGEST_TEXT])
