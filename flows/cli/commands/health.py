"""``dateline health``: shows which sources are in trouble, for people, cron jobs and monitoring systems."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, SourceNames
from dateline.flows.cli.text import say
from dateline.tasks.core.display.wording import count, moment
from dateline.tasks.core.sources.health import SourceHealth
from dateline.tasks.core.sources.tallies import LOOK_BACK_DAYS


def health(
    names: SourceNames = None,
    prometheus: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write metrics to this .prom file, for node_exporter."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show which sources are in trouble. Nothing is fetched: the answer is in the archive and the ledger."""
    from dateline.tasks.ledger import holding_archive
    from dateline.tasks.monitoring import clock_trouble_of, healths_of, tallies

    config, now = load(), datetime.now(UTC)
    chosen = {config.source(name).name for name in names or ()}
    with holding_archive(config.settings):
        found = healths_of(config.sources, tallies(LOOK_BACK_DAYS, now.date(), config.settings), config.settings, now)
        clock = clock_trouble_of(config.sources, config.settings, now)
    healths = [one for one in found if not chosen or one.source in chosen]
    if prometheus:
        from dateline.tasks.prometheus import write_metrics

        write_metrics(healths, prometheus)
    if as_json:
        typer.echo(json.dumps([one.model_dump(mode="json") for one in healths], indent=2))
    else:
        say("\n".join([_in_words(healths), *([f"Clock: {clock}."] if clock else [])]))
        if prometheus:
            say(f"Wrote {prometheus}.")
    if not all(one.is_well for one in healths):
        raise typer.Exit(ExitCode.SOURCE)


def _in_words(healths: Sequence[SourceHealth]) -> str:
    if not healths:
        return "No source is enabled, and none has run: `dateline sources add URL` adds one."
    ordered = sorted(healths, key=lambda one: (one.is_well, one.source))
    troubled = sum(not one.is_well for one in healths)
    total = f"{count(len(healths), 'source')}: {len(healths) - troubled} well, {troubled} in trouble. Times are UTC."
    return "\n".join([*map(_line, ordered), total])


def _line(one: SourceHealth) -> str:
    state = "well   " if one.is_well else "trouble"
    return (
        f"{state}  {one.source:<24} {one.state}; yesterday {count(one.yesterday, 'article')}, usually {one.usual:g}; "
        f"last success: {moment(one.last_success_at)}"
    )
