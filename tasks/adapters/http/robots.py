"""Obeys robots.txt. Each file is fetched once a day by all processes that share a ledger (RFC 9309 section 2.4)."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.exchange import Reply, RequestFault
from dateline.tasks.adapters.http.politeness import BUSY_POLL_S, Politeness, Steps
from dateline.tasks.adapters.http.troubles import HostRestsError
from dateline.tasks.adapters.ledger.notes import Notes, recall
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.robots import (
    MAX_ROBOTS_BYTES,
    KeptRobots,
    Robots,
    RobotsVerdict,
    robots_from_response,
    robots_unreachable,
)
from dateline.tasks.core.web.urls import host_of

KEPT_FOR = timedelta(hours=24)
TROUBLE_KEPT_FOR = timedelta(minutes=10)
"""After how many seconds a robots.txt that could not be read is requested again."""
MAX_KEPT = 512

_NOTE = "robots"

_log = logging.getLogger(__name__)


class RobotsKeeper:
    """Decides which pages may be fetched. Thread-safe. Processes that share the notes share the robots.txt files."""

    def __init__(self, settings: FetchSettings, product: str, politeness: Politeness, notes: Notes | None) -> None:
        self._product = product
        self._politeness = politeness
        self._clock = politeness.clock
        self._notes = notes
        self._kept: dict[str, tuple[datetime, Robots]] = {}
        self._asked_for: dict[str, object] = {}
        """Origins whose robots.txt is being fetched."""
        self._obeys = settings.obey_robots
        if not self._obeys:
            _log.warning("robots.txt is ignored, because obey_robots is false")

    def refusal(self, url: str, get: Callable[[str], Steps[Reply | RequestFault]]) -> Steps[RequestFault | None]:
        """Return why a page must not be fetched, or None if it may be. ``get`` fetches the robots.txt if needed."""
        if not self._obeys:
            return None
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        while (robots := self._recall(origin) or self._noted(origin)) is None:
            if self._asked_for.setdefault(origin, mine := object()) is not mine:
                yield self._clock.now() + timedelta(seconds=BUSY_POLL_S)
                continue
            try:
                fault = yield from self._ask(origin, get)
            finally:
                self._asked_for.pop(origin)
            if fault:
                return replace(fault, url=url)
        if robots.crawl_delay_s is not None:
            self._politeness.set_crawl_delay(host_of(url), robots.crawl_delay_s)
        return None if robots.allows(url) else RequestFault(url, robots.reason, robots.detail, self._clock.now())

    def known(self, url: str) -> Robots | None:
        """Return the rules of a page's site if they were read already, else None."""
        parts = urlsplit(url)
        return self._recall(f"{parts.scheme}://{parts.netloc}")

    def _ask(self, origin: str, get: Callable[[str], Steps[Reply | RequestFault]]) -> Steps[RequestFault | None]:
        """Fetch a robots.txt and keep it. Returns a fault if the host itself must not be contacted, else None."""
        try:
            yield from self._politeness.wait_for_turn(host_of(origin))
        except HostRestsError as error:
            return RequestFault(origin, Reason.NOT_ASKED, str(error), self._clock.now())
        if self._noted(origin):  # by the previous holder of the turn
            return None
        answer = yield from get(f"{origin}/robots.txt")
        if isinstance(answer, RequestFault) and (answer.reason is Reason.NOT_ASKED or _is_refused(answer, origin)):
            return answer
        self._keep(origin, self._read(answer, origin))
        return None

    def _recall(self, origin: str) -> Robots | None:
        kept = self._kept.get(origin)
        return kept[1] if kept and kept[0] >= self._clock.now() else None

    def _noted(self, origin: str) -> Robots | None:
        """Return the rules that another fetcher has noted, if they are still valid, and keep them."""
        kept = recall(self._notes, _NOTE, self._key(origin), KeptRobots)
        now = self._clock.now()
        if kept is None or kept.until < now or is_ahead(kept.until, now, KEPT_FOR):
            return None
        return self._remember(origin, kept.until, kept.robots(self._product))

    def _keep(self, origin: str, robots: Robots) -> None:
        trouble = robots.verdict is RobotsVerdict.DISALLOW_ALL
        until = self._clock.now() + (TROUBLE_KEPT_FOR if trouble else KEPT_FOR)
        self._remember(origin, until, robots)
        if self._notes:
            self._notes.note(_NOTE, self._key(origin), KeptRobots.of(robots, until))

    def _remember(self, origin: str, until: datetime, robots: Robots) -> Robots:
        while len(self._kept) >= MAX_KEPT:
            self._kept.pop(next(iter(self._kept), ""), None)
        self._kept[origin] = until, robots
        return robots

    def _key(self, origin: str) -> str:
        return f"{self._product} {origin}"

    def _read(self, answer: Reply | RequestFault, origin: str) -> Robots:
        if isinstance(answer, Reply):
            return robots_from_response(answer.status, answer.head(MAX_ROBOTS_BYTES + 1), self._product)
        if answer.url.startswith(f"{origin}/"):
            return robots_unreachable(answer.reason, answer.detail)
        return robots_unreachable(Reason.ROBOTS, f"robots.txt redirects to {host_of(answer.url)}; {answer.detail}")


def _is_refused(answer: RequestFault, origin: str) -> bool:
    """Return whether the page's own host must not be contacted, so that robots.txt does not matter."""
    return answer.reason is Reason.REFUSED_ADDRESS and answer.url.startswith(f"{origin}/")
