"""``dateline prune``: deletes expired raw pages."""

from collections.abc import Iterator
from typing import Annotated

import typer

from dateline.config.loader import load
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.interruption import UNCHANGED
from dateline.flows.cli.options import AsJson, SourceNames
from dateline.flows.cli.progress import running_flows
from dateline.flows.cli.text import say
from dateline.tasks.core.archive.retention import PruneResult
from dateline.tasks.core.display.wording import count

_PARTLY = "Interrupted. Some of the expired raw pages may be deleted; run the same command again to delete the others."


def prune(
    sources: SourceNames = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be deleted; delete nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete expired raw pages ([archive] raw_retention). The records made from them are kept."""
    config = load()
    for name in sources or ():
        config.source(name)
    if config.settings.archive.raw_retention == "forever":
        _report(PruneResult(retention="forever", dry_run=dry_run), as_json)
        return
    tell_if_empty(config.settings)
    with running_flows(config, beside_output=as_json, interrupted=UNCHANGED if dry_run else _PARTLY):
        from dateline.flows.prune import prune as prune_flow

        result = prune_flow(sources or [], dry_run)
    _report(result, as_json)
    if result.kept:
        raise typer.Exit(ExitCode.STORAGE)


def _report(result: PruneResult, as_json: bool) -> None:
    if as_json:
        typer.echo(result.model_dump_json(indent=2))
    else:
        say("\n".join(_in_words(result)))


def _in_words(result: PruneResult) -> Iterator[str]:
    yield from result.told
    if more := result.removed - len(result.told):
        yield f"and {count(more, 'more segment')}"
    yield from (f"{why}. Run `dateline audit`." for why in result.kept)
    if result.unfinished:
        unfinished = count(result.unfinished, "unfinished batch", "unfinished batches")
        yield f"Kept: the raw pages of {unfinished}; the next ingest completes them."
    if result.retention == "forever":
        yield "[archive] raw_retention keeps raw pages forever: nothing was deleted."
    else:
        removed = "To be deleted" if result.dry_run else "Deleted"
        yield f"Raw pages are kept: {result.retention}. {removed}: {count(result.removed, 'segment')}."
