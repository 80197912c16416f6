"""robots.txt of the hosts that are visited, asked for once and kept (RFC 9309 section 2.4)."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeGuard
from urllib.parse import urlsplit

from config.schema import FetchSettings
from tasks.adapters.http_exchange import Fault, Reply
from tasks.adapters.politeness import Politeness, Steps
from tasks.core.models import Reason
from tasks.core.robots import MAX_ROBOTS_BYTES, Robots, RobotsVerdict, robots_from_response, robots_unreachable
from tasks.core.urls import host_of

KEPT_FOR = timedelta(hours=24)
TROUBLE_KEPT_FOR = timedelta(minutes=10)
"""How soon a robots.txt is asked for again that could not be read."""
MAX_KEPT = 512

_log = logging.getLogger(__name__)


class RobotsKeeper:
    """Says what may be visited. Thread-safe; two threads that are first at a host at once may both ask."""

    def __init__(self, settings: FetchSettings, product: str, politeness: Politeness) -> None:
        self._product = product
        self._politeness = politeness
        self._clock = politeness.clock
        self._kept: dict[str, tuple[datetime, Robots]] = {}
        self._obeys = settings.obey_robots
        if not self._obeys:
            _log.warning("robots.txt is not obeyed: obey_robots is false")

    def refusal(self, url: str, get: Callable[[str], Steps[Reply | Fault]]) -> Steps[Fault | None]:
        """Return why a page may not be visited, or None; ``get`` asks for a robots.txt if need be."""
        if not self._obeys:
            return None
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        kept = self._kept.get(origin)
        if kept is None or kept[0] < self._clock.now():
            answer = yield from get(f"{origin}/robots.txt")
            if _is_refused(answer, origin):
                return answer
            kept = self._keep(origin, self._read(answer, origin))
        robots = kept[1]
        if robots.crawl_delay_s is not None:
            self._politeness.set_crawl_delay(host_of(url), robots.crawl_delay_s)
        return None if robots.allows(url) else Fault(url, robots.reason, robots.detail, self._clock.now())

    def _keep(self, origin: str, robots: Robots) -> tuple[datetime, Robots]:
        time = TROUBLE_KEPT_FOR if robots.verdict is RobotsVerdict.DISALLOW_ALL else KEPT_FOR
        while len(self._kept) >= MAX_KEPT:
            self._kept.pop(next(iter(self._kept), ""), None)
        self._kept[origin] = self._clock.now() + time, robots
        return self._kept[origin]

    def _read(self, answer: Reply | Fault, origin: str) -> Robots:
        if isinstance(answer, Reply):
            return robots_from_response(answer.status, answer.head(MAX_ROBOTS_BYTES + 1), self._product)
        if answer.url.startswith(f"{origin}/"):
            return robots_unreachable(answer.reason, answer.detail)
        return robots_unreachable(Reason.ROBOTS, f"robots.txt leads to {host_of(answer.url)}; {answer.detail}")


def _is_refused(answer: Reply | Fault, origin: str) -> TypeGuard[Fault]:
    """Return whether the page's own host is one that must not be asked: then there is no question of robots.txt."""
    refused = isinstance(answer, Fault) and answer.reason is Reason.REFUSED_ADDRESS
    return refused and answer.url.startswith(f"{origin}/")
