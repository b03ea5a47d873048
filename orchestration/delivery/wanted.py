"""Who should be on a list, with which address and fields, and why others should not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from orchestration.delivery.errors import UnknownFieldError
from orchestration.refresh import quoting
from orchestration.specs import Destination, DestinationField
from orchestration.specs.catalogue import CUSTOM_PREFIX
from orchestration.specs.cells import WHITE_SPACE
from orchestration.specs.destination_field_rows import EXPORT_FIELDS

PUBLISHED = "published"
_CUSTOM_COLUMN = "custom_"

# As platforms take it; what the shop has is not uniform. delivery_consent calls an address invalid under the same rule.
ADDRESSES = {
    "email": "trim(customers.email, $white_space)",
    "sms": (
        "if(starts_with(trim(customers.phone, $white_space), '+'), '+', '') "
        "|| regexp_replace(customers.phone, '[^0-9]', '', 'g')"
    ),
}


def make_candidates(
    connection: duckdb.DuckDBPyConnection, destination: Destination, fields: Sequence[DestinationField]
) -> None:
    """Make the temporary table `candidates`: members of the segment and of the list, one row per customer.

    Its columns: customer_id, is_in_segment, address, fields (JSON, its keys in the order of the seed), why_not: the
    first reason not to have the customer on the list, none for who belongs there.

    Args:
        connection: the store, with the published file attached as `published`.
        destination: the list.
        fields: what is sent of each.
    """
    address = ADDRESSES[destination.consent_channel]
    held_out = int(destination.hold_out_share * 100)
    connection.execute(
        f"""
        create or replace temp table candidates as
        with

        population as (
            select customer_id from {PUBLISHED}.segment_memberships where segment_code = $segment
            union
            select customer_id from delivery_members where destination = $destination and is_member
        ),

        looked_at as (
            select
                customers.customer_id,
                memberships.customer_id is not null as is_in_segment,
                {address} as address,
                {_fields_json(connection, fields)} as fields,
                coalesce(members.is_member, false) as is_member,
                case
                    when not coalesce(consent.may_be_contacted, false) then coalesce(consent.reason, 'no_consent')
                    when suppressions.address_hash is not null then 'suppressed'
                    when memberships.customer_id is null then 'left_segment'
                    when customers.bucket < {held_out} then 'held_out'
                end as why_not
            from population
            inner join {PUBLISHED}.customer_aggregates as customers on population.customer_id = customers.customer_id
            left join {PUBLISHED}.segment_memberships as memberships
                on population.customer_id = memberships.customer_id and memberships.segment_code = $segment
            left join {PUBLISHED}.segment_export as export
                on population.customer_id = export."CustomerId" and export.segment_code = $segment
            left join {PUBLISHED}.delivery_consent as consent
                on population.customer_id = consent.customer_id and consent.channel = $channel
            left join (select distinct address_hash from delivery_suppressions where channel = $channel) as suppressions
                on md5(lower({address})) = suppressions.address_hash
            left join delivery_members as members
                on population.customer_id = members.customer_id and members.destination = $destination
        )

        select
            customer_id,
            is_in_segment,
            address,
            fields,
            coalesce(
                why_not,
                -- a list knows an address once: whoever is on it already keeps it
                case
                    when row_number() over (
                        partition by lower(address), why_not is null order by is_member desc, customer_id asc
                    ) > 1 then 'same_address'
                end
            ) as why_not
        from looked_at
        """,  # noqa: S608 constants and quoted names
        {
            "segment": destination.segment_code,
            "channel": destination.consent_channel,
            "destination": destination.name,
            "white_space": WHITE_SPACE,
        },
    )


def _fields_json(connection: duckdb.DuckDBPyConnection, fields: Sequence[DestinationField]) -> str:
    columns = connection.execute(f"describe {PUBLISHED}.customer_aggregates").fetchall()
    types = {str(name): str(kind) for name, kind, *_ in columns}
    parts = []
    for one in fields:
        parts += [quoting.text(one.platform_field), _value(one, types)]
    return f"cast(json_object({', '.join(parts)}) as varchar)"


def _value(one: DestinationField, types: Mapping[str, str]) -> str:
    """Write what a field sends: numbers and truths as they are, days as ISO 8601, lists joined by commas."""
    if one.field in EXPORT_FIELDS:
        column = f"export.{quoting.name(one.field)}"
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%SZ')" if one.field == "RegistrationDateTime" else column
    name = one.field
    if name.startswith(CUSTOM_PREFIX):
        name = _CUSTOM_COLUMN + name.removeprefix(CUSTOM_PREFIX)
    if name not in types:
        own = (name.removeprefix(_CUSTOM_COLUMN) for name in types if name.startswith(_CUSTOM_COLUMN))
        raise UnknownFieldError(one.line, one.field, [CUSTOM_PREFIX + name for name in own])
    column = f"customers.{quoting.name(name)}"
    if types[name].endswith("[]"):
        return f"array_to_string({column}, ', ')"
    return f"cast({column} as double)" if types[name].startswith("DECIMAL") else column
