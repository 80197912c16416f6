"""Formats records for the terminal, with control characters escaped."""

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import typer

from dateline.config.schema import Settings
from dateline.tasks.core.archive.changes import FieldChange, text_diff
from dateline.tasks.core.archive.removal import SOURCE_REMOVED
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.display.wording import day_of
from dateline.tasks.core.models import NOT_STORED, Article, Outcome, Precision
from dateline.tasks.core.runs.due import next_look_in_words
from dateline.tasks.core.web.urls import is_http

if TYPE_CHECKING:
    from dateline.tasks.core.cleaning.kind.evidence import Judgement

_MIN_POINTS = 0.05
"""Weaker pieces of evidence are not shown."""
_FIELDS = (
    "headline",
    "kicker",
    "headline_tags",
    "published_at",
    "modified_at",
    "authors",
    "summary",
    "language",
    "section",
    "keywords",
    "publisher",
    "source",
    "url",
    "canonical_url",
    "image_url",
    "paywalled",
    "captions",
    "corrections",
    "id",
    "revision_of",
    "fetched_at",
    "text",
)


def search_hint(name: str) -> str:
    """Return a sentence about searching, if what was given for an id or a URL looks like words, else an empty one."""
    if re.search(r"[/:.…]", name) or re.fullmatch(r"[0-9a-f]+", name.strip().lower()):
        return ""
    return f"`dateline search {shlex.quote(name)}` finds articles by their words"


def say(text: str, *, err: bool = False) -> None:
    """Print text from any origin, with control characters escaped."""
    typer.echo(printable(text), err=err)


def evidence_words(judgement: "Judgement") -> str:
    """Return text for people: whether a page is an article, by which rule or how many points, and the evidence."""
    answer = "yes" if judgement.is_article else "no"
    why = judgement.rule or f"{judgement.points:+.1f} points (an article has 0 or more)"
    pieces = (piece for piece in judgement.evidence if abs(piece.points) >= _MIN_POINTS)
    return "\n".join([f"is it an article?  {answer}: {why}", *(f"    {p.points:+.1f}  {p.name}" for p in pieces)])


def words_of(article: Article) -> str:
    """Return the article's fields as text for people, each with its provenance; the body text comes last."""
    values = article.model_dump(mode="json")
    lines = []
    for name in _FIELDS:
        value = values[name]
        if value in (None, [], ""):
            continue
        shown = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        if name == "published_at":
            shown = _when_published(article, shown)
        origin = article.provenance.get(name)
        lines.append(f"{name}  [{origin}]" if origin else name)
        lines += [f"    {line}" if line else "" for line in shown.splitlines()]
    if article.raw != NOT_STORED:
        lines.append(f"raw\n    {article.raw.segment} at byte {article.raw.offset}")
    lines += [f"warning: {warning}" for warning in article.warnings]
    return "\n".join(lines)


def _when_published(article: Article, at: str) -> str:
    """Return the time of publication, or only the publisher's day if no more is known, and how the page states it."""
    precision, zone = article.published_precision.value, article.timezone_source.value
    shown = day_of(article.published_at) if article.published_precision is Precision.DAY else at
    return f"{shown}  (as written: {article.published_raw!r}; to the {precision}; zone from: {zone})"


def rejection_hints(outcome: Outcome, settings: Settings) -> Iterator[str]:
    """Yield sentences that say what runs do about a rejected page, and how to look at it."""
    if outcome.reason is None:
        return
    yield next_look_in_words(outcome.reason, settings.ingest)
    url = f'"{outcome.url}"'
    if is_http(outcome.url):
        yield f"`dateline preview {url}` shows what it would become now, and why."
    if outcome.raw:
        yield f"`dateline raw {url}` prints the page that was rejected."


def removed(tombstone: Tombstone) -> str:
    """Return a sentence that says when a raw page was deleted, and why."""
    day = f"{tombstone.pruned_at:%Y-%m-%d}"
    if tombstone.retention == SOURCE_REMOVED:
        return f"it was deleted with its source on {day}."
    return f"it expired under [archive] raw_retention ({tombstone.retention}) and was deleted on {day}."


def change_lines(fields: Iterable[FieldChange]) -> Iterator[str]:
    """Yield lines that show each field before and after; for the body text, only the paragraphs that changed."""
    for change in fields:
        yield f"    {change.field}"
        if change.field == "text":
            yield from (f"      {line}" for line in _text_lines(str(change.before), str(change.after)))
        else:
            yield f"      - {_shown(change.before)}"
            yield f"      + {_shown(change.after)}"


def _text_lines(before: str, after: str) -> Iterator[str]:
    same = 0
    for mark, paragraph in (*text_diff(before, after), ("", "")):
        if mark == " ":
            same += 1
            continue
        if same:
            yield f"  ({same} unchanged)"
            same = 0
        if mark:
            yield f"{mark} {paragraph}"


def _shown(value: object) -> str:
    if value is None or value == []:
        return "(none)"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
