"""``dateline check``: is the configuration right?"""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from dateline.config.loader import examine
from dateline.flows.cli.exit_codes import ExitCode


def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print the mistakes as JSON.")] = False,
) -> None:
    """Check settings and sources; name file, key, value and remedy for each mistake."""
    config, mistakes = examine()
    if as_json:
        typer.echo(json.dumps([asdict(mistake) for mistake in mistakes], indent=2))
    elif mistakes:
        for mistake in mistakes:
            typer.echo(str(mistake), err=True)
    else:
        names = ", ".join(config.sources) or "none yet; write one into its folder sources/"
        typer.echo(f"{config.folder}: all right. Sources: {names}.")
    if mistakes:
        raise typer.Exit(ExitCode.USAGE)
