"""What the seeds say of destinations: lists at platforms, and what is sent to them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from orchestration.specs.value import Value

DestinationMode = Literal["mirror", "add_only"]
ConsentChannel = Literal["email", "sms"]


class Destination(Value):
    """One row of destinations.csv: a segment that is kept on a list of a platform.

    Args:
        line: physical line of the row.
        name: what commands call it.
        platform: name of the connector.
        list: the list, as the platform's page of docs/platforms.md says to write it.
        segment_code: whose members are on the list.
        mode: mirror takes off who leaves the segment; add_only leaves them on.
        consent_channel: the channel whose consent is asked for, and whose address is sent.
        hold_out_share: part of the customers, by bucket, who are kept off the list, 0 to 1.
        max_shrink: part of the list that one plan may take off before a human has to agree, 0 to 1.
        max_rows: members the list may have; None for no limit.
        is_active: whether plans are made for it.
        auto_apply: whether a refresh applies its plan without being asked.
    """

    line: int
    name: str
    platform: str
    list: str
    segment_code: str
    mode: DestinationMode
    consent_channel: ConsentChannel
    hold_out_share: Decimal
    max_shrink: Decimal
    max_rows: int | None
    is_active: bool
    auto_apply: bool


class DestinationField(Value):
    """One row of destination_fields.csv: which of our fields fills a field of the platform."""

    line: int
    destination: str
    platform_field: str
    field: str
