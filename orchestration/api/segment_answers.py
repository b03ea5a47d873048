"""The shapes of answers about segments, as OpenAPI describes them. Instants are UTC, amounts are texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_pascal

from orchestration.api.values import MOST_IDS, MOST_SEGMENTS, CustomerId, Instant, RefreshId, SegmentCode


class Refresh(BaseModel):
    """The refresh that is published."""

    model_config = ConfigDict(from_attributes=True)

    refresh_id: RefreshId
    as_of: Instant = Field(description="What is published was true at this instant.")
    started_at: Instant = Field(description="When the refresh began.")
    finished_at: Instant | None = Field(description="When it was published.")
    definition_commit: str | None = Field(description="Commit of the definitions.", examples=["6f4746f"])
    rows_read: int | None = Field(description="Rows of the shop's tables.")
    rejected: int | None = Field(description="Rows that could not be used.")
    members: int | None = Field(description="Memberships in all segments.")
    seconds: float | None = Field(description="How long it took.")


class Segment(BaseModel):
    """A segment and its size at the refresh that is published."""

    segment_code: str = Field(examples=["vip"])
    name: str = Field(description="What people call it.", examples=["VIP"])
    kind: str = Field(description="`dynamic` or `static`.", examples=["dynamic"])
    is_active: bool = Field(description="Whether it is recomputed.")
    owner: str | None = Field(description="Who answers for it.", examples=["sales"])
    members: int | None = Field(description="Customers in it; missing as long as it was never computed.")
    share: float | None = Field(description="Members per customer, 0 to 1.")
    entered: int | None = Field(description="Customers the last refresh added.")
    exited: int | None = Field(description="Customers the last refresh removed.")


class SegmentAnswer(BaseModel):
    """One segment."""

    refresh_id: RefreshId
    segment: Segment


class Segments(BaseModel):
    """Every segment, sorted by code."""

    refresh_id: RefreshId
    segments: list[Segment]


class Size(BaseModel):
    """How large a segment was at one refresh, and what that refresh changed."""

    model_config = ConfigDict(from_attributes=True)

    refresh_id: str
    as_of: Instant
    members: int
    entered: int
    exited: int


class Sizes(BaseModel):
    """Sizes of a segment, the newest first."""

    refresh_id: RefreshId
    segment_code: str
    sizes: list[Size]
    next_before: str | None = Field(description="`before` of the next, older page; missing on the last one.")


class Member(BaseModel):
    """A member of a segment."""

    customer_id: str
    entered_at: Instant = Field(description="When the present stay began.")


class MembersPage(BaseModel):
    """Some members of a segment, in the order of their ids."""

    refresh_id: RefreshId
    segment_code: str
    members: list[Member]
    next_cursor: str | None = Field(description="`cursor` of the next page; missing on the last one.")


class ExportRow(BaseModel):
    """What an import form needs of a member, under the names it expects."""

    model_config = ConfigDict(alias_generator=to_pascal, validate_by_name=True)

    customer_id: str
    name: str | None
    organization: str | None
    email: str | None
    phone: str | None
    manager_name: str | None
    last_order_number: str | None
    last_order_id: str | None
    orders_sum: Decimal | None
    orders_count: int | None
    location: str | None
    registration_date_time: Instant | None
    birth_day: date | None


class ExportPage(BaseModel):
    """Some members of a segment with what is known of them, in the order of their ids."""

    refresh_id: RefreshId
    segment_code: str
    rows: list[ExportRow]
    next_cursor: str | None = Field(description="`cursor` of the next page; missing on the last one.")


class MembershipQuestion(BaseModel):
    """Which customers, and which segments."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"segments": ["vip", "sleeping"], "customer_ids": ["C0000001", "C0000012"]}]},
    )

    segments: list[SegmentCode] = Field(min_length=1, max_length=MOST_SEGMENTS, description="Codes of segments.")
    customer_ids: list[CustomerId] = Field(min_length=1, max_length=MOST_IDS, description="Ids of customers.")


class SegmentMembers(BaseModel):
    """Which of the customers asked for are in one segment; the others are not."""

    segment_code: str
    members: list[str] = Field(description="In the order they were asked for, each once.")


class MembershipAnswer(BaseModel):
    """Who of the customers asked for is in which of the segments."""

    refresh_id: RefreshId
    segments: list[SegmentMembers]
    unknown: list[str] = Field(description="Ids no customer has.")
