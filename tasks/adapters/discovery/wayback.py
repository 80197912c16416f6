"""Reads the index of the Wayback Machine, and the pages that it captured."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dateline.config.schema import FetchSettings, Wayback
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.adapters.http.web_files import WebFiles
from dateline.tasks.core.discovery.wayback import CDX_URL, Answers, Scope, cdx_query, read_cdx
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

BAN_S = 3600.0
"""How long to pause after being blocked. The Wayback Machine blocks clients that ask too often for an hour, and for
longer each time if they continue."""

_VIA = "wayback:"
_STAMP = re.compile(r"/(\d{14})id_/")


def read_wayback(wayback: Wayback, context: DiscoveryContext, remarks: Remarks) -> Iterator[PageRef]:
    """Yield the pages that were first captured in the window, or soon after it.

    If the index blocks us, it is not queried for `BAN_S` seconds, by any process that shares the ledger.

    Raises:
        DiscoveryError: the index could not be read.
    """
    until = context.window.until
    captured_until = until + timedelta(days=wayback.captured_within_days) if until else None
    captured = Window(since=context.window.since, until=captured_until)
    with WebFiles(unhurried(context.limits, wayback.min_delay_s), context.ledger, ban_s=BAN_S) as web:
        answers = Answers()
        resume_key: str | None = None
        told: list[str] = []
        while True:
            context.tell(f"reading the captures of {wayback.url}")
            query = cdx_query(wayback.url, captured, scope=Scope(wayback.scope), resume_key=resume_key)
            answer = web.get(query.replace(CDX_URL, wayback.cdx_url, 1))
            reading = read_cdx(b"" if isinstance(answer, NotModified) else answer.body)
            told.extend(reading.warnings)
            for capture in reading.captures:
                via = f"{_VIA}{capture.raw_url_at(wayback.replay_url)}"
                yield PageRef(url=capture.url, source=context.source.name, via=via)
            resume_key = answers.next_key(reading, told)
            remarks.warnings.extend(f"{wayback.url}: {warning}" for warning in told)
            told.clear()
            if reading.fault:
                raise DiscoveryError(f"{wayback.url}: {reading.fault}", url=wayback.cdx_url)
            if resume_key is None:
                return


def unhurried(limits: FetchSettings, min_delay_s: float) -> FetchSettings:
    """Return the limits with a delay of at least ``min_delay_s`` seconds."""
    return limits.model_copy(update={"min_delay_s": max(limits.min_delay_s, min_delay_s)})


def is_captured(ref: PageRef) -> bool:
    """Return whether the page is to be read from the Wayback Machine."""
    return ref.via.startswith(_VIA)


def replay_ref(ref: PageRef) -> PageRef:
    """Return a reference to the captured page."""
    return ref.model_copy(update={"url": ref.via.removeprefix(_VIA)})


def as_captured(page: RawPage | FetchFailure, ref: PageRef) -> RawPage | FetchFailure:
    """Return the result of a replay as the original page: at its own URL, fetched when it was captured.

    The archive may respond with a capture from a different time, which the final URL tells. Redirects are omitted:
    they are the archive's, not the site's.
    """
    if isinstance(page, FetchFailure):
        return replace(page, ref=ref)
    if not page.is_ok:
        return replace(page, ref=ref, url=ref.url, redirects=())
    stamp = _STAMP.search(page.url) or _STAMP.search(ref.via)
    try:
        at = datetime.strptime(stamp[1] if stamp else "", "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        at = page.fetched_at
    return replace(page, ref=ref, url=ref.url, fetched_at=at, redirects=())
