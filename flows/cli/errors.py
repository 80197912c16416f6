"""Error reporting: users see one sentence, never a traceback."""

import errno
import os
import sys
from collections.abc import Sequence

import typer

from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import INTERRUPTION
from dateline.flows.cli.text import say
from dateline.flows.runtime import environment
from dateline.tasks.adapters.bulkhead import in_words, write_report
from dateline.tasks.core.errors import (
    BatchError,
    BlockedError,
    ConfigError,
    DatelineError,
    DiscoveryError,
    IndexUnusableError,
    LedgerError,
    RecordError,
    ServerDiskError,
    ServerError,
    StoppedError,
    StoreError,
    TemporaryFilesError,
)
from dateline.tasks.core.runs.backfill import BackfillError
from dateline.tasks.core.value_types import is_text
from dateline.tasks.core.web.urls import without_login

_CONTINUE = "Everything archived so far is kept; run the same command again to continue"
_MAX_PATH = 100
"""How many characters of a path that is too long a message shows."""
_OF_PLACES = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR})
"""The errors that say that the user named, or set, a place that cannot be used, and so are no bugs."""
_CODES: tuple[tuple[type[DatelineError], ExitCode], ...] = (
    (ConfigError, ExitCode.USAGE),
    (DiscoveryError, ExitCode.SOURCE),
    (BlockedError, ExitCode.SOURCE),
    (BackfillError, ExitCode.SOURCE),
    (StoppedError, ExitCode.INTERRUPTED),
    (StoreError, ExitCode.STORAGE),
    (LedgerError, ExitCode.STORAGE),
    (IndexUnusableError, ExitCode.STORAGE),
    (ServerError, ExitCode.SERVER),
    (RecordError, ExitCode.STORAGE),
    (TemporaryFilesError, ExitCode.STORAGE),
    (ServerDiskError, ExitCode.STORAGE),
)


def end_if_skipped(damaged: Sequence[str]) -> None:
    """Tell what a rebuild skipped because it is damaged, and end the command if there is anything."""
    for one in damaged:
        say(f"dateline: skipped: {one}. `dateline audit` says how to repair it.", err=True)
    if damaged:
        raise typer.Exit(ExitCode.STORAGE)


def report_error(error: Exception, what: str = "") -> ExitCode:
    """Print the error to standard error, and return the exit code for it. ``what`` names what failed.

    Errors that follow an interruption are not printed: they are its consequence.
    """
    if INTERRUPTION.asked.is_set():
        return INTERRUPTION.code
    if _is_of_server(error):
        api, kind_of_error = without_login(environment.configured_api() or ""), type(error).__name__
        problem = f"the Prefect server at {api} stopped answering ({kind_of_error}). {_CONTINUE}"
        error = _full_disk_of_server() or ServerError(problem)
    if isinstance(error, OSError) and error.errno in _OF_PLACES and isinstance(error.filename, str):
        error = ConfigError(f"{_shortened(error.filename)} cannot be used: {os.strerror(error.errno or 0)}")
    for kind, code in _CODES:
        if isinstance(error, kind):
            about = f"{what}: " if what and what not in str(error) else ""
            typer.echo(f"dateline: {about}{error}", err=True)
            return code
    if isinstance(error, BatchError):
        typer.echo(f"dateline: {error}", err=True)
        return ExitCode.STORAGE if error.is_storage else ExitCode.UNEXPECTED
    # Python keeps bytes that are not UTF-8 as surrogates, which only paths may have.
    if wrong := [argument for argument in sys.argv[1:] if not is_text(argument)]:
        typer.echo(f"dateline: {wrong[0]!a} is not in UTF-8: write it in UTF-8", err=True)
        return ExitCode.USAGE
    typer.echo(
        f"dateline failed with an unexpected error ({in_words(error)}). "
        f"Everything archived so far is kept. Please report the error and attach {write_report(error)}.",
        err=True,
    )
    return ExitCode.UNEXPECTED


def _full_disk_of_server() -> DatelineError | None:
    from dateline.flows.serving.server_disk import full_disk

    return full_disk() if environment.is_of_this_machine() else None


def _shortened(path: str) -> str:
    return path if len(path) <= _MAX_PATH else f"{path[:_MAX_PATH]}…"


def interrupt_without_server(what: str) -> None:
    """End this process, because the Prefect server is lost, as Ctrl-C does. Call it in any thread."""
    INTERRUPTION.interrupt(f"dateline: {what}. {_CONTINUE}", ExitCode.SERVER)


def _is_of_server(error: Exception) -> bool:
    """Return whether Prefect's client could not reach its API. Nothing else in dateline uses httpx."""
    httpx = sys.modules.get("httpx")
    if httpx is None:
        return False
    no_api = isinstance(error, RuntimeError) and "Failed to reach API" in str(error)
    return no_api or isinstance(error, httpx.TransportError | httpx.HTTPStatusError)
