"""``dateline backfill``: archives what sources published in a range of days, slice by slice."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from dateline.config.groups import GROUP_PREFIX, with_members
from dateline.config.loader import load
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.options import AsJson, GroupNames, complete_source, read_day
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.runs.backfill import BackfillError, BackfillResult, check_request
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.core.sources.ways import Way


def backfill(  # noqa: PLR0913, PLR0917 - its options
    since: Annotated[
        datetime, typer.Option(parser=read_day, metavar="DAY", help="The first day (UTC), as in 2026-03-01.")
    ],
    sources: Annotated[
        list[str] | None, typer.Argument(help="Names of the sources.", autocompletion=complete_source)
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(parser=read_day, metavar="DAY", help="The day after the last day (UTC); by default, tomorrow."),
    ] = None,
    groups: GroupNames = None,
    via: Annotated[Way, typer.Option(help="How to find pages; all: every way that the source file lists.")] = (Way.ALL),
    slice_length: Annotated[SliceLength, typer.Option("--slice", help="The length of a slice.")] = SliceLength.WEEK,
    parallel: Annotated[int, typer.Option(min=1, max=32, help="How many slices to run at the same time.")] = 2,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count the pages that each slice would fetch.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Also run slices that are already done.")] = False,
    as_json: AsJson = False,
) -> None:
    """Archive what sources published in a range of days. After an interruption, the same command continues."""
    config = load()
    names = [*(sources or ()), *(f"{GROUP_PREFIX}{name}" for name in groups or ())]
    days = since.date(), until.date() if until else datetime.now(UTC).date() + timedelta(days=1)
    check_request(
        [config.source(name) for name in with_members(config, names)], *days, via, slice_length
    )  # first: starting Prefect takes seconds
    with running_flows(config):
        from dateline.flows.backfill import backfill as backfill_flow

        failure: BackfillError | None = None
        try:
            result = backfill_flow(names, *days, via, slice_length, parallel, dry_run, again)
        except BackfillError as error:
            result, failure = error.result, error
    if as_json:
        typer.echo(json.dumps(result.model_dump(mode="json"), indent=2))
    else:
        say(_in_words(result))
        if dry_run:
            say("Pages that have an outcome already are not counted.")
    if failure:
        raise typer.Exit(report_error(failure))


def _in_words(result: BackfillResult) -> str:
    lines = []
    for report in result.slices:
        figures = count(report.pages, "page")
        if report.new or report.rejected:
            figures += f", {report.new} new, {report.rejected} rejected"
        if report.detail:
            figures += f" ({report.detail})"
        lines.append(f"{report.source}  {report.days}  {report.state.value}  {figures}")
    return "\n".join([*lines, *(f"{note}." for note in result.notes)])
