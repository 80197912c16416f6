"""The ``dateline`` command. Prefect is imported only by the commands that run a flow: it takes seconds."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from config.loader import CONFIG_VARIABLE, ConfigMistakesError
from flows import (
    cli_audit,
    cli_check,
    cli_export,
    cli_ingest,
    cli_ledger,
    cli_preview,
    cli_prune,
    cli_raw,
    cli_reprocess,
    cli_show,
    cli_sources,
    cli_trace,
)
from flows.cli_backfill import backfill
from flows.cli_errors import report_error
from flows.cli_serve import deploy, serve
from flows.exit_codes import ExitCode
from tasks.core.version import __version__

app = typer.Typer(
    name="dateline",
    help="Archive the news: find, fetch, clean, deduplicate and store articles as JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120},
)
app.command()(cli_ingest.ingest)
app.command()(cli_ingest.demo)
app.command()(backfill)
app.command()(serve)
app.command()(deploy)
app.command()(cli_preview.preview)
app.command()(cli_reprocess.reprocess)
app.command()(cli_audit.audit)
app.command()(cli_prune.prune)
app.command()(cli_export.compact)
app.command()(cli_export.export)
app.command()(cli_trace.trace)
app.command()(cli_show.show)
app.command()(cli_raw.raw)
app.command()(cli_check.check)
app.add_typer(cli_sources.app, name="sources")
app.add_typer(cli_ledger.app, name="ledger")


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    config: Annotated[Path | None, typer.Option(help="The configuration folder (default: ./config).")] = None,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that every command has."""
    if config is not None:
        os.environ[CONFIG_VARIABLE] = str(config)


def main() -> None:
    """Run the command line; every error becomes a sentence and an exit code."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("Interrupted. What was archived stays; the next run goes on from there.", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except ConfigMistakesError as error:
        for mistake in error.mistakes:
            typer.echo(str(mistake), err=True)
        sys.exit(ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - the last door before the user
        sys.exit(report_error(error))
