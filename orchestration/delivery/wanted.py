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
# In an add-only list they stay, as long as the address there is theirs.
_STAYING = ("left_segment", "held_out", "same_address")

# As platforms take it; what the shop has is not uniform. delivery_consent calls an address invalid under the same rule.
ADDRESSES = {
    # To look for every kind of white space takes a second a million; few addresses begin or end with what may be some.
    "email": (
        "case when ascii(customers.email) between 33 and 126 and ascii(right(customers.email, 1)) between 33 and 126 "
        "then customers.email else trim(customers.email, $white_space) end"
    ),
    "sms": (
        "if(starts_with(trim(customers.phone, $white_space), '+'), '+', '') "
        "|| regexp_replace(customers.phone, '[^0-9]', '', 'g')"
    ),
}


def make_candidates(
    connection: duckdb.DuckDBPyConnection, destination: Destination, fields: Sequence[DestinationField]
) -> None:
    """Make the temporary table `candidates`: members of the segment and of the list, one row per customer.

    Its columns: customer_id, is_in_segment, address, fields (JSON, its keys in the order of the seed; missing where the
    list has them), why_not (the first reason not to have the customer on the list, none for who belongs there); and
    what the list holds: is_held, held_address, has_moved, is_stale, version.

    Everything that is known of a customer is brought together once: a plan of a million members is this one query.

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

        memberships as (
            select customer_id from {PUBLISHED}.segment_memberships where segment_code = $segment
        ),

        held as (
            select customer_id, is_member, is_certain, address, fields, version
            from delivery_members where destination = $destination
        ),

        population as (
            select
                coalesce(memberships.customer_id, held.customer_id) as customer_id,
                memberships.customer_id is not null as is_in_segment,
                coalesce(held.is_member, false) as is_held,
                held.address as held_address,
                held.fields as held_fields,
                coalesce(held.is_certain, false) as is_certain,
                coalesce(held.version, 0) as version
            from memberships
            full outer join held on memberships.customer_id = held.customer_id
            where memberships.customer_id is not null or held.is_member
        ),

        looked_at as (
            select
                population.*,
                {address} as address,
                {_fields_json(connection, fields)} as wanted_fields,
                case
                    when customers.customer_id is null then 'erased'
                    when not coalesce(consent.may_be_contacted, false) then coalesce(consent.reason, 'no_consent')
                    when md5(lower({address})) in (
                        select address_hash from delivery_suppressions where channel = $channel
                    ) then 'suppressed'
                    when not population.is_in_segment then 'left_segment'
                    when customers.bucket < {held_out} then 'held_out'
                end as why_not
            from population
            left join {PUBLISHED}.customer_aggregates as customers on population.customer_id = customers.customer_id
            left join {PUBLISHED}.segment_export as export
                on population.customer_id = export."CustomerId" and export.segment_code = $segment
            left join {PUBLISHED}.delivery_consent as consent
                on population.customer_id = consent.customer_id and consent.channel = $channel
        )

        select
            customer_id, is_in_segment, address, why_not, is_held, held_address, version,
            coalesce(lower(address) != lower(held_address), false) as has_moved,
            not is_certain or wanted_fields is distinct from held_fields as is_stale,
            case when why_not is null and (has_moved or is_stale or not is_held) then wanted_fields end as fields
        from looked_at
        """,  # noqa: S608 constants and quoted names
        {
            "segment": destination.segment_code,
            "channel": destination.consent_channel,
            "destination": destination.name,
            "white_space": WHITE_SPACE,
        },
    )
    _keep_addresses_apart(connection, destination)


def staying(destination: Destination) -> str:
    """Give the reasons that do not take anybody off a list, as SQL texts; there is always one."""
    return ", ".join(map(quoting.text, _STAYING if destination.mode == "add_only" else ("",)))


def _keep_addresses_apart(connection: duckdb.DuckDBPyConnection, destination: Destination) -> None:
    """A list knows an address once: whoever is on it with that address already, and stays, keeps it."""
    claiming = f"(why_not is null or (is_held and not has_moved and why_not in ({staying(destination)})))"
    connection.execute(
        f"""
        update candidates set why_not = 'same_address' where why_not is null and customer_id in (
            select customer_id from candidates
            where {claiming} and hash(lower(address)) in (
                select hash(lower(address)) from candidates where {claiming} group by all having count(*) > 1
            )
            qualify row_number() over (
                partition by lower(address) order by is_held and not has_moved desc, customer_id asc
            ) > 1
        )
        """  # noqa: S608 quoted texts
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
