"""Lists of articles: the newest, those of a day or a source, and those that a search finds."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field, ValidationError

from dateline.config.schema.values import NAME_PATTERN
from dateline.flows.browse import addresses
from dateline.flows.browse.lines import ArticleLine, lines_of
from dateline.flows.browse.resources import (
    Answer,
    Asked,
    DayParameter,
    MissingError,
    Parameters,
    Shown,
    WrongParameterError,
)
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Window
from dateline.tasks.core.search.page import MAX_RANKED, Hit, Query
from dateline.tasks.listing import count_articles, list_articles
from dateline.tasks.search import search as find

_PAGE, _MAX_PAGE = 30, 200

Limit = Annotated[int, Field(ge=1, le=_MAX_PAGE)]
SourceParameter = Annotated[str, Field(pattern=NAME_PATTERN)]
Cursor = Annotated[str, Field(pattern=rf"^{addresses.ARTICLE_ID}$")]


class ListParameters(Parameters):
    """Which part of which list."""

    source: SourceParameter | None = None
    """Only articles of this source."""
    after: Cursor | None = None
    """Only articles after the one with this id: older ones."""
    before: Cursor | None = None
    """Only articles before the one with this id: newer ones."""
    limit: Limit = _PAGE
    """How many articles."""


class NewestParameters(ListParameters):
    """Which part of which list."""

    day: DayParameter | None = None
    """Only articles published on this day (UTC)."""


class SearchParameters(Parameters):
    """What to search for."""

    q: Annotated[str, Field(max_length=2000)] | None = None
    """Words, "phrases in quotes", pier*, -without, this OR that."""
    since: DayParameter | None = None
    """Only articles published on this day (UTC) or later."""
    until: DayParameter | None = None
    """Only articles published before this day (UTC)."""
    source: tuple[SourceParameter, ...] = ()
    """Only articles of this source; may be repeated."""
    language: tuple[Annotated[str, Field(max_length=40)], ...] = ()
    """Only articles in this language, such as en; may be repeated."""
    author: tuple[Annotated[str, Field(max_length=200)], ...] = ()
    """Only articles by this author (any words of the name); may be repeated."""
    offset: Annotated[int, Field(ge=0, le=MAX_RANKED)] = 0
    """How many of the best hits to skip."""
    limit: Limit = _PAGE
    """How many articles."""


class ListAnswer(Answer):
    """A part of a list of articles, newest first."""

    articles: tuple[ArticleLine, ...]
    """The newest record of each article."""
    newer: str | None
    """Address of the part before it."""
    older: str | None
    """Address of the part after it."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


class SearchHit(Answer):
    """An article that was found."""

    address: str
    """Its path in this reading room."""
    hit: Hit
    """What was found."""


class SearchAnswer(Answer):
    """The best hits of a search."""

    hits: tuple[SearchHit, ...]
    """Best first."""
    total: int
    """How many articles match."""
    is_total: bool
    """False if more than `total` articles match; then only the newest were ranked."""
    previous: str | None
    """Address of the hits before these."""
    following: str | None
    """Address of the hits after these."""
    notes: tuple[str, ...]
    """Sentences about what may be missing."""


def newest(asked: Asked) -> Shown:
    """Return the newest articles, of all sources or of one; or those of a day."""
    if asked.parameters.day:
        return _of_day(asked, asked.parameters.day)
    return Shown(_listed(asked, Window(), "/articles"), {"day": None, "source": asked.parameters.source})


def of_day(asked: Asked) -> Shown:
    """Return the articles of a day (UTC), of all sources or of one."""
    return _of_day(asked, asked.day())


def _of_day(asked: Asked, day: date) -> Shown:
    source = asked.parameters.source
    try:
        window = day_window(day)
        around = {"yesterday": day - timedelta(days=1), "tomorrow": day + timedelta(days=1)}
    except (ValueError, OverflowError) as error:
        raise MissingError(f"No article can be from {day}.") from error
    answer = _listed(asked, window, addresses.of_day(day))
    counts = {name: sum(days.values()) for name, days in count_articles(asked.room.settings, window).items()}
    return Shown(answer, {"day": day, "source": source, "counts": counts, **around})


def search(asked: Asked) -> Shown:
    """Return the articles that match a query, best first."""
    p: SearchParameters = asked.parameters
    notes = asked.room.catch_up()
    extra = {"sources": asked.room.sources_with_pages()}
    if not (p.q or "").strip():
        return Shown(_no_hits(), extra)
    query = Query(
        text=p.q or "",
        window=_window(p.since, p.until),
        sources=p.source,
        languages=p.language,
        authors=p.author,
        limit=p.limit,
        offset=p.offset,
    )
    page = find(asked.room.settings, query, catches_up=False)
    hits = tuple(SearchHit(address=addresses.of_key(hit.key), hit=hit) for hit in page.hits)
    has_more = p.offset + p.limit < page.total
    answer = SearchAnswer(
        hits=hits,
        total=page.total,
        is_total=page.is_total,
        previous=_search_address(p, max(0, p.offset - p.limit)) if p.offset else None,
        following=_search_address(p, p.offset + p.limit) if has_more else None,
        notes=(*notes, *page.notes),
    )
    return Shown(answer, extra)


def day_window(day: date) -> Window:
    """Return the window of a day (UTC)."""
    since = datetime.combine(day, time(), UTC)
    return Window(since=since, until=since + timedelta(days=1))


def _listed(asked: Asked, window: Window, path: str) -> ListAnswer:
    p: ListParameters = asked.parameters
    if p.after and p.before:
        raise WrongParameterError("Give after or before, not both.")
    notes = asked.room.catch_up()
    found = list_articles(asked.room.settings, window, p.source, p.limit, after=p.after, before=p.before)
    same = {"source": p.source, "limit": p.limit if p.limit != _PAGE else None}
    return ListAnswer(
        articles=lines_of(found.articles),
        newer=addresses.with_query(path, before=found.newer, **same) if found.newer else None,
        older=addresses.with_query(path, after=found.older, **same) if found.older else None,
        notes=(*notes, *found.notes),
    )


def _window(since: date | None, until: date | None) -> Window:
    if since and until and since >= until:
        raise ConfigError("the first day must be before the last one")
    at = [datetime.combine(day, time(), UTC) if day else None for day in (since, until)]
    try:
        return Window(since=at[0], until=at[1])
    except ValidationError as error:
        raise ConfigError("no article can be from the first or the last day of the calendar") from error


def _search_address(p: SearchParameters, offset: int) -> str:
    same = p.model_dump(exclude_defaults=True, exclude={"offset"})
    return addresses.with_query("/search", **same, offset=offset or None)


def _no_hits() -> SearchAnswer:
    return SearchAnswer(hits=(), total=0, is_total=True, previous=None, following=None, notes=())
