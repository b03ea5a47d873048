"""Cut operations into requests, and give each of them its own result whatever becomes of the request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult
from orchestration.delivery.platforms.errors import RequestRefusedError, TemporaryError
from orchestration.notifications.addresses import is_address

Send = Callable[[Sequence[Operation]], Mapping[str, RowResult]]


def apply_in_batches(
    operations: Sequence[Operation], size: int, send: Send, *, takes_phones: bool = False
) -> tuple[RowResult, ...]:
    """Send operations in batches and give their results in their order.

    An operation behind one of the same customer that has to wait, waits too. A request that is refused as a whole is
    halved until the row to blame is alone, so that it does not take the others with it.

    Args:
        operations: what to do.
        size: rows of a batch at most.
        send: does a batch, in which no customer and no address comes twice; gives results by key.
        takes_phones: whether an address may be a phone number.
    """
    results: dict[str, RowResult] = {}
    waiting: set[str] = set()
    for batch in _batches(operations, size):
        ready = []
        for operation in batch:
            if waiting & _names(operation):
                results[operation.key] = RowResult(operation.key, Outcome.RETRY, "earlier_change_waits")
            elif reason := _refusal(operation, takes_phones=takes_phones):
                # What is no address is on no list either.
                outcome = Outcome.GONE if isinstance(operation, Remove) else Outcome.REFUSED
                results[operation.key] = RowResult(operation.key, outcome, reason)
            else:
                ready.append(operation)
        results |= _sent(ready, send)
        for operation in batch:
            if not results[operation.key].is_settled:
                waiting |= _names(operation)
    return tuple(results[operation.key] for operation in operations)


def pieces(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Cut values into runs of at most this size."""
    for begin in range(0, len(values), size):
        yield values[begin : begin + size]


def folded(address: str) -> str:
    """Give an address as platforms compare it."""
    return address.strip().lower()


def by_address(operations: Iterable[Operation]) -> dict[str, Operation]:
    """Give operations by their folded address."""
    return {folded(operation.address): operation for operation in operations}


def _batches(operations: Sequence[Operation], size: int) -> Iterator[list[Operation]]:
    """Cut before a customer or address that is in the batch already; an operation that is repeated is left out."""
    batch: list[Operation] = []
    names: set[str] = set()
    keys: set[str] = set()
    for operation in operations:
        if operation.key in keys:
            continue
        keys.add(operation.key)
        if batch and (len(batch) == size or names & _names(operation)):
            yield batch
            batch, names = [], set()
        batch.append(operation)
        names |= _names(operation)
    if batch:
        yield batch


def _names(operation: Operation) -> set[str]:
    return {f"customer {operation.customer_id}", f"address {folded(operation.address)}"}


def _refusal(operation: Operation, *, takes_phones: bool) -> str | None:
    """Tell why an operation is not even sent."""
    if isinstance(operation, Add) and not operation.consent.is_given:
        return "no_consent"
    if is_address(operation.address) or (takes_phones and operation.address.lstrip("+").isdigit()):
        return None
    return "invalid_address"


def _sent(operations: Sequence[Operation], send: Send) -> dict[str, RowResult]:
    if not operations:
        return {}
    try:
        answered = send(operations)
    except TemporaryError as error:
        return {one.key: RowResult(one.key, Outcome.RETRY, error.reason, error.wait_seconds) for one in operations}
    except RequestRefusedError as error:
        if len(operations) == 1:
            key = operations[0].key
            return {key: RowResult(key, Outcome.REFUSED, f"status_{error.status}")}
        middle = len(operations) // 2
        return _sent(operations[:middle], send) | _sent(operations[middle:], send)
    return {one.key: answered.get(one.key, RowResult(one.key, Outcome.RETRY, "not_answered")) for one in operations}
