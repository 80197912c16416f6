"""``dateline reprocess``: cleans stored pages again with the current cleaner."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from dateline.config.loader import Config, load
from dateline.flows.cli.errors import report_error
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.options import AsJson, Since, SourceNames, Until, window_of
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import change_lines, say
from dateline.tasks.core.archive.reprocess_effects import PageEffect
from dateline.tasks.core.archive.reprocess_jobs import ReprocessResult
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import DatelineError
from dateline.tasks.core.models import Window


def reprocess(
    sources: SourceNames = None,
    since: Since = None,
    until: Until = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Clean stored pages again with the current cleaner. Changes become revisions beside the existing records."""
    config = load()
    names = sources or list(config.sources)
    for name in names:
        config.source(name)
    raise typer.Exit(_run_all(config, names, window_of(since, until), dry_run, as_json))


def _run_all(config: Config, names: list[str], window: Window, dry_run: bool, as_json: bool) -> ExitCode:
    worst = ExitCode.DONE
    results: list[ReprocessResult] = []
    with running_flows(config, beside_output=as_json):
        from dateline.flows.reprocess import reprocess as reprocess_flow

        for name in names:
            try:
                results.append(reprocess_flow(name, window.since, window.until, dry_run))
            except DatelineError as error:
                worst = max(worst, report_error(error))
    if as_json:
        typer.echo(json.dumps([result.model_dump(mode="json") for result in results], indent=2))
    for result in results:
        if not as_json:
            say("\n".join(_in_words(result)))
        for failure in result.failures:
            say(f"dateline: {failure}", err=True)
            worst = max(worst, ExitCode.STORAGE)
    return worst


def _in_words(result: ReprocessResult) -> Iterator[str]:
    from dateline.flows.ui.reprocess_report import MEANING

    for page in result.told:
        yield from _page(page)
    cleaned = f"{count(result.pages, 'page')} of {count(result.segments, 'segment')}"
    yield f"{result.source}: cleaned {cleaned} again."
    for effect, pages in result.counts.items():
        yield f"{pages:>8}  {MEANING[effect]}"
    for segment in result.skipped:
        yield f"{segment}: its batch is unfinished; the next ingest completes it."
    if result.pruned:
        yield f"{count(result.pruned, 'segment')} deleted deliberately ([archive] raw_retention); the records are kept."
    if result.dry_run:
        yield "Dry run: nothing was written. Without --dry-run, revisions are stored beside the existing records."
    else:
        yield f"Objects written: {result.written}."


def _page(page: PageEffect) -> Iterator[str]:
    yield f"{page.effect.value}  {page.url}"
    yield f"    {page.before} → {page.after}" if page.before != page.after else f"    {page.before}"
    yield from change_lines(page.fields)
