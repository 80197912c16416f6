"""``dateline preview``: shows the record that a page would become, and where each field comes from."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.config.loader import Config, load
from dateline.config.schema import Source
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import say, words_of
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.models import NOT_STORED, Article, Rejection
from dateline.tasks.core.sources.ownership import owner_of
from dateline.tasks.core.web.fetched import FetchFailure, StoredPage
from dateline.tasks.preview import preview_page


def preview(
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="A page's URL, or a saved page.")],
    source: Annotated[
        str | None,
        typer.Option(help="Read the page by the rules of this source. Default: the one that names the page's host."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as it would be archived.")] = False,
) -> None:
    """Show the record that a page would become, and where each field comes from. Nothing is written."""
    _exists_or_exit(page)
    config = load()
    table = config.source(source) if source else owner_of(page, config.sources.values()) or Source(name="preview")
    record = _record(page, table, config)
    if as_json:
        typer.echo(record.model_dump_json(indent=2))
    elif isinstance(record, Article):
        say(words_of(record))
    if isinstance(record, Rejection):
        say(f"{page} would be rejected ({record.reason.value}): {record.detail}", err=True)
        raise typer.Exit(ExitCode.REJECTED)


def _exists_or_exit(page: str) -> None:
    if "://" not in page and not Path(page).is_file():
        typer.echo(f'There is no file "{page}". Name a file, or a URL that begins with https://', err=True)
        sys.exit(ExitCode.USAGE)


def _record(page: str, source: Source, config: Config) -> Article | Rejection:
    limits = source.fetch_settings(config.settings.fetch)
    raw_page = preview_page(page, source.name, limits)
    pointer = None if isinstance(raw_page, FetchFailure) else NOT_STORED
    return to_record(StoredPage(raw_page, pointer), source, config.settings.dedupe.scope, limits.max_body_bytes)
