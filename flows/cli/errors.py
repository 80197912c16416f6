"""Errors as a user sees them: one sentence, and never a traceback."""

import sys

import typer

from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.runtime import environment
from dateline.tasks.adapters.bulkhead import in_words, write_report
from dateline.tasks.core.errors import (
    BatchError,
    ConfigError,
    DatelineError,
    DiscoveryError,
    LedgerError,
    RecordError,
    ServerError,
    StoreError,
)

_CODES: tuple[tuple[type[DatelineError], ExitCode], ...] = (
    (ConfigError, ExitCode.USAGE),
    (DiscoveryError, ExitCode.SOURCE),
    (StoreError, ExitCode.STORAGE),
    (LedgerError, ExitCode.STORAGE),
    (ServerError, ExitCode.SERVER),
    (RecordError, ExitCode.STORAGE),
)


def report_error(error: Exception) -> ExitCode:
    """Say what went wrong on standard error, and return the exit code for it.

    Once the command was interrupted, nothing more is said: what goes wrong then follows from that.
    """
    if INTERRUPTION.asked.is_set():
        return ExitCode.INTERRUPTED
    if _is_of_server(error):
        error = ServerError(
            f"the Prefect server at {environment.configured_api()} stopped answering ({type(error).__name__}). "
            "What was archived stays; the same command goes on from there"
        )
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


def _is_of_server(error: Exception) -> bool:
    """Return whether Prefect's client, which speaks httpx, could not reach its API: nothing else here does."""
    httpx = sys.modules.get("httpx")
    if httpx is None:
        return False
    no_api = isinstance(error, RuntimeError) and "Failed to reach API" in str(error)
    return no_api or isinstance(error, httpx.TransportError | httpx.HTTPStatusError)
