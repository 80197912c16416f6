"""Reads the bytes of referenced pages: from the web, a folder, a WARC file, or the Wayback Machine."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from dateline.config.schema import FetchSettings, Source, Wayback
from dateline.tasks.adapters.discovery.captured import is_in_warc, is_on_disk
from dateline.tasks.adapters.discovery.saved_pages import is_saved
from dateline.tasks.adapters.discovery.wayback import BAN_S, as_captured, is_captured, replay_ref, unhurried
from dateline.tasks.adapters.fetching.file_bytes import Pages, bytes_in_files, each_alone
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage


def is_at_hand(ref: PageRef) -> bool:
    """Return whether the page is in a file on this machine, so that reading it needs no request."""
    return is_on_disk(ref) if is_in_warc(ref) else is_saved(ref) and not is_captured(ref)


def bytes_of(  # noqa: PLR0913, PLR0917 - the last by keyword
    refs: Sequence[PageRef],
    source: Source,
    common: FetchSettings,
    ledger: Ledger | None,
    clock: Clock,
    late: Callable[[], bool] = lambda: False,
    fetcher: Fetcher | None = None,
) -> Pages:
    """Yield the page, or the failure, of each reference.

    Without a ledger, delays and robots.txt files are kept for this call only, unless an open ``fetcher`` with the
    source's settings is given: it fetches the pages, except those in the Wayback Machine.

    Once ``late`` returns true, no further page is requested from the web: those become failures that say so.

    A reference's ``via`` takes precedence over its URL: a ``file:`` URL in a WARC file names no file on this machine.
    An unexpected error at a page becomes the failure of that page.
    """
    limits = source.fetch_settings(common)

    def fetched(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        with nullcontext(fetcher) if fetcher else Fetcher(limits, ledger, clock=clock) as opened:
            yield from opened.fetch_many(some, stop=late)

    def replayed(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        return _from_wayback(some, source, limits, ledger, clock, late)

    in_wayback = [ref for ref in refs if is_captured(ref)]
    elsewhere = [ref for ref in refs if not is_captured(ref)]
    in_files = [ref for ref in elsewhere if _is_in_file(ref)]
    yield from bytes_in_files(in_files, source, limits, ledger, clock)
    yield from each_alone([ref for ref in elsewhere if not _is_in_file(ref)], fetched, clock)
    yield from each_alone(in_wayback, replayed, clock)


def _is_in_file(ref: PageRef) -> bool:
    return is_in_warc(ref) or is_saved(ref)


def _from_wayback(  # noqa: PLR0913, PLR0917 - as above
    refs: Sequence[PageRef],
    source: Source,
    limits: FetchSettings,
    ledger: Ledger | None,
    clock: Clock,
    late: Callable[[], bool],
) -> Iterator[RawPage | FetchFailure]:
    delay_s = max((wayback.min_delay_s for wayback in source.wayback), default=Wayback(url="-").min_delay_s)
    by_replay = {replay_ref(ref).url: ref for ref in refs}
    with Fetcher(unhurried(limits, delay_s), ledger, clock=clock, ban_s=BAN_S) as fetcher:
        for page in fetcher.fetch_many(map(replay_ref, refs), stop=late):
            yield as_captured(page, by_replay[page.ref.url])
