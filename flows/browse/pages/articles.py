"""An article, its earlier records, and similar articles."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from starlette.responses import RedirectResponse, Response

from dateline.config.schema import Source
from dateline.flows.browse import addresses
from dateline.flows.browse.lines import ArticleLine, RecordLine, line_of, record_line
from dateline.flows.browse.resources import Answer, Asked, MissingError, Shown
from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.core.archive.changes import FieldChange, changes
from dateline.tasks.core.archive.records import ARTICLES
from dateline.tasks.core.archive.removal import SOURCE_REMOVED
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.archive.word_diff import Row, paragraph_rows
from dateline.tasks.core.models import Article, OutcomeKind, Precision, TimezoneSource
from dateline.tasks.history import Found, find_article, find_history, find_returns, pages_of, removed_raw
from dateline.tasks.listing import key_of_id
from dateline.tasks.similar import find_similar

T = TypeVar("T")

MAX_COMPARED = 20
"""How many of the last records of an article are compared, each with the one before."""
_BEFORE, _AFTER = attrgetter("before"), attrgetter("after")
_NOT_TOLD = frozenset({"schema_version", "text", "provenance", "raw", "cleaner"})


class ArticleAnswer(Answer):
    """An article, and what the archive knows about it."""

    article: Article
    """Its record, as it is archived."""
    records: tuple[RecordLine, ...]
    """All records of the article, each after the one that it revises."""
    also_at: tuple[str, ...]
    """Other URLs with the same text under the same headline and minute."""
    raw_removed: str | None
    """When and under which setting its raw page was deleted deliberately, if it was."""
    returned_to: str | None
    """Id of the earlier record with whose text the page of the newest one was last seen, if it was."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


class Comparison(Answer):
    """The differences between a record and the one before it."""

    before: RecordLine
    """The earlier record."""
    after: RecordLine
    """The later record."""
    changes: tuple[FieldChange, ...]
    """The fields that differ."""


class RevisionsAnswer(Answer):
    """The records of an article, each compared with the one before it, the latest first."""

    article: ArticleLine
    """The requested article."""
    comparisons: tuple[Comparison, ...]
    """At most the last 20 comparisons."""


class SimilarLine(Answer):
    """An article with a similar text."""

    article: ArticleLine
    """The article."""
    jaccard: float
    """The share of both texts that they have in common, from 0 to 1."""
    containment: float
    """The share of the shorter text that the other contains, from 0 to 1."""


class SimilarAnswer(Answer):
    """The articles with a similar text."""

    article: ArticleLine
    """The requested article."""
    similar: tuple[SimilarLine, ...]
    """The most similar first."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


def _removed(tombstone: Tombstone) -> str:
    day = f"{tombstone.pruned_at:%Y-%m-%d}"
    if tombstone.retention == SOURCE_REMOVED:
        return f"{day}, with its source"
    return f"{day}, under [archive] raw_retention ({tombstone.retention})"


def article(asked: Asked) -> Shown:
    """Return an article to read."""
    found = found_at(asked)
    one = found.article
    gone = removed_raw(one, asked.room.settings)
    newest = found.records[-1]
    returned = find_returns([newest], asked.room.settings).get(newest.id)
    answer = ArticleAnswer(
        article=one,
        records=tuple(map(record_line, found.records)),
        also_at=tuple(url for url in pages_of(one, asked.room.settings) if url != one.url),
        raw_removed=_removed(gone) if gone else None,
        returned_to=returned.record if returned else None,
        notes=tuple(asked.room.without_ledger("other addresses of the text, and some of its records")),
    )
    return Shown(
        answer,
        {
            "in_zone": _in_zone(one, asked.room.source(one.source)),
            "fields": list(_fields(one)),
            "is_revised": any(record.revision_of == one.id for record in found.records),
            "returned": returned,
            "newest": next((r for r in reversed(answer.records) if r.kind is not OutcomeKind.COLLISION), None),
        },
    )


def revisions(asked: Asked) -> Shown:
    """Return the records of an article, each beside the one before it."""
    found = found_at(asked)
    pairs = list(_pairs(found.records))[-MAX_COMPARED:][::-1]
    comparisons = tuple(
        Comparison(before=record_line(before), after=record_line(after), changes=changes(before, after))
        for before, after in pairs
    )
    fields = [[(change.field, _row(change)) for change in one.changes if change.field != "text"] for one in comparisons]
    texts = [
        list(paragraph_rows(before.text, after.text)) if before.text != after.text else [] for before, after in pairs
    ]
    answer = RevisionsAnswer(article=line_of(found.article), comparisons=comparisons)
    return Shown(answer, {"fields": fields, "texts": texts})


def similar(asked: Asked) -> Shown:
    """Return articles with similar texts."""
    one = record_at(asked)
    found, notes = find_similar(one, asked.room.settings)
    lines = (
        SimilarLine(
            article=line_of(other.article), jaccard=other.likeness.jaccard, containment=other.likeness.containment
        )
        for other in found
    )
    return Shown(SimilarAnswer(article=line_of(one), similar=tuple(lines), notes=tuple(notes)))


def by_id(asked: Asked) -> Response:
    """Redirect from an id, or from the start of one, to the article's address."""
    asked.room.catch_up()
    key = key_of_id(asked.room.settings, asked.place["id"])
    if key is None:
        raise MissingError(f"The archive has no article {asked.place['id']}.")
    return RedirectResponse(addresses.of_key(key), 302)


def found_at(asked: Asked) -> Found:
    """Return the article whose key is in the address, with all its records.

    Raises:
        MissingError: there is none.
    """
    return _there(find_history(_key(asked), asked.room.settings), asked.room)


def record_at(asked: Asked) -> Article:
    """Return the record whose key is in the address.

    Raises:
        MissingError: there is none.
    """
    return _there(find_article(_key(asked), asked.room.settings), asked.room)


def _key(asked: Asked) -> str:
    return f"{ARTICLES}{asked.place['day']}/{asked.place['id']}.json"


def _there(found: T | None, room: ReadingRoom) -> T:
    if found is None:
        room.extents()  # which says so if the whole archive is gone
        raise MissingError("The archive has no article at this address.")
    return found


def _pairs(records: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Yield each record that comes after another one of its article, after the one that it revises."""
    by_id: Mapping[str, Article] = {record.id: record for record in records}
    for before, after in pairwise(records):
        yield by_id.get(after.revision_of or "", before), after


def _shown(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _row(change: FieldChange) -> Row:
    """Return a short field before and after, side by side."""
    rows = list(paragraph_rows(_shown(change.before), _shown(change.after)))
    before, after = ([piece for row in rows for piece in side(row) or ()] for side in (_BEFORE, _AFTER))
    return Row(before, after)


def _zone_of(one: Article, source: Source | None) -> tzinfo:
    """Return the zone in which the page, or its source, states the time of publication; UTC if it is not known."""
    if one.timezone_source in {TimezoneSource.PAGE, TimezoneSource.FEED}:
        try:
            stated = datetime.fromisoformat(one.published_raw)
        except ValueError:
            stated = None
        if stated and stated.tzinfo:
            return stated.tzinfo
    if source and source.cleaning.timezone:
        return ZoneInfo(source.cleaning.timezone)
    return ZoneInfo("UTC")


def _in_zone(one: Article, source: Source | None) -> str | None:
    """Return the time of publication in the page's zone, with the day if that is another than in UTC.

    None if the zone is UTC, or the page states only a day.
    """
    local = one.published_at.astimezone(_zone_of(one, source))
    if not local.utcoffset() or one.published_precision is Precision.DAY:
        return None
    day = "" if local.date() == one.published_at.date() else f"{local.day} {local:%B}, "
    offset = f"{local:%z}"
    place = f" in {local.tzinfo.key}" if isinstance(local.tzinfo, ZoneInfo) else ""
    return f"{day}{local:%H:%M}{place}, UTC{offset[:3]}:{offset[3:5]}"


def _fields(one: Article) -> Iterator[tuple[str, str, str | None]]:
    """Yield the name of each field with a value, the value, and its origin on the page."""
    values: dict[str, Any] = one.model_dump(mode="json")
    for name, value in values.items():
        if name not in _NOT_TOLD and value not in (None, [], ""):
            yield name, _shown(value), one.provenance.get(name)
    if origin := one.provenance.get("text"):
        yield "text", "the text above", origin
