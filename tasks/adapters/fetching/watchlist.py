"""The articles of a source that are young enough to change: which they are, and when each was looked at last.

It lives in the ledger alone, under one note a source: a look at a page that has not changed writes nothing to the
archive, so no manifest tells of it. Losing it, or the newer of two changes at once, costs looks, never an article.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from pydantic import Field

from dateline.config.schema import RecheckSettings
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import Model, OutcomeKind, PageRef, PageState, UtcDatetime
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import recheck_at
from dateline.tasks.core.web.urls import is_http, url_key

MAX_WATCHED = 5_000
_NOTE = "watchlist"


class Watched(Model):
    """A page, and when it was looked at last, if that brought nothing."""

    ref: PageRef
    since: UtcDatetime
    """When it was put on the list."""
    looked_at: UtcDatetime | None = None


class Watchlist(Model):
    """The pages of a source by their keys, oldest first."""

    pages: dict[str, Watched] = Field(default_factory=dict)


def load(source: str, ledger: Ledger) -> Watchlist:
    """Return a source's list; an empty one where there is none, or none that can be read."""
    return recall(ledger, _NOTE, source, Watchlist) or Watchlist()


def save(source: str, watchlist: Watchlist, ledger: Ledger) -> None:
    """Keep a source's list."""
    ledger.note(_NOTE, source, watchlist)


def with_pages(watchlist: Watchlist, refs: Iterable[PageRef], now: datetime) -> Watchlist:
    """Return the list with pages of the web that a run was told of; what archives hold does not change."""
    pages = dict(watchlist.pages)
    for ref in refs:
        if is_http(ref.url) and not ref.via.startswith(("warc:", "wayback:")):
            pages.setdefault(url_key(ref.url), Watched(ref=ref.model_copy(update={"summary": None}), since=now))
    return Watchlist(pages=dict(list(pages.items())[-MAX_WATCHED:]))


def without_old(
    watchlist: Watchlist, known: Mapping[str, PageState], settings: RecheckSettings, now: datetime
) -> Watchlist:
    """Return the list without pages that are no articles, or are too old to be looked at again."""
    longest = timedelta(seconds=settings.until_age_s)

    def stays(key: str, page: Watched) -> bool:
        state = known.get(key)
        if state is None or state.published_at is None:
            return state is None and now - page.since < longest
        return state.article is not None and now - state.published_at < longest

    return Watchlist(pages={key: page for key, page in watchlist.pages.items() if stays(key, page)})


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
        if state is None or state.article is None or state.published_at is None or state.kind is OutcomeKind.REJECTED:
            continue
        looks = [at for at in (state.last_at, page.looked_at) if at and not is_ahead(at, now)]
        looked_at = max(looks, default=state.published_at)
        moment = recheck_at(state.published_at, looked_at, settings)
        if moment is not None and moment <= now:
            yield moment, key, page.ref


def note_looks(source: str, keys: Iterable[str], now: datetime, ledger: Ledger) -> None:
    """Note that pages were looked at, and nothing came of it."""
    watchlist = load(source, ledger)
    looked = {key: watchlist.pages[key].model_copy(update={"looked_at": now}) for key in keys if key in watchlist.pages}
    if looked:
        save(source, Watchlist(pages=watchlist.pages | looked), ledger)
