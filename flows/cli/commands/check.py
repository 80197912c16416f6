"""``dateline check``: checks the configuration."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from dateline.config.loader import examine
from dateline.config.one_source import without_pages
from dateline.flows.cli.exit_codes import ExitCode


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print the mistakes as JSON.")] = False,
) -> None:
    """Check the settings and source files. For each mistake, name the file, key and value, and how to fix it."""
    config, mistakes = examine()
    mistakes += without_pages(config)
    if as_json:
        typer.echo(json.dumps([asdict(mistake) for mistake in mistakes], indent=2))
    elif mistakes:
        for mistake in mistakes:
            typer.echo(str(mistake), err=True)
    else:
        sources = config.sources.values()
        names = (
            ", ".join(one.name if one.enabled else f"{one.name} (turned off)" for one in sources)
            or "none yet; add one to its sources/ folder"
        )
        typer.echo(f"{config.folder}: no mistakes found. Sources: {names}.")
    if mistakes:
        raise typer.Exit(ExitCode.USAGE)
