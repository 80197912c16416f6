"""The watchlist: the pages of a source that may change, each with the time of its last recheck.

It holds recent articles, pages that may become articles, and pages whose modification time the source states.

The list is kept only in the ledger, in one note per source: rechecking an unchanged page writes nothing to the archive,
so no manifest records it. Losing the list, or one of two simultaneous changes, costs some rechecks, never an article.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import Field

from dateline.config.schema import RecheckSettings
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import OutcomeKind, PageRef
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import MAY_BECOME_ARTICLE, recheck_at
from dateline.tasks.core.value_types import Model, UtcDatetime
from dateline.tasks.core.web.urls import is_http, url_key

MAX_WATCHED = 5_000
_NOTE = "watchlist"


class Watched(Model):
    """A page, and the time of its last recheck if that found no change."""

    ref: PageRef
    since: UtcDatetime
    """When it was added to the list."""
    looked_at: UtcDatetime | None = None
    modified_at: UtcDatetime | None = None
    """The modification time that the source stated at the last look, or None if only the ledger knows of that look."""


class Watchlist(Model):
    """The watched pages of a source by url_key, oldest first."""

    pages: dict[str, Watched] = Field(default_factory=dict)


def load(source: str, ledger: Ledger) -> Watchlist:
    """Return a source's list, or an empty one if there is none or it cannot be read."""
    return recall(ledger, _NOTE, source, Watchlist) or Watchlist()


def save(source: str, watchlist: Watchlist, ledger: Ledger) -> None:
    """Save a source's list."""
    ledger.note(_NOTE, source, watchlist)


def with_pages(
    watchlist: Watchlist, refs: Iterable[PageRef], now: datetime, known: Mapping[str, PageState] = MappingProxyType({})
) -> Watchlist:
    """Return the list with the web pages among ``refs`` added. Pages in web archives never change.

    For a page on the list, the current reference replaces the earlier one.
    """
    pages = dict(watchlist.pages)
    for ref in refs:
        if not is_http(ref.url) or ref.via.startswith(("warc:", "wayback:")):
            continue
        key, told = url_key(ref.url), ref.model_copy(update={"summary": None})
        if page := pages.get(key):
            pages[key] = page.model_copy(update={"ref": told})
        else:
            # A page that is new is fetched in this run, and so is in the state that the source states now.
            pages[key] = Watched(ref=told, since=now, modified_at=None if key in known else ref.modified_at)
    return Watchlist(pages=dict(list(pages.items())[-MAX_WATCHED:]))


def without_old(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> Watchlist:
    """Return the list without pages that will not be rechecked, whatever their source says about them."""
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
    """Return the start of a page's age: an article's publication, or the time when another page was first seen."""
    return state.published_at if state.article and state.published_at else state.first_at


def due(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> list[tuple[str, PageRef]]:
    """Return the keys and references of the pages due for a recheck, the longest overdue first."""
    found = sorted(_overdue(watchlist, known, settings, now), key=lambda each: each[:2])
    return [(key, ref) for _, key, ref in found][: settings.max_pages_per_run]


def oldest_due(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> datetime | None:
    """Return when the longest overdue recheck was due, or None if none is due."""
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
    """Return the modification time that the source states if it is later than the last look, else None."""
    told = page.ref.modified_at
    return told if told is not None and told > (page.modified_at or state.last_at) else None


def note_looks(source: str, looks: Mapping[str, PageRef | None], now: datetime, ledger: Ledger) -> None:
    """Record that pages were rechecked.

    Args:
        source: The name of their source.
        looks: By url_key, the reference of each page when it was rechecked; None if the recheck failed.
        now: When they were rechecked.
        ledger: The ledger that holds the list.
    """
    watchlist = load(source, ledger)
    looked = {}
    for key, ref in looks.items():
        if page := watchlist.pages.get(key):
            modified_at = ref.modified_at if ref and ref.modified_at else page.modified_at
            looked[key] = page.model_copy(update={"looked_at": now, "modified_at": modified_at})
    if looked:
        save(source, Watchlist(pages=watchlist.pages | looked), ledger)
