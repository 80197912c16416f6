"""The bytes of referenced pages, wherever they lie: on the web, in a folder, in a WARC file, in the Wayback Machine."""

from collections.abc import Generator, Sequence
from datetime import UTC, datetime

from dateline.config.schema import FetchSettings, Source, Wayback
from dateline.tasks.adapters.discovery.saved_pages import is_saved, read_saved
from dateline.tasks.adapters.discovery.warcs import is_in_warc, read_captured
from dateline.tasks.adapters.discovery.wayback import BAN_S, as_captured, is_captured, replay_ref, unhurried
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

Pages = Generator[RawPage | FetchFailure, None, None]


def bytes_of(refs: Sequence[PageRef], source: Source, common: FetchSettings, ledger: Ledger | None) -> Pages:
    """Yield what came of each reference, once; without a ledger, delays are this call's own.

    Where its bytes lie is told by ``via`` before its URL: a ``file:`` URL in a WARC file names no file here.
    """
    limits = source.fetch_settings(common)
    in_warc = [ref for ref in refs if is_in_warc(ref)]
    captured = [ref for ref in refs if is_captured(ref)]
    elsewhere = [ref for ref in refs if not is_in_warc(ref) and not is_captured(ref)]
    yield from read_captured(in_warc, limits, ledger, datetime.now(UTC))
    for ref in filter(is_saved, elsewhere):
        yield read_saved(ref, datetime.now(UTC), limits.max_body_bytes)
    if on_web := [ref for ref in elsewhere if not is_saved(ref)]:
        with Fetcher(limits, ledger) as fetcher:
            yield from fetcher.fetch_many(on_web)
    if captured:
        yield from _from_wayback(captured, source, limits, ledger)


def _from_wayback(refs: Sequence[PageRef], source: Source, limits: FetchSettings, ledger: Ledger | None) -> Pages:
    delay_s = max((wayback.min_delay_s for wayback in source.wayback), default=Wayback(url="-").min_delay_s)
    by_replay = {replay_ref(ref).url: ref for ref in refs}
    with Fetcher(unhurried(limits, delay_s), ledger, ban_s=BAN_S) as fetcher:
        for page in fetcher.fetch_many(map(replay_ref, refs)):
            yield as_captured(page, by_replay[page.ref.url])
