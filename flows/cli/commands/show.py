"""``dateline show``: shows an article, its history, and what changed between its revisions."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.config.loader import load
from dateline.config.schema import Settings
from dateline.flows.cli.empty_archive import tell_if_empty
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.cli.text import change_lines, rejection_hints, removed, say, search_hint, words_of
from dateline.tasks.core.archive.changes import changes
from dateline.tasks.core.dedupe import kind_of
from dateline.tasks.core.display.wording import moment, published
from dateline.tasks.core.models import Article

if TYPE_CHECKING:
    from dateline.tasks.similar import Similar


def show(
    article: Annotated[str, typer.Argument(metavar="ID", help="An article's id or key, or a page's URL.")],
    revisions: Annotated[bool, typer.Option("--revisions", help="List all records of the article.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show how each record differs from the previous one.")] = False,
    similar: Annotated[
        bool, typer.Option("--similar", help="List the articles with similar texts, at any source.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record, or the list, as JSON.")] = False,
) -> None:
    """Show an archived article; with --revisions its history, with --diff the changes between its records.

    With --similar, list articles with similar texts, such as an agency's report at other outlets, edited or cut.
    """
    from dateline.tasks.history import find_history, removed_raw

    settings = load().settings
    found = find_history(article, settings)
    if found is None:
        tell_if_empty(settings)
        for sentence in _not_archived(article, settings):
            say(sentence, err=True)
        raise typer.Exit(ExitCode.REJECTED)
    if similar:
        _show_similar(found.article, settings, as_json=as_json)
    elif as_json:
        shown = _as_json(found.records, diff) if revisions or diff else found.article.model_dump(mode="json")
        typer.echo(json.dumps(shown, indent=2))
    elif revisions or diff:
        say("\n".join(_history(found.records, found.article, diff)))
        _say_if_returned(found.records, settings)
    else:
        say(words_of(found.article))
        _say_if_returned(found.records, settings)
        if tombstone := removed_raw(found.article, settings):
            say(f"    the raw page was deleted deliberately: {removed(tombstone)}")


def _say_if_returned(records: Sequence[Article], settings: Settings) -> None:
    from dateline.tasks.history import find_returns

    for returned in find_returns(records[-1:], settings).values():
        say(f"{returned.in_words(f'{moment(returned.at)} UTC')}: {returned.record}")


def _not_archived(name: str, settings: Settings) -> Iterator[str]:
    """Yield sentences that say why there is no such article, as far as runs know."""
    from dateline.tasks.history import trace_page

    events = trace_page(name, settings) if "://" in name else ()
    last = events[-1].outcome if events else None
    if last is None or last.reason is None:
        where = "No run has seen this page" if "://" in name else "`dateline trace URL` lists the article ids of a page"
        yield f"The archive has no article {name}. {search_hint(name) or where}."
        return
    at = f"{last.at:%Y-%m-%d %H:%M} UTC"
    yield f"{name} is not archived: it was rejected at {at} ({last.reason.value}): {last.detail}."
    yield from rejection_hints(last, settings)


def _show_similar(article: Article, settings: Settings, *, as_json: bool) -> None:
    from dateline.tasks.similar import find_similar

    found, notes = find_similar(article, settings)
    if as_json:
        listed = [
            {
                **{name: getattr(each.article, name) for name in ("id", "source", "publisher", "url", "headline")},
                "published_at": each.article.published_at.isoformat(),
                "jaccard": round(each.likeness.jaccard, 4),
                "containment": round(each.likeness.containment, 4),
            }
            for each in found
        ]
        typer.echo(json.dumps(listed, indent=2))
    else:
        say("\n".join(_similar_lines(found)) if found else "no other article has a similar text")
    for note in notes:
        say(f"dateline: {note}.", err=True)


def _similar_lines(found: Sequence["Similar"]) -> Iterator[str]:
    for each in found:
        yield each.article.headline
        at = published(each.article.published_at, each.article.published_precision)
        yield f"    {at}  {each.article.source}  {each.article.id}"
        yield f"    {each.article.url}"
        how = each.likeness
        yield f"    in common: {how.jaccard:.0%} of both texts, {how.containment:.0%} of the shorter one"


def _history(records: Sequence[Article], article: Article, diff: bool) -> Iterator[str]:
    by_id = {record.id: record for record in records}
    for record in records:
        mark = "*" if record.id == article.id else " "
        yield f"{mark} {record.id}"
        yield f"    {kind_of(record).value}, fetched {record.fetched_at:%Y-%m-%d %H:%M:%S} UTC, {record.url}"
        yield f"    published {published(record.published_at, record.published_precision)}: {record.headline}"
        yield f"    cleaned by {record.cleaner.name} {record.cleaner.version}"
        if record.revision_of:
            yield f"    revision of {record.revision_of}"
        if diff and record.revision_of in by_id:
            yield from _diff(by_id[record.revision_of], record)
        yield ""


def _diff(before: Article, after: Article) -> Iterator[str]:
    found = changes(before, after)
    if not found:
        yield "    no change in content"
    yield from change_lines(found)


def _as_json(records: Sequence[Article], diff: bool) -> list[dict[str, object]]:
    by_id = {record.id: record for record in records}
    listed = []
    for record in records:
        entry: dict[str, object] = {"kind": kind_of(record).value, "record": record.model_dump(mode="json")}
        if diff and record.revision_of in by_id:
            entry["changes"] = [c.model_dump(mode="json") for c in changes(by_id[record.revision_of], record)]
        listed.append(entry)
    return listed
