"""The pages of a source that may change: which they are, and when each was looked at last.

They are articles that are young enough, pages that may become articles, and pages of which the source says when they
changed.

It lives in the ledger alone, under one note a source: a look at a page that has not changed writes nothing to the
archive, so no manifest tells of it. Losing it, or the newer of two changes at once, costs looks, never an article.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import Field

from dateline.config.schema import RecheckSettings
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import Model, OutcomeKind, PageRef, PageState, UtcDatetime
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import MAY_BECOME_ARTICLE, recheck_at
from dateline.tasks.core.web.urls import is_http, url_key

MAX_WATCHED = 5_000
_NOTE = "watchlist"


class Watched(Model):
    """A page, and when it was looked at last, if that brought nothing."""

    ref: PageRef
    since: UtcDatetime
    """When it was put on the list."""
    looked_at: UtcDatetime | None = None
    modified_at: UtcDatetime | None = None
    """When the source said that it changed, as of the last look; None where the ledger alone tells of that look."""


class Watchlist(Model):
    """The pages of a source by their keys, oldest first."""

    pages: dict[str, Watched] = Field(default_factory=dict)


def load(source: str, ledger: Ledger) -> Watchlist:
    """Return a source's list; an empty one where there is none, or none that can be read."""
    return recall(ledger, _NOTE, source, Watchlist) or Watchlist()


def save(source: str, watchlist: Watchlist, ledger: Ledger) -> None:
    """Keep a source's list."""
    ledger.note(_NOTE, source, watchlist)


def with_pages(
    watchlist: Watchlist, refs: Iterable[PageRef], now: datetime, known: Mapping[str, PageState] = MappingProxyType({})
) -> Watchlist:
    """Return the list with pages of the web that a run was told of; what archives hold does not change.

    Of a page that is on the list already, what the source says of it now replaces what it said before.
    """
    pages = dict(watchlist.pages)
    for ref in refs:
        if not is_http(ref.url) or ref.via.startswith(("warc:", "wayback:")):
            continue
        key, told = url_key(ref.url), ref.model_copy(update={"summary": None})
        if page := pages.get(key):
            pages[key] = page.model_copy(update={"ref": told})
        else:
            # A page that nobody has looked at is looked at in this run, by what the source says of it now.
            pages[key] = Watched(ref=told, since=now, modified_at=None if key in known else ref.modified_at)
    return Watchlist(pages=dict(list(pages.items())[-MAX_WATCHED:]))


def without_old(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> Watchlist:
    """Return the list without pages that will not be looked at again, whatever their source says of them."""
    longest = timedelta(seconds=settings.until_age_s)

    def stays(key: str, page: Watched) -> bool:
        state = known.get(key)
        if state is None:
            return now - page.since < longest
        if state.article is None and state.reason not in MAY_BECOME_ARTICLE:
            return False
        return page.ref.modified_at is not None or now - _counts_from(state) < longest

    return Watchlist(pages={key: page for key, page in watchlist.pages.items() if stays(key, page)})


def _counts_from(state: PageState) -> datetime:
    """Return from when a page's age counts: of an article since it was published, of another page since it was seen."""
    return state.published_at if state.article and state.published_at else state.first_at


def due(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> list[tuple[str, PageRef]]:
    """Return keys and references of the articles to be looked at again, the longest overdue first."""
    found = sorted(_overdue(watchlist, known, settings, now), key=lambda each: each[:2])
    return [(key, ref) for _, key, ref in found][: settings.max_pages_per_run]


def oldest_due(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> datetime | None:
    """Return since when the longest overdue article has been waiting to be looked at again; None: none is due."""
    return min((moment for moment, _, _ in _overdue(watchlist, known, settings, now)), default=None)


def _overdue(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> Iterator[tuple[datetime, str, PageRef]]:
    for key, page in watchlist.pages.items():
        state = known.get(key)
        if state is None or (state.article is None and state.reason not in MAY_BECOME_ARTICLE):
            continue
        if (changed_at := _changed_at(page, state)) is not None:
            yield changed_at, key, page.ref
            continue
        if state.kind is OutcomeKind.REJECTED and state.reason not in MAY_BECOME_ARTICLE:
            continue
        looks = [at for at in (state.last_at, page.looked_at) if at and not is_ahead(at, now)]
        looked_at = max(looks, default=_counts_from(state))
        moment = recheck_at(_counts_from(state), looked_at, settings)
        if moment is not None and moment <= now:
            yield moment, key, page.ref


def _changed_at(page: Watched, state: PageState) -> datetime | None:
    """Return when the source says that the page changed, if that is news; None otherwise."""
    told = page.ref.modified_at
    return told if told is not None and told > (page.modified_at or state.last_at) else None


def note_looks(source: str, looks: Mapping[str, PageRef | None], now: datetime, ledger: Ledger) -> None:
    """Note that pages, by url_key, were looked at.

    Args:
        source: Their source, by name.
        looks: What the source said of each page when it was looked at; None where the look failed.
        now: When they were looked at.
        ledger: Where the list is kept.
    """
    watchlist = load(source, ledger)
    looked = {}
    for key, ref in looks.items():
        if page := watchlist.pages.get(key):
            modified_at = ref.modified_at if ref and ref.modified_at else page.modified_at
            looked[key] = page.model_copy(update={"looked_at": now, "modified_at": modified_at})
    if looked:
        save(source, Watchlist(pages=watchlist.pages | looked), ledger)
