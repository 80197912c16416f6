"""Errors as a user sees them: one sentence, and never a traceback."""

import tempfile
import traceback

import typer

from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.core.errors import ConfigError, DatelineError, DiscoveryError, LedgerError, RecordError, StoreError

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
    with tempfile.NamedTemporaryFile("w", prefix="dateline-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exception(error, file=log)
    typer.echo(
        f"dateline met an error that it did not expect ({type(error).__name__}: {error}). "
        f"What was archived stays. Please report it with {log.name}.",
        err=True,
    )
    return ExitCode.UNEXPECTED
