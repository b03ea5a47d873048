"""What differs between who should be on a list and what the list last confirmed, in the order it is to be done."""

from __future__ import annotations

import duckdb

from orchestration.refresh import quoting
from orchestration.specs import Destination

# Who leaves goes first: an address that changes hands is free by then.
_ORDER = {"remove": 0, "update": 1, "add": 2}

# In an add-only list they stay.
_STAYING = ("left_segment", "held_out", "same_address")


def find_changes(store: duckdb.DuckDBPyConnection, destination: Destination) -> None:
    """Compare candidates with members and make the temporary table `found_changes`."""
    staying = ", ".join(map(quoting.text, _STAYING if destination.mode == "add_only" else ("",)))
    store.execute(
        f"""
        create or replace temp table found_changes as
        with

        wanted as (
            select customer_id, address, fields from candidates where why_not is null
        ),

        held as (
            select * from delivery_members where destination = $destination
        ),

        compared as (
            select
                coalesce(wanted.customer_id, held.customer_id) as customer_id,
                wanted.customer_id is not null as is_wanted,
                coalesce(held.is_member, false) as is_held,
                wanted.address,
                wanted.fields,
                held.address as held_address,
                coalesce(held.version, 0) as version,
                coalesce(lower(wanted.address) != lower(held.address), false) as has_moved,
                wanted.fields is distinct from held.fields or not held.is_certain as is_stale
            from wanted
            full outer join held on wanted.customer_id = held.customer_id
        )

        select customer_id, 'remove' as action, held_address as address, null as fields, version,
            'address_changed' as reason
        from compared where is_wanted and is_held and has_moved
        union all
        select
            compared.customer_id, 'remove', held_address, null, version,
            case when candidates.customer_id is null then 'erased' else candidates.why_not end
        from compared
        left join candidates on compared.customer_id = candidates.customer_id
        where not is_wanted and is_held and coalesce(candidates.why_not, 'erased') not in ({staying})
        union all
        select customer_id, 'update', address, fields, version, null
        from compared where is_wanted and is_held and not has_moved and is_stale
        union all
        select customer_id, 'add', address, fields, version, null
        from compared where is_wanted and (not is_held or has_moved)
        """,  # noqa: S608 constants and quoted texts
        {"destination": destination.name},
    )


def number_changes(store: duckdb.DuckDBPyConnection, destination: str) -> None:
    """Give `found_changes` their order and keys, leave out what was given up, and make the temporary table `changes`.

    The key of a change is the same in every plan until the platform has confirmed it, and another one afterwards.
    """
    order = " ".join(f"when {quoting.text(action)} then {place}" for action, place in _ORDER.items())
    store.execute(
        """
        create or replace temp table keyed_changes as
        select
            *,
            md5(concat_ws(chr(31), ?, customer_id, action, lower(address), coalesce(fields, ''), version)) as key
        from found_changes
        """,
        [destination],
    )
    store.execute(
        f"""
        create or replace temp table changes as
        select
            row_number() over (order by case action {order} end, customer_id) as position,
            action, key, customer_id, address, fields, reason
        from keyed_changes
        where key not in (select key from delivery_dead_letters where destination = ?)
        """,  # noqa: S608 constants and quoted texts
        [destination],
    )
