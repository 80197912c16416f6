"""Lists rejections, newest day first, and finds vanished pages. Does not import Prefect."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import REJECTED, day_of, day_path, read_rejection
from dateline.tasks.core.archive.retention import Tombstone
from dateline.tasks.core.assemble import to_judgement
from dateline.tasks.core.cleaning.kind.evidence import Judgement
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import ADDED, Reason, Rejection
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.web.fetched import StoredPage
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.history import raw_page

MAX_READ = 500
"""How many records are read for one list."""
JUDGED = frozenset({Reason.NOT_ARTICLE, Reason.NO_HEADLINE, Reason.NO_TEXT, Reason.NO_TIMESTAMP})
"""The reasons of pages that were read far enough to judge whether they are articles."""
_GONE = tuple(f"the server answered {status}" for status in (404, 410))

Place = tuple[date, str]
"""A day on which pages of a source were rejected, and the source."""


@dataclass(frozen=True, slots=True)
class RejectionList:
    """A part of a list of rejections, each with its key."""

    rejections: Sequence[tuple[str, Rejection]]
    damaged: Sequence[str]
    """A sentence for each record that could not be read."""
    last: str | None
    """Key after which the list continues, else None."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """The page of an archived article that is gone, according to its site."""

    key: str
    """Key of the rejection."""
    rejection: Rejection
    article: str
    """Key of the page's archived article."""
    headline: str | None


def list_rejections(
    settings: Settings, places: Iterable[Place], reason: Reason | None, limit: int, after: str | None = None
) -> RejectionList:
    """Return rejections of these days and sources, in this order, starting after the key ``after``.

    A part may hold fewer than ``limit`` although others follow, for at most `MAX_READ` records are read for it.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    found: list[tuple[str, Rejection]] = []
    damaged: list[str] = []
    last = None
    keys = _keys(store, places, after)
    for number, (key, rejection) in enumerate(_read(store, islice(keys, MAX_READ)), 1):
        if isinstance(rejection, RecordError):
            damaged.append(f"{rejection.problem}; `dateline audit` says what to do")
        elif reason in {None, rejection.reason}:
            found.append((key, rejection))
        if len(found) == limit or number == MAX_READ:
            last = key
            break
    return RejectionList(found, damaged, last)


def find_rejection(settings: Settings, key: str) -> Rejection:
    """Return the rejection with this key.

    Raises:
        ObjectNotFoundError: there is none.
        RecordError: it is damaged.
        StoreError: the archive could not be read.
    """
    return read_rejection(open_store(settings.archive).get(key), key)


def judge_again(settings: Settings, rejection: Rejection, source: Source) -> Judgement | None:
    """Return the evidence that a rejected page is not an article, by the rules of this version of dateline.

    Returns None if there is nothing to judge: no raw page, no HTML, or another reason.

    Raises:
        StoreError: the archive could not be read.
        RecordError: the raw page is damaged.
    """
    if rejection.raw is None or rejection.reason not in JUDGED:
        return None
    page = raw_page(rejection.raw, settings, {source.name: source})
    if isinstance(page, Tombstone):
        return None
    limits = source.fetch_settings(settings.fetch)
    return to_judgement(StoredPage(page, rejection.raw), source, limits.max_body_bytes)


def vanished_pages(settings: Settings, places: Iterable[Place], limit: int) -> Sequence[Vanished]:
    """Return the rejected pages that were articles before and are gone (HTTP 404 or 410), in the same order.

    Raises:
        StoreError: the archive could not be read.
        LedgerError: the ledger could not be read.
    """
    store = open_store(settings.archive)
    read = _read(store, islice(_keys(store, places, None), MAX_READ))
    gone = ((key, one) for key, one in read if isinstance(one, Rejection) and _is_gone(one))
    return list(islice(_with_articles(settings, gone), limit))


def _with_articles(settings: Settings, gone: Iterable[tuple[str, Rejection]]) -> Iterator[Vanished]:
    with shared_ledger(settings.ledger.url) as ledger:
        for key, rejection in gone:
            outcomes = [event.outcome for event in ledger.trace(url_key(rejection.url), redirected=True)]
            before = [one for one in outcomes if one.kind in ADDED and one.article]
            if before and before[-1].article:
                yield Vanished(key, rejection, before[-1].article, before[-1].headline)


def _is_gone(rejection: Rejection) -> bool:
    return rejection.reason is Reason.HTTP_STATUS and rejection.detail.startswith(_GONE)


def _keys(store: ArchiveStore, places: Iterable[Place], after: str | None) -> Iterator[str]:
    """Yield the keys of the rejections of these places, in order, those after ``after``."""
    is_reached = after is None
    for day, source in places:
        prefix = f"{REJECTED}{source}/{day_path(day)}/"
        if not is_reached and after and after.startswith(prefix):
            yield from (key for key in store.list(prefix) if key > after)
            is_reached = True
        elif is_reached or (after and (day_of(after) or day) > day):
            is_reached = True
            yield from store.list(prefix)


def _read(store: ArchiveStore, keys: Iterable[str]) -> Iterator[tuple[str, Rejection | RecordError]]:
    for key, data in read_ahead(store, keys):
        try:
            yield key, read_rejection(data or b"", key)
        except RecordError as error:
            yield key, error
