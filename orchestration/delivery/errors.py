"""What can go wrong between a plan and its end; no text of it holds an address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from orchestration.faults import UserError, one_of, quoted

NO = 1


class UnknownDestinationError(UserError):
    """Report a name that is no destination."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Keep the name."""
        self.name = name
        hint = one_of(known, name) if known else "seeds/destinations.csv has none"
        super().__init__(f"{quoted(name)} is not a destination; {hint}")


class UnknownTriggerError(UserError):
    """Report a name that is no trigger."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Keep the name."""
        self.name = name
        hint = one_of(known, name) if known else "seeds/triggers.csv has none"
        super().__init__(f"{quoted(name)} is not a trigger; {hint}")


class InactiveTriggerError(UserError):
    """Report a trigger that is to be run and starts nothing."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        self.name = name
        super().__init__(f"{name} is not active; set is_active in seeds/triggers.csv to true")


class InactiveDestinationError(UserError):
    """Report a plan that is asked for a destination that takes none."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        self.name = name
        super().__init__(f"{name} is not active; set is_active in seeds/destinations.csv to true")


class NothingToRollBackError(UserError):
    """Report a destination that has no earlier state to go back to."""

    def __init__(self, destination: str, plan_id: str | None, known: Sequence[str]) -> None:
        """Keep the destination and the plan that was asked for."""
        self.destination = destination
        if plan_id is None:
            super().__init__(f"{destination}: no plan was applied yet, so there is no earlier state")
        else:
            hint = one_of(known, plan_id) if known else "none was"
            super().__init__(f"{destination}: {quoted(plan_id)} is not a plan that was applied; {hint}")


class UnknownFieldError(UserError):
    """Report a field of the shop's own that customers do not have."""

    def __init__(self, line: int, field: str, known: Sequence[str]) -> None:
        """Keep the field and its line."""
        self.field = field
        hint = one_of(known, field) if known else "the shop has no fields of its own"
        super().__init__(f"seeds/destination_fields.csv:{line} field: customers have no {quoted(field)}; {hint}")


class PlanFileError(UserError):
    """Report a file that is no plan, or no longer the plan it was."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file."""
        self.path = path
        super().__init__(f"{path}: {reason}")


class StalePlanError(UserError):
    """Report a plan that was overtaken; a new one says what has to be done now."""

    exit_code = NO

    def __init__(self, plan_id: str, destination: str, reason: str) -> None:
        """Keep the plan and what overtook it."""
        self.plan_id = plan_id
        super().__init__(f"{plan_id} is stale: {reason}; run `segments sync plan {destination}`")


class BlockedPlanError(UserError):
    """Report a plan that stops for a human."""

    exit_code = NO

    def __init__(self, plan_id: str, reasons: Sequence[str]) -> None:
        """Keep the plan and what it would do."""
        self.plan_id = plan_id
        super().__init__(
            f"{plan_id} stops for a human: {'; '.join(reasons)}. Look at it, and apply it with --accept-limits"
        )
