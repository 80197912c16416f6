"""Decides whether a page may be in a window, by what is known before fetching it.

URLs of news sites, and of their sitemaps and listings, often contain a day or month.
"""

import re
from datetime import UTC, datetime, timedelta

from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import PageRef, Precision, Window
from dateline.tasks.core.vocabulary.months import ENGLISH

ANY_TIME = Window()
DAY = timedelta(days=1)
MARGIN = timedelta(days=2)
"""How far a day in a URL may be from the time of publication, because of time zones and pages created a day before."""

_NUMERIC = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([-_./])(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01]))?|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?)(?!\d)"
)
_MONTHS = tuple(name[:3] for name in ENGLISH)
_NAMED = re.compile(rf"(?i)(?<!\d)((?:19|20)\d\d)/({'|'.join(_MONTHS)})[a-z]*(?:/([0-3]?\d))?(?!\d)")
_PARAMETERS = re.compile(
    r"(?i)[?&](?:yyyy|year)=((?:19|20)\d\d)&(?:amp;)?(?:mm|month)=(0?[1-9]|1[0-2])(?:&(?:amp;)?(?:dd|day)=(0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_FOLDERS = re.compile(
    r"/(?:19|20)\d\d(?:/(?:0?[1-9]|1[0-2]|[a-z]{3,9})(?:/[0-3]?\d)?|[-_.]?[01]\d[-_.]?[0-3]\d)/", re.IGNORECASE
)


def span_in_url(url: str) -> Window | None:
    """Return the day or month in a URL as a window (UTC), or None if it contains neither.

    A year alone does not count, because it may be any number.
    """
    after_host = url.partition("://")[2].partition("/")[2]
    parameters = _PARAMETERS.search(after_host)
    if parameters:
        return _span(*parameters.groups())
    named = _NAMED.search(after_host)
    if named:
        return _span(named[1], str(_MONTHS.index(named[2].lower()) + 1), named[3])
    numeric = _NUMERIC.search(after_host)
    if numeric:
        year, _, month, day, joined_month, joined_day = numeric.groups()
        return _span(year, month or joined_month, day or joined_day)
    return None


def span_in_folders(url: str) -> Window | None:
    """Return the day or month in the folders of a URL's path, under which sites file their pages."""
    folders = _FOLDERS.search(url.partition("?")[0])
    return span_in_url(f"https://host{folders[0]}") if folders else None


def may_lie_in(window: Window, ref: PageRef) -> bool:
    """Return whether a page may have been published in the window, given what is known about it.

    If only the time of its last modification is known, it may have been published at any time before.
    """
    if ref.published_at is not None:
        if ref.published_precision is Precision.DAY:
            return may_overlap(Window(since=ref.published_at, until=ref.published_at + DAY), window)
        return window.contains(ref.published_at)
    if ref.modified_at is not None and window.since is not None and ref.modified_at + DAY <= window.since:
        return False
    span = span_in_folders(ref.url)
    return span is None or may_overlap(span, window)


def is_dated_ahead(ref: PageRef, now: datetime) -> bool:
    """Return whether a page is said to be published later than any time zone or early announcement explains."""
    return ref.published_at is not None and is_ahead(ref.published_at, now, DAY)


def may_overlap(span: Window, window: Window) -> bool:
    """Return whether the span, extended by `MARGIN` at both ends, overlaps the window."""
    if span.since is None or span.until is None:
        return True
    after = window.until is not None and span.since - MARGIN >= window.until
    before = window.since is not None and span.until + MARGIN <= window.since
    return not after and not before


def _span(year: str, month: str, day: str | None) -> Window | None:
    try:
        since = datetime(int(year), int(month), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
    until = since + timedelta(days=1) if day else (since + timedelta(days=31)).replace(day=1)
    return Window(since=since, until=until)
