"""Errors as a user sees them: one sentence, and never a traceback."""

import typer

from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.adapters.bulkhead import in_words, write_report
from dateline.tasks.core.errors import (
    BatchError,
    ConfigError,
    DatelineError,
    DiscoveryError,
    LedgerError,
    RecordError,
    StoreError,
)

_CODES: tuple[tuple[type[DatelineError], ExitCode], ...] = (
    (ConfigError, ExitCode.USAGE),
    (DiscoveryError, ExitCode.SOURCE),
    (StoreError, ExitCode.STORAGE),
    (LedgerError, ExitCode.STORAGE),
    (RecordError, ExitCode.STORAGE),
)


def report_error(error: Exception) -> ExitCode:
    """Say what went wrong on standard error, and return the exit code for it."""
    for kind, code in _CODES:
        if isinstance(error, kind):
            typer.echo(f"dateline: {error}", err=True)
            return code
    if isinstance(error, BatchError):
        typer.echo(f"dateline: {error}", err=True)
        return ExitCode.STORAGE if error.is_storage else ExitCode.UNEXPECTED
    typer.echo(
        f"dateline met an error that it did not expect ({in_words(error)}). "
        f"What was archived stays. Please report it with {write_report(error)}.",
        err=True,
    )
    return ExitCode.UNEXPECTED
