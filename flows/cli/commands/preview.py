"""``dateline preview``: shows the record that a page would become, and where each field comes from."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config.loader import load
from dateline.config.schema import FetchSettings, Source
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import evidence_words, say, words_of
from dateline.tasks.core.archive.records import to_json
from dateline.tasks.core.models import NOT_STORED, Article, Reason, Rejection
from dateline.tasks.core.sources.ownership import owner_of
from dateline.tasks.core.web.fetched import FetchFailure, StoredPage

if TYPE_CHECKING:
    from dateline.tasks.core.cleaning.kind.evidence import Judgement

_JUDGED = frozenset({Reason.NOT_ARTICLE, Reason.NO_HEADLINE, Reason.NO_TEXT, Reason.NO_TIMESTAMP})
_TOLD_BY_FEEDS = frozenset({Reason.NO_HEADLINE, Reason.NO_TIMESTAMP})


def preview(
    page: Annotated[str, typer.Argument(metavar="URL|FILE", help="A page's URL, or a saved page.")],
    source: Annotated[
        str | None,
        typer.Option(help="Read the page by the rules of this source. By default, the source with the page's host."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as it would be archived.")] = False,
) -> None:
    """Show the record that a page would become, and where each field comes from. Nothing is written."""
    from dateline.tasks.core.assemble import to_judgement, to_record

    _exists_or_exit(page)
    config = load()
    table = config.source(source) if source else owner_of(page, config.sources.values()) or Source(name="preview")
    limits = table.fetch_settings(config.settings.fetch)
    stored = _stored(page, table, limits)
    record = to_record(stored, table, config.settings.dedupe.scope, limits.max_body_bytes)
    if as_json:
        typer.echo(to_json(record).decode(), nl=False)
    else:
        _show(record, to_judgement(stored, table, limits.max_body_bytes) if _was_judged(record) else None)
    if isinstance(record, Rejection):
        say(f"{page} would be rejected ({record.reason.value}): {record.detail}", err=True)
        if record.reason in _TOLD_BY_FEEDS:
            say("A run also uses the title and the date that a feed or sitemap gives for the page.", err=True)
        raise typer.Exit(ExitCode.REJECTED)


def _show(record: Article | Rejection, judgement: "Judgement | None") -> None:
    if isinstance(record, Article):
        say(words_of(record))
    if judgement is not None:
        say(evidence_words(judgement))


def _was_judged(record: Article | Rejection) -> bool:
    """Return whether the page was read as far as to ask whether it is an article."""
    return isinstance(record, Article) or record.reason in _JUDGED


def _exists_or_exit(page: str) -> None:
    if "://" not in page and not Path(page).is_file():
        typer.echo(f'There is no file "{page}". Name a file, or a URL that begins with https://', err=True)
        sys.exit(ExitCode.USAGE)


def _stored(page: str, source: Source, limits: FetchSettings) -> StoredPage:
    from dateline.tasks.preview import preview_page

    raw_page = preview_page(page, source.name, limits, datetime.now(UTC))
    return StoredPage(raw_page, None if isinstance(raw_page, FetchFailure) else NOT_STORED)
