"""Check the rows of destination_fields.csv: which of our fields goes into which field of the platform."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.catalogue import CUSTOM_PREFIX, FieldType
from orchestration.specs.cells import trim
from orchestration.specs.destination_rows import DESTINATIONS_FILE
from orchestration.specs.destinations import DestinationField
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.rows import Row, SeedFile

DESTINATION_FIELDS_FILE = "seeds/destination_fields.csv"
DESTINATION_FIELD_COLUMNS = ("destination", "platform_field", "field")

# Columns of segment_export that customer_aggregates does not have.
EXPORT_FIELDS = ("Name", "LastOrderNumber", "LastOrderId", "Location", "RegistrationDateTime")


def known_fields() -> tuple[str, ...]:
    """Give the fields that may be sent, but for the shop's own (custom.<field>)."""
    unscoped = (field.name for field in CATALOGUE.fields.values() if field.type is not FieldType.CUSTOM)
    return (*EXPORT_FIELDS, *(name for name in unscoped if name != "segment"))


def check_destination_field_rows(
    fields: SeedFile, destinations: SeedFile
) -> tuple[list[DestinationField], list[Fault]]:
    """Read the rows; a row with a fault sends nothing."""
    names = tuple(row.cells["destination"] for row in destinations.rows)
    first_lines: dict[tuple[str, str], int] = {}
    found: list[DestinationField] = []
    faults: list[Fault] = []
    for row in fields.rows:
        wrong = [*_row_faults(row, names if destinations.is_complete else None), *_repeats(row, first_lines)]
        faults.extend(wrong)
        if not wrong:
            destination, platform_field, name = (row.cells[column] for column in DESTINATION_FIELD_COLUMNS)
            found.append(
                DestinationField(
                    line=row.place.line, destination=destination, platform_field=platform_field, field=name
                )
            )
    return found, faults


def _row_faults(row: Row, destinations: tuple[str, ...] | None) -> Iterator[Fault]:
    destination, platform_field, name = (row.cells[column] for column in DESTINATION_FIELD_COLUMNS)
    if destinations is not None and destination not in destinations:
        message = (
            f"{quoted(destination)} is not a destination of {DESTINATIONS_FILE}; {one_of(destinations, destination)}"
        )
        yield row.place.fault("destination", destination, message, destinations)
    if not trim(platform_field):
        yield row.place.fault("platform_field", platform_field, "the field of the platform has no name")
    elif trim(platform_field) != platform_field:
        message = f"{quoted(platform_field)} has white space around it; take it off"
        yield row.place.fault("platform_field", platform_field, message)
    own = name.removeprefix(CUSTOM_PREFIX)
    if (own == name or not trim(own)) and name not in known_fields():
        message = f"{quoted(name)} is not a field; {one_of((*known_fields(), f'{CUSTOM_PREFIX}<field>'), name)}"
        yield row.place.fault("field", name, message, known_fields())


def _repeats(row: Row, first_lines: dict[tuple[str, str], int]) -> Iterator[Fault]:
    place = (row.cells["destination"], row.cells["platform_field"])
    first = first_lines.setdefault(place, row.place.line)
    if first != row.place.line:
        yield row.place.fault("platform_field", place[1], f"{quoted(place[1])} of {place[0]} is filled on line {first}")
