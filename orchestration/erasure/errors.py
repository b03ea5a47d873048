"""What can be wrong with the request to erase somebody."""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.faults import UserError, quoted
from orchestration.refresh.errors import WAREHOUSE_FAILED

NO = 1


class UnknownCustomersError(UserError):
    """Refuse to erase ids that are found nowhere: most likely one is misspelt, and a tombstone cannot be taken back."""

    exit_code = NO

    def __init__(self, customer_ids: Sequence[str]) -> None:
        """Keep the ids, as they were given."""
        self.customer_ids = tuple(customer_ids)
        listed = ", ".join(map(quoted, self.customer_ids))
        one = len(self.customer_ids) == 1
        super().__init__(
            f"{listed} {'is no customer' if one else 'are no customers'} here, nobody was erased; "
            f"to keep {'it' if one else 'them'} out before the source brings {'it' if one else 'them'}: --in-advance"
        )


class NobodyToEraseError(UserError):
    """Report a request without an id."""

    def __init__(self) -> None:
        """Say how ids are given."""
        super().__init__("give the id of at least one customer, or a file with one id on each line: --from FILE")


class NotConfirmedError(UserError):
    """Refuse to erase without being told so: it cannot be undone."""

    def __init__(self, *, was_asked: bool) -> None:
        """Say how it is confirmed."""
        self.was_asked = was_asked
        how = "nobody was erased" if was_asked else "there is no terminal to ask on; say --yes"
        super().__init__(f"not confirmed: {how}")


class ErasureStoppedError(UserError):
    """Report an erasure that the file system or the warehouse stopped halfway: no space, no permission."""

    exit_code = WAREHOUSE_FAILED

    def __init__(self, reason: str) -> None:
        """Keep what was said."""
        self.reason = reason
        super().__init__(f"the erasure was not finished: {reason}; run it again, or the next refresh finishes it")


class IdsFileError(UserError):
    """Report a file of ids that cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        """Keep the file and the reason."""
        self.path = path
        self.reason = reason
        super().__init__(f"{path} cannot be read: {reason}")
