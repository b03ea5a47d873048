"""`segments notify`: whom notifications reach, without waiting for a refresh to fail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer
from rich.markup import escape

from orchestration.commands.terminal import Format, new_table, results, write_json
from orchestration.faults import UserError
from orchestration.notifications.addresses import owner_addresses
from orchestration.notifications.settings import read_settings
from orchestration.project import Project, find_project
from orchestration.refresh.start import start_refresh
from orchestration.specs import read_specs

if TYPE_CHECKING:
    from orchestration.notifications.environment import Settings

REMOTE_FAILED = 3
EVERYTHING = "every segment"


class NobodyToNotifyError(UserError):
    """Report settings that reach nobody."""

    exit_code: ClassVar[int] = 1

    def __init__(self) -> None:
        """Say what would reach somebody."""
        super().__init__(
            "nobody is notified: set SEGMENTS_NOTIFY_WEBHOOK, or SEGMENTS_SMTP_HOST and SEGMENTS_SMTP_FROM with "
            "SEGMENTS_NOTIFY_TO or SEGMENTS_OWNER_ADDRESSES"
        )


class NothingToTestError(UserError):
    """Report a test that has nowhere to go."""

    exit_code: ClassVar[int] = 1

    def __init__(self) -> None:
        """Say where tests go."""
        super().__init__("a test goes to SEGMENTS_NOTIFY_TO and SEGMENTS_NOTIFY_WEBHOOK, and neither is set")


def run(
    context: typer.Context,
    *,
    test: Annotated[
        bool,
        typer.Option("--test", help="Send a made-up message to the configured list and the webhook; not to owners."),
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """List who is told of which segments, or send a test and say what became of it."""
    project = find_project(context.obj)
    settings = read_settings()
    if settings is None:
        raise NobodyToNotifyError
    if test:
        _send_test(project, settings, output)
    else:
        _show([*_readers(project, settings)], output)


def _readers(project: Project, settings: Settings) -> Iterator[dict[str, str]]:
    """Give who is told of what; an owner nobody knows an address of is there with none."""
    if settings.smtp_host is not None:
        for address in settings.notify_to:
            yield {"reader": "list", "address": address, "segments": EVERYTHING}
        codes: dict[str, list[str]] = {}
        for segment in read_specs(project).segments:
            codes.setdefault(segment.owner, []).append(segment.code)
        for owner in sorted(filter(None, codes)):
            addresses = ", ".join(owner_addresses(owner, settings.owner_addresses))
            yield {"reader": f"owner {owner}", "address": addresses, "segments": ", ".join(codes[owner])}
    if settings.notify_webhook is not None:
        url = settings.notify_webhook.get_secret_value()
        signed = "signed" if settings.notify_webhook_secret else "not signed"
        # The rest of the address may hold a token.
        yield {"reader": "webhook", "address": f"{url.scheme}://{url.host}/… ({signed})", "segments": EVERYTHING}


def _show(readers: list[dict[str, str]], output: Format) -> None:
    if not any(reader["address"] for reader in readers):
        raise NobodyToNotifyError
    if output is Format.json:
        write_json(readers)
        return
    table = new_table("reader", "address", "segments")
    for reader in readers:
        table.add_row(*(escape(text) or "–" for text in reader.values()))
    results().print(table)


def _send_test(project: Project, settings: Settings, output: Format) -> None:
    from orchestration.notifications.delivering import deliver  # noqa: PLC0415 it imports the clients
    from orchestration.notifications.sample import sample_outcome  # noqa: PLC0415 see above

    deliveries = list(deliver(sample_outcome(start_refresh(project)), settings))
    if not deliveries:
        raise NothingToTestError
    if output is Format.json:
        write_json(deliveries)
    else:
        for delivery in deliveries:
            typer.echo(str(delivery))
    if any(delivery.problem for delivery in deliveries):
        raise typer.Exit(REMOTE_FAILED)
