"""The demo shop's folder: its tables as files, its parameters beside them, and replacing all of it in one go."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import duckdb
from pydantic import BaseModel, ConfigDict

from orchestration.demo_shop.contract import shop_tables
from orchestration.faults import UserError

FileFormat = Literal["parquet", "csv"]
FORMATS: Final[tuple[FileFormat, ...]] = ("parquet", "csv")
PARAMETERS_FILE: Final = "demo_shop.json"
NEXT_FOLDER: Final = ".next"
"""New files are written here; the parameters come last, so that a folder with them is complete."""


class Parameters(BaseModel):
    """What a demo shop was made with, and the instant it has reached."""

    model_config = ConfigDict(frozen=True)

    customers: int
    seed: int
    file_format: FileFormat
    faults: bool
    opened_at: datetime
    now: datetime


class NoDemoShopError(UserError):
    """The folder holds no demo shop."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self.folder = folder
        super().__init__(f"{folder} holds no demo shop ({PARAMETERS_FILE} is missing); make one first")


def utc_seconds(instant: datetime) -> datetime:
    """Turn an instant into UTC without a zone, in whole seconds; one without a zone is taken as UTC."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def read_parameters(folder: Path) -> Parameters:
    """Read the parameters of the shop in a folder."""
    file = folder / PARAMETERS_FILE
    if not file.is_file():
        raise NoDemoShopError(folder)
    return Parameters.model_validate_json(file.read_text(encoding="utf-8"))


def read_table(
    connection: duckdb.DuckDBPyConnection, folder: Path, table: str, file_format: FileFormat
) -> duckdb.DuckDBPyRelation:
    """Open a table's file; in CSV nothing is guessed, the types are those of the contract."""
    file = str(folder / f"{table}.{file_format}")
    if file_format == "parquet":
        return connection.read_parquet(file)
    return connection.read_csv(
        file,
        header=True,
        columns=dict(shop_tables()[table]),
        auto_detect=False,
        delimiter=",",
        quotechar='"',
        escapechar='"',
    )


def write_table(rows: duckdb.DuckDBPyRelation, folder: Path, table: str, file_format: FileFormat) -> None:
    """Write a table's file, rows in the order they come in, columns and types as the contract has them."""
    columns = shop_tables()[table].items()
    typed = rows.project(", ".join(f"cast({column} as {kind}) as {column}" for column, kind in columns))
    file = str(folder / f"{table}.{file_format}")
    if file_format == "parquet":
        typed.write_parquet(file)
    else:
        typed.write_csv(file, header=True)


def count_rows(rows: duckdb.DuckDBPyRelation) -> int:
    """Count rows."""
    (found,) = rows.count("*").fetchall()
    return int(found[0])


@contextmanager
def connection_with_scratch(folder: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Lend a database in memory and an empty folder for new files, on the disk of the shop's folder."""
    scratch = folder / NEXT_FOLDER
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    connection = duckdb.connect(config={"temp_directory": str(scratch / "spill")})
    try:
        yield connection, scratch
    finally:
        connection.close()
        if not (scratch / PARAMETERS_FILE).is_file():  # complete new files wait for finish_commit
            shutil.rmtree(scratch, ignore_errors=True)


def commit(folder: Path, parameters: Parameters) -> None:
    """Declare the new files complete and put them in place of the old ones."""
    scratch = folder / NEXT_FOLDER
    draft = scratch / f"{PARAMETERS_FILE}.draft"
    draft.write_text(parameters.model_dump_json(indent=2) + "\n", encoding="utf-8")
    draft.replace(scratch / PARAMETERS_FILE)
    finish_commit(folder)


def finish_commit(folder: Path) -> None:
    """Put complete new files in place, also those of a run that was killed while doing so."""
    scratch = folder / NEXT_FOLDER
    if not (scratch / PARAMETERS_FILE).is_file():
        return
    parameters = read_parameters(scratch)
    for table in shop_tables():
        new_file = scratch / f"{table}.{parameters.file_format}"
        if new_file.is_file():
            new_file.replace(folder / new_file.name)
    (other_format,) = (kind for kind in FORMATS if kind != parameters.file_format)
    for table in shop_tables():
        (folder / f"{table}.{other_format}").unlink(missing_ok=True)
    (scratch / PARAMETERS_FILE).replace(folder / PARAMETERS_FILE)
