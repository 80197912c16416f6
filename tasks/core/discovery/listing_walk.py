"""Plans which pages of a listing to read, by the pattern of their URLs, and when to stop."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateline.tasks.core.discovery.dates_in_urls import may_lie_in, span_in_folders
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.web.urls import url_key

MAX_PAGES = 1_000
_PLACE = re.compile(r"\{(n|yyyy|yy|mm|m|dd|d)\}")
_WIDEST_OFFSET = timedelta(hours=14)


class ListingWalk:
    """The walk over the pages of a listing for a window. `take` returns the next page; `found` receives its links.

    The pattern is a URL with any of the placeholders ``{n}`` (1, 2, 3 …), ``{yyyy}``, ``{yy}``, ``{mm}``, ``{m}``,
    ``{dd}`` and ``{d}``. Days or months go from the window's last to its first, in ``timezone`` (an IANA name) or, if
    that is unknown, in every zone. Numbers, for each day or overall, end when a page has nothing new, or only pages
    from before the window. If the days of pages are unknown, they continue up to ``max_pages``.

    Raises:
        ValueError: the pattern has an unknown placeholder, or has dates although the window is unbounded.
    """

    def __init__(
        self, pattern: str, window: Window, *, timezone: str | None = None, max_pages: int = MAX_PAGES
    ) -> None:
        unknown = [place for place in re.findall(r"\{([^{}]*)\}", pattern) if not _PLACE.fullmatch(f"{{{place}}}")]
        if unknown:
            raise ValueError(f"the listing's pattern {pattern} has an unknown placeholder: {{{unknown[0]}}}")
        self._pattern = pattern
        self._window = window
        self._places = frozenset(_PLACE.findall(pattern))
        self._days = iter(_days(self._places - {"n"}, window, timezone))
        self._day: date | None = next(self._days, None)
        self._number = 0
        self._max_pages = max_pages
        self._seen: set[str] = set()
        self.taken = 0

    def take(self) -> str | None:
        """Return the URL of the next page to read, or None at the end of the walk."""
        if self._number and "n" not in self._places:
            self._go_to_next_day()
        if self._day is None or self.taken >= self._max_pages:
            return None
        self._number += 1
        self.taken += 1
        return self._address(self._day, self._number)

    def is_ahead(self, today: date) -> bool:
        """Return whether the page that was taken last is for a later day than today, which some zones have begun."""
        if self._day is None or self._day <= today:
            return False
        return self._address(self._day, self._number) != self._address(today, self._number)

    def found(self, refs: Iterable[PageRef]) -> None:
        """Record the links of the page that was taken last, including those outside the window.

        For a page that could not be read, pass no references.
        """
        new = {key: ref for ref in refs if (key := url_key(ref.url)) not in self._seen}
        self._seen.update(new)
        if "n" in self._places and (not new or self._is_before_window(new.values())):
            self._go_to_next_day()

    def _go_to_next_day(self) -> None:
        self._day = next(self._days, None)
        self._number = 0

    def _is_before_window(self, refs: Iterable[PageRef]) -> bool:
        """Return whether the pages with a known day are all older than the window."""
        dated = [ref for ref in refs if ref.published_at or span_in_folders(ref.url)]
        since = Window(since=self._window.since)
        return bool(dated) and not any(may_lie_in(since, ref) for ref in dated)

    def _address(self, day: date, number: int) -> str:
        values = {
            "n": str(number),
            "yyyy": f"{day.year:04d}",
            "yy": f"{day.year % 100:02d}",
            "mm": f"{day.month:02d}",
            "m": str(day.month),
            "dd": f"{day.day:02d}",
            "d": str(day.day),
        }
        return _PLACE.sub(lambda place: values[place[1]], self._pattern)


def _days(places: frozenset[str], window: Window, timezone: str | None) -> Iterator[date]:
    """Yield a day for each page that the placeholders distinguish, latest first, or one day if there are none."""
    if not places:
        yield datetime(1970, 1, 1, tzinfo=UTC).date()
        return
    if window.since is None or window.until is None:
        raise ValueError("a listing by date needs a window with both ends")
    zone = ZoneInfo(timezone) if timezone else UTC
    margin = timedelta(0) if timezone else _WIDEST_OFFSET
    day = (window.until - timedelta(microseconds=1) + margin).astimezone(zone).date()
    first = (window.since - margin).astimezone(zone).date()
    by_day = bool(places & {"dd", "d"})
    by_month = by_day or bool(places & {"mm", "m"})
    last_name = None
    while day >= first:
        name = (day.year, day.month if by_month else 0, day.day if by_day else 0)
        if name != last_name:
            yield day
        last_name = name
        day -= timedelta(days=1)
