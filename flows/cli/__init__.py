"""The ``dateline`` command. Only the commands that run a flow import Prefect, because that takes seconds."""

import errno
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.config.loader import CONFIG_VARIABLE, ConfigMistakesError
from dateline.flows.cli.commands import (
    audit,
    batches,
    browse,
    check,
    demo,
    doctor,
    export,
    health,
    ingest,
    init,
    ledger,
    preview,
    prune,
    query,
    raw,
    remove_source,
    reprocess,
    search,
    show,
    sources,
    trace,
)
from dateline.flows.cli.commands.backfill import backfill
from dateline.flows.cli.commands.serve import deploy, serve
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.help import WithExclusions, WithWholeSentences, config_first, examples
from dateline.flows.cli.interruption import GRACE_S, INTERRUPTION, end_within, ending_on_signals
from dateline.flows.cli.progress_lines import telling_of_waits
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.version import __version__

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_EXIT_S = 20.0
"""How many seconds Prefect has to send the last logs and events to a server that is slow."""


class _OutputClosedError(Exception):
    """The program reading standard output exited before everything was written."""


class _Commands(WithWholeSentences):
    """All commands. Flushes standard output after each of them, so that a closed pipe is noticed here."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - as below
        return super().parse_args(ctx, config_first(args))

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as below
        try:
            return super().make_context(*args, **extra)  # may print the help
        except BrokenPipeError as error:
            raise _OutputClosedError from error

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own context, which it does not export
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:  # typer would exit with code 1
            raise _OutputClosedError from error
        return result


app = typer.Typer(
    cls=_Commands,
    name="dateline",
    help="Archive the news: find, fetch, clean, deduplicate and store articles as JSON.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120, "help_option_names": ["-h", "--help"]},
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    init.init,
    ingest.ingest,
    demo.demo,
    backfill,
    serve,
    deploy,
    preview.preview,
    reprocess.reprocess,
    audit.audit,
    health.health,
    doctor.doctor,
    batches.batches,
    prune.prune,
    export.compact,
    export.export,
    trace.trace,
    search.search,
    query.query,
    show.show,
    browse.browse,
    raw.raw,
    check.check,
)
"""In the order in which the help lists them."""
for _command in _COMMANDS:
    _class = WithExclusions if _command is search.search else None
    app.command(cls=_class, epilog=examples(_command.__name__))(_command)
sources.app.command("remove", epilog=examples("sources remove"))(remove_source.remove)
app.add_typer(sources.app, name="sources")
app.add_typer(ledger.app, name="ledger")
app.add_typer(search.app, name="index")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option(help="The configuration folder; by default, config in this folder or a parent of it.")
    ] = None,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Handle the options that all commands share."""
    try:
        Path.cwd()
    except OSError as error:
        raise ConfigError("the current folder no longer exists, or may not be read: change to another one") from error
    if config is not None:
        os.environ[CONFIG_VARIABLE] = str(config.absolute())


def main() -> None:
    """Run the command line. Every error is reported as one sentence and an exit code."""
    # Modules are needed to the end. Searching them for garbage, again and again and at the exit, took a quarter of the
    # processor time of short commands.
    gc.freeze()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell (`>&-`) or a daemon
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - until the end
    with ending_on_signals(), telling_of_waits():
        code = _run()
    # Typer turns the KeyboardInterrupt into this code, maybe before the other thread knows of the signal.
    if INTERRUPTION.asked.wait(GRACE_S if code == ExitCode.INTERRUPTED else 0.0):
        INTERRUPTION.await_sentence()
        code = INTERRUPTION.code
    end_within(_EXIT_S, code)
    sys.exit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else ExitCode(bool(end.code))
    except _OutputClosedError:
        _discard_output()
        return ExitCode.OUTPUT_CLOSED
    except ConfigMistakesError as error:
        for mistake in error.mistakes:
            typer.echo(str(mistake), err=True)
        return ExitCode.USAGE
    except Exception as error:  # noqa: BLE001 - the user must not see a traceback
        if reason := _why_not_written(error):
            _discard_output()
            return report_error(ConfigError(f"standard output could not be written: {reason}"))
        return report_error(error)
    except BaseException:
        # Neither KeyboardInterrupt nor Prefect's TerminationSignal is an Exception.
        if not INTERRUPTION.asked.wait(GRACE_S):
            raise
    return INTERRUPTION.code


def _why_not_written(error: Exception) -> str | None:
    """Return why standard output takes nothing more, as on a full disk, or None if something else is wrong."""
    if not isinstance(error, OSError) or error.errno not in _NO_ROOM or error.filename is not None:
        return None
    try:
        os.write(sys.stdout.fileno(), b"\n")  # what could not be written is no longer in the buffer
    except OSError:
        return error.strerror
    return None


def _discard_output() -> None:
    """Let nothing that is still buffered be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
