"""Edited and vanished articles."""

from collections.abc import Iterator
from datetime import timedelta

from dateline.flows.browse import addresses
from dateline.flows.browse.lines import ArticleLine, line_of
from dateline.flows.browse.pages.rejections import places
from dateline.flows.browse.resources import Answer, Asked, Shown
from dateline.tasks.core.archive.changes import FieldChange
from dateline.tasks.core.models import Reason
from dateline.tasks.core.value_types import UtcDatetime
from dateline.tasks.listing import latest_edits
from dateline.tasks.rejections import Place, vanished_pages

_EDITS, _VANISHED = 40, 40
_DAYS = timedelta(days=7)


class Edit(Answer):
    """An article that was edited after it was archived."""

    article: ArticleLine
    """The later record."""
    before: str
    """Address of the earlier record."""
    seen_at: UtcDatetime
    """When the later one was fetched."""
    changes: tuple[FieldChange, ...]
    """The fields that differ."""


class VanishedPage(Answer):
    """The page of an archived article that is gone, according to its site."""

    url: str
    """Its address."""
    source: str
    """Name of the source that lists it."""
    headline: str | None
    """The archived headline."""
    article: str
    """Address of the archived article."""
    rejection: str
    """Address of the rejection."""
    seen_at: UtcDatetime
    """When the site said so."""
    detail: str
    """What the site said."""


class ChangesAnswer(Answer):
    """The latest changes of archived articles."""

    edits: tuple[Edit, ...]
    """The latest first."""
    vanished: tuple[VanishedPage, ...]
    """Those of the last week, the latest day first. They are known only with a ledger."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


def changes(asked: Asked) -> Shown:
    """Return edited and vanished articles."""
    return Shown(changes_of(asked))


def changes_of(asked: Asked) -> ChangesAnswer:
    """Return edited and vanished articles."""
    notes, lacking = asked.room.catch_up(), asked.room.without_ledger("the articles that vanished")
    settings = asked.room.settings
    edits = (
        Edit(
            article=line_of(one.article),
            before=addresses.of_article(one.before),
            seen_at=one.article.fetched_at,
            changes=tuple(one.changes),
        )
        for one in latest_edits(settings, _EDITS)
    )
    vanished = (
        VanishedPage(
            url=one.rejection.url,
            source=one.rejection.source,
            headline=one.headline,
            article=addresses.of_key(one.article),
            rejection=addresses.of_rejection(one.key),
            seen_at=one.rejection.rejected_at,
            detail=one.rejection.detail,
        )
        for one in (vanished_pages(settings, _gone(asked), _VANISHED) if asked.room.has_ledger else ())
    )
    return ChangesAnswer(edits=tuple(edits), vanished=tuple(vanished), notes=(*notes, *lacking))


def _gone(asked: Asked) -> Iterator[Place]:
    """Yield the days and sources of the last week on which servers answered with an error."""
    since = asked.room.today() - _DAYS
    return (place for place in places(asked, None, Reason.HTTP_STATUS, None) if place[0] >= since)
