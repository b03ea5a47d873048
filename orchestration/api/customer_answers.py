"""The shapes of answers about one customer, as OpenAPI describes them."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from orchestration.api.values import Instant, RefreshId

# Amounts and instants are texts.
Plain = str | bool | int | float | list[str] | None


class CustomerSegment(BaseModel):
    """A segment the customer is in."""

    segment_code: str
    name: str
    entered_at: Instant


class CustomerSegments(BaseModel):
    """The segments a customer is in now, by code."""

    refresh_id: RefreshId
    customer_id: str
    segments: list[CustomerSegment]


class Stay(BaseModel):
    """One stay of the customer in a segment."""

    segment_code: str
    name: str
    entered_at: Instant
    entered_cause: str = Field(description="`first_refresh`, `definition`, `data` or `time`.", examples=["data"])
    exited_at: Instant | None = Field(description="Missing while the customer is in.")
    exited_cause: str | None = Field(examples=["time"])


class CustomerHistory(BaseModel):
    """Every stay of a customer, those that last first, then the latest."""

    refresh_id: RefreshId
    customer_id: str
    stays: list[Stay]


class Customer(BaseModel):
    """What is known of a customer."""

    refresh_id: RefreshId
    customer_id: str
    name: str | None = Field(description="First and last name; known of members of any segment only.")
    values: dict[str, Plain] = Field(
        description="Every column of `customer_aggregates`, the shop's own fields included.",
        examples=[{"city": "Казань", "paid_sum": "12450.0000", "orders_count": 4, "order_channels": ["site"]}],
    )


class Condition(BaseModel):
    """A condition, or a group of them, and what was found at the customer."""

    model_config = ConfigDict(from_attributes=True)

    group: str = Field(description="Path of the group it is in; of a group its own; of the whole empty.")
    condition: str = Field(examples=["paid_sum between 50000..200000"])
    field: str | None = Field(description="Missing for a group.")
    scope: str | None
    operator: str | None
    threshold: str | None = Field(description="What is compared with.")
    actual: str | None = Field(description="The customer's value.")
    found: str | None = Field(description="Of lists and segments: which of the values are there.")
    holds: bool
    distance: Decimal | None = Field(description="How far the value is from the threshold; days for dates.")


class Explanation(BaseModel):
    """Why a customer is in a segment, or not."""

    refresh_id: RefreshId
    segment_code: str
    customer_id: str
    is_member: bool | None = Field(description="Missing when the segment was not computed yet.")
    holds: bool | None = Field(description="Whether the definition holds by the values of this refresh.")
    since: Instant | None = Field(description="When the present stay began.")
    notes: list[str] = Field(description="Why membership and conditions may differ.")
    conditions: list[Condition] = Field(description="The definition row by row, the whole first.")
    unknown: str | None = Field(description="What cannot be known at present, and why: while a refresh runs, say.")
