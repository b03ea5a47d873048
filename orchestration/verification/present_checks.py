"""Do the relations that know only the last refresh agree with it?"""

from __future__ import annotations

from orchestration.erasure.tombstones import is_stand_in
from orchestration.verification.check import AXES, EXPORT, HISTORY, MEMBERSHIPS, Check, both_ways

# For an erased customer the history has a stand-in, which no list of people has.
_PEOPLE = f"from segment_memberships where not {is_stand_in('customer_id')}"

PRESENT_CHECKS = (
    Check(
        "memberships are the open stays",
        (MEMBERSHIPS, HISTORY),
        both_ways(
            "select customer_id, segment_code, entered_at, null as refresh_id from segment_memberships",
            "segment_memberships",
            "select customer_id, segment_code, entered_at, null as refresh_id from segment_membership_history "
            "where exited_at is null",
            "the history",
        ),
        only_last=True,
    ),
    Check(
        "axes are the memberships",
        (AXES, MEMBERSHIPS),
        both_ways(
            "select customer_id, axis as segment_code, null as refresh_id from "
            "(unpivot segment_axes on columns('^in_') into name axis value is_in) where is_in",
            "segment_axes",
            f"""
            select customer_id, 'in_' || segment_code as segment_code, null as refresh_id
            {_PEOPLE} and 'in_' || segment_code in (select column_name from (describe segment_axes))
            """,  # noqa: S608 constants
            "segment_memberships",
        ),
        only_last=True,
    ),
    Check(
        "export rows are the memberships",
        (EXPORT, MEMBERSHIPS),
        both_ways(
            'select "CustomerId" as customer_id, segment_code, null as refresh_id from segment_export',
            "segment_export",
            f"select customer_id, segment_code, null as refresh_id {_PEOPLE}",
            "segment_memberships",
        ),
        only_last=True,
    ),
)
