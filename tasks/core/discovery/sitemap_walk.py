"""Plans which of a site's sitemaps to read, in which order, and when to stop. Reads none itself."""

import heapq
from collections.abc import Iterable
from datetime import datetime

from dateline.tasks.core.discovery.dates_in_urls import ANY_TIME, DAY, may_overlap, span_in_url
from dateline.tasks.core.discovery.sitemaps import ChildSitemap
from dateline.tasks.core.models import Window
from dateline.tasks.core.web.urls import url_key

MAX_DEPTH = 5
MAX_SITEMAPS = 50_001
"""An index, and as many sitemaps as it may list (sitemaps.org 0.9)."""


class SitemapWalk:
    """The walk over a site's sitemaps for a window. `take` returns the next sitemap; `found` receives its children.

    Each sitemap is taken once, however often it is listed, even by itself. Children that cannot contain pages of the
    window (last modified before it, or named after another day or month) are skipped. Of the others, news sitemaps come
    first, then the newest by their time of modification or, without one, by the day or month that their URL names:
    whoever stops early has read the newest pages. Sitemaps below ``max_depth`` or beyond ``max_sitemaps`` are dropped
    with a warning.
    """

    def __init__(
        self,
        roots: Iterable[str],
        window: Window = ANY_TIME,
        *,
        max_depth: int = MAX_DEPTH,
        max_sitemaps: int = MAX_SITEMAPS,
    ) -> None:
        self._window = window
        self._max_depth = max_depth
        self._max_sitemaps = max_sitemaps
        self._waiting: list[tuple[bool, bool, float, int, str]] = []
        self._depths: dict[str, int] = {}
        self.taken = 0
        self.skipped = 0
        """How many children were skipped because they cannot contain pages of the window."""
        self.dropped = 0
        """How many children were dropped because of a limit."""
        for root in roots:
            self._add(ChildSitemap(root), 0)

    def take(self) -> str | None:
        """Return the URL of the next sitemap to read, or None at the end of the walk."""
        if not self._waiting:
            return None
        self.taken += 1
        return heapq.heappop(self._waiting)[-1]

    def found(self, parent: str, child: ChildSitemap) -> None:
        """Record a child that the sitemap ``parent`` lists."""
        if self._may_hold_window(child):
            self._add(child, self._depths.get(url_key(parent), 0) + 1)
        else:
            self.skipped += 1

    @property
    def listed(self) -> int:
        """How many sitemaps were accepted so far, taken or not."""
        return len(self._depths)

    @property
    def waiting(self) -> int:
        """How many sitemaps have not been taken yet."""
        return len(self._waiting)

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence about what was dropped because of a limit, if anything."""
        return (f"sitemaps beyond the limits, not read: {self.dropped}",) if self.dropped else ()

    def _add(self, sitemap: ChildSitemap, depth: int) -> None:
        key = url_key(sitemap.url)
        if key in self._depths:
            return
        if depth > self._max_depth or len(self._depths) >= self._max_sitemaps:
            self.dropped += 1
            return
        self._depths[key] = depth
        newest = sitemap.modified_at or _end_of_span(sitemap.url)
        age = -newest.timestamp() if newest else 0.0
        is_news = "news" in sitemap.url.lower().partition("://")[2].partition("/")[2]
        heapq.heappush(self._waiting, (not is_news, sitemap.modified_at is None, age, len(self._depths), sitemap.url))

    def _may_hold_window(self, child: ChildSitemap) -> bool:
        since = self._window.since
        if since and child.modified_at and child.modified_at + DAY <= since:  # it may be only a day
            return False
        span = span_in_url(child.url)
        return span is None or may_overlap(span, self._window)


def _end_of_span(url: str) -> datetime | None:
    span = span_in_url(url)
    return span.until if span else None
