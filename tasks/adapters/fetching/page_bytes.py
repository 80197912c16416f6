"""Reads the bytes of referenced pages: from the web, a folder, a WARC file, or the Wayback Machine."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import nullcontext

from dateline.config.schema import FetchSettings, Source, Wayback
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.discovery.saved_pages import is_saved, read_saved
from dateline.tasks.adapters.discovery.warcs import is_in_warc, is_on_disk, read_captured
from dateline.tasks.adapters.discovery.wayback import BAN_S, as_captured, is_captured, replay_ref, unhurried
from dateline.tasks.adapters.fetching.foreign_files import left_in_its_file
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

Pages = Generator[RawPage | FetchFailure, None, None]
Read = Callable[[Sequence[PageRef]], Iterator[RawPage | FetchFailure]]


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

    def captured(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        pages = read_captured(some, limits, ledger, clock.now())
        return (left_in_its_file(page, source) for page in pages) if source.raw == "refer" else pages

    def saved(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        return (read_saved(ref, clock.now(), limits.max_body_bytes) for ref in some)

    def fetched(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        with nullcontext(fetcher) if fetcher else Fetcher(limits, ledger, clock=clock) as opened:
            yield from opened.fetch_many(some, stop=late)

    def replayed(some: Sequence[PageRef]) -> Iterator[RawPage | FetchFailure]:
        return _from_wayback(some, source, limits, ledger, clock, late)

    in_warc = [ref for ref in refs if is_in_warc(ref)]
    in_wayback = [ref for ref in refs if is_captured(ref)]
    elsewhere = [ref for ref in refs if not is_in_warc(ref) and not is_captured(ref)]
    yield from each_alone(in_warc, captured, clock)
    yield from each_alone([ref for ref in elsewhere if is_saved(ref)], saved, clock)
    yield from each_alone([ref for ref in elsewhere if not is_saved(ref)], fetched, clock)
    yield from each_alone(in_wayback, replayed, clock)


def each_alone(refs: Sequence[PageRef], read: Read, clock: Clock) -> Pages:
    """Yield the pages and failures that ``read`` returns, even if it raises an error at some of the references.

    The references are read together. After an unexpected error, the remaining ones are read one by one, and one that
    raises again becomes a failure that names the error.
    """
    left = Counter(refs)
    if not left:
        return
    with bulkhead(lambda _: None):
        for page in read(refs):
            left[page.ref] -= 1
            yield page
    for ref in left.elements():
        faults: list[str] = []
        came = False
        with bulkhead(faults.append):
            for page in read([ref]):
                came = True
                yield page
        if faults and not came:
            yield FetchFailure(ref, ref.url, clock.now(), Reason.INTERNAL_ERROR, faults[0])


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
