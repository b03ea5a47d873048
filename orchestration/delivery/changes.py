"""What differs between who should be on a list and what the list last confirmed, in the order it is to be done."""

from __future__ import annotations

import duckdb

from orchestration.delivery.wanted import staying
from orchestration.refresh import quoting
from orchestration.specs import Destination

# Who leaves goes first: an address that changes hands is free by then.
_ORDER = {"remove": 0, "update": 1, "add": 2}


def find_changes(store: duckdb.DuckDBPyConnection, destination: Destination) -> None:
    """Make the temporary table `found_changes`: what is to be done for each candidate."""
    leaves = f"coalesce(why_not not in ({staying(destination)}), false)"
    store.execute(
        f"""
        create or replace temp table found_changes as
        select customer_id, 'remove' as action, held_address as address, null as fields, version,
            if({leaves}, why_not, 'address_changed') as reason
        from candidates
        where is_held and (has_moved or {leaves})
        union all
        select customer_id, if(is_held and not has_moved, 'update', 'add'), address, fields, version, null
        from candidates where why_not is null and (not is_held or has_moved or is_stale)
        """  # noqa: S608 constants and quoted texts
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
