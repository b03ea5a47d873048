"""E-mail addresses: what is one, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.errors import MessageError
from email.headerregistry import Address

from orchestration.notifications.outcome import SegmentChange


def is_address(text: str) -> bool:
    """Tell whether a text is one e-mail address and nothing else.

    >>> is_address("crm@example.com"), is_address("marketing"), is_address("a@example.com, b@example.com")
    (True, False, False)
    """
    try:
        return Address(addr_spec=text).addr_spec == text
    except (ValueError, IndexError, MessageError):
        return False


def segments_by_address(
    segments: Iterable[SegmentChange], addresses: Mapping[str, tuple[str, ...]], except_for: Iterable[str]
) -> dict[str, list[str]]:
    """Give the codes of the segments each owner's address is told about.

    Args:
        segments: the segments with their owners.
        addresses: the addresses of owners that are no address themselves.
        except_for: addresses that are told about every segment anyway.
    """
    told_anyway = {address.casefold() for address in except_for}
    codes: dict[str, list[str]] = {}
    for segment in segments:
        for address in owner_addresses(segment.owner, addresses):
            if address.casefold() not in told_anyway:
                codes.setdefault(address, []).append(segment.code)
    return codes


def unreachable_owners(segments: Iterable[SegmentChange], addresses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the owners nobody knows an address of."""
    return tuple(sorted({one.owner for one in segments if one.owner and not owner_addresses(one.owner, addresses)}))


def owner_addresses(owner: str, addresses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give an owner's addresses: those of the setting, else the owner itself where it is one, else none."""
    if owner in addresses:
        return addresses[owner]
    return (owner,) if is_address(owner) else ()
