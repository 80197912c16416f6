"""Fetching pages from the open web, politely, whatever a server does.

The parts: the address guard (`http_address`), connections with a deadline (`http_connect`), heads as browsers read them
(`http_lenient`), one request (`http_exchange`) and what went wrong with it (`http_explain`), robots.txt
(`http_robots`), turns at hosts (`politeness`), the way of one page over redirects and retries (`http_visit`), and many
hosts side by side (`crew`).
"""

import logging
import re
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from threading import Condition
from types import TracebackType
from typing import Protocol, Self, TypeVar

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.bulkhead import bulkhead
from dateline.tasks.adapters.http.address_guard import AddressGuard, Resolve, resolve_by_system
from dateline.tasks.adapters.http.clock import Clock, SystemClock
from dateline.tasks.adapters.http.connect import Dialler, GuardedSession
from dateline.tasks.adapters.http.exchange import Exchange, RequestFault
from dateline.tasks.adapters.http.host_lanes import HostLanes
from dateline.tasks.adapters.http.host_times import HostTimes, OwnHostTimes
from dateline.tasks.adapters.http.politeness import Politeness, Steps
from dateline.tasks.adapters.http.robots import RobotsKeeper
from dateline.tasks.adapters.http.visit import Visits
from dateline.tasks.adapters.ledger.notes import Notes
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.content_encoding import ACCEPT_ENCODING
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.urls import absolute, host_of

T = TypeVar("T")

NO_CONTACT = "no contact given"

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_NOT_MODIFIED = 304
_HOSTS_CONNECTED = 256
"""To so many hosts a connection is kept from page to page. Pages of as many hosts come in turn as a batch has."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page's version, for asking whether it has changed (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """A page that has not changed since its validators were given."""


def conditions_of(validators: Validators | None) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110 section 13.1); what fits no header is left out."""
    if validators is None:
        return {}
    told = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value.strip() for name, value in told.items() if value and re.fullmatch(r"[ -~\xa0-\xff]+", value)}


class SharedLedger(HostTimes, Notes, Protocol):
    """The part of `dateline.tasks.core.protocols.Ledger` that fetching needs."""


class Fetcher:
    """Fetches pages; thread-safe, one for each task; a context manager.

    Args:
        settings: Limits, delays and manners.
        ledger: Shares turns at hosts and their robots.txt with other processes; None for this fetcher's own.
        clock: Time and waiting, in place of the computer's.
        resolve: Name resolution, in place of the system's.
        tls: Which certificates to trust, in place of the system's authorities and those that come with requests.
        ban_s: How long hosts are left alone that shut us out, by 429 or by taking no connection; None: as usual.
    """

    def __init__(  # noqa: PLR0913 - all but two by keyword
        self,
        settings: FetchSettings,
        ledger: SharedLedger | None = None,
        *,
        clock: Clock | None = None,
        resolve: Resolve = resolve_by_system,
        tls: ssl.SSLContext | None = None,
        ban_s: float | None = None,
    ) -> None:
        self.settings = settings
        self._clock = clock or SystemClock()
        self._agent = user_agent(settings)
        guard = AddressGuard(settings.private_hosts, resolve)
        self._dialler = Dialler(guard)
        self._session = GuardedSession(self._dialler, tls=tls, hosts=max(_HOSTS_CONNECTED, settings.hosts_at_once))
        exchange = Exchange(self._session, settings, self._clock)
        hang_up = self._dialler.close if ledger else _keep_connections
        self._politeness = Politeness(settings, ledger or OwnHostTimes(), self._clock, hang_up, ban_s)
        robots = RobotsKeeper(settings, _product(self._agent), self._politeness, ledger)
        self._visits = Visits(settings, exchange, guard, robots, self._politeness)
        self._idle = Condition()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back all connections."""
        self._session.close()

    def fetch(self, ref: PageRef, *, validators: Validators | None = None) -> RawPage | FetchFailure | NotModified:
        """Fetch one page.

        A response of any status is a `RawPage`; a failure says that there are no bytes, or that they are surely no
        page (a video, an archive) and were not read. `NotModified` comes only where ``validators`` were given. Raises
        `LedgerError`s, and nothing that a server or name does.
        """
        conditions = conditions_of(validators)
        page = self._wait_through(self._fetch(ref, conditions))
        if conditions and isinstance(page, RawPage) and page.status == _NOT_MODIFIED:
            return NotModified()
        return page

    def fetch_many(
        self,
        refs: Iterable[PageRef],
        *,
        on_each: Callable[[RawPage | FetchFailure], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Iterator[RawPage | FetchFailure]:
        """Fetch pages of many hosts side by side, and yield one result for each reference, as they come.

        Those of one host come in order. Equal URLs are fetched once. ``on_each`` is called with each result before it
        is yielded. Once ``stop`` returns true, no page is begun any more: the rest are failures that say so.
        """
        lanes: dict[str, dict[str, list[PageRef]]] = {}
        for ref in refs:
            lanes.setdefault(host_of(ref.url), {}).setdefault(ref.url, []).append(ref)

        def begin(same: list[PageRef]) -> Steps[RawPage | FetchFailure]:
            try:
                if stop and stop():
                    detail = "the run was stopped before this page was asked for"
                    return FetchFailure(same[0], same[0].url, self._clock.now(), Reason.NOT_ASKED, detail)
                faults: list[str] = []
                with bulkhead(faults.append):
                    return (yield from self._fetch(same[0], {}))
                return FetchFailure(same[0], same[0].url, self._clock.now(), Reason.INTERNAL_ERROR, faults[0])
            finally:
                done(host_of(same[0].url))

        jobs = [list(lane.values()) for lane in lanes.values()]
        crew = HostLanes(jobs, begin, self._clock, self.settings.hosts_at_once, self._dialler.hang_up)
        stays = self._politeness.staying({host: len(lane) for host, lane in lanes.items()})
        with stays as done, closing(crew.run()) as results:
            for same, page in results:
                for ref in same:
                    result = replace(page, ref=ref)
                    if on_each:
                        on_each(result)
                    yield result

    def ask(self, url: str, headers: Mapping[str, str] | None = None, *, robots: bool = True) -> RawPage | FetchFailure:
        """Ask for an address that is no page of a source, such as a feed, with more headers if need be.

        A response of any status is a `RawPage`. ``robots=False`` leaves robots.txt out: it speaks to programs that
        find their way by links.
        """
        ref = PageRef(url=url, source="", via="")
        return self._wait_through(self._fetch(ref, headers or {}, robots=robots, pages_only=False))

    def _fetch(
        self, ref: PageRef, conditions: Mapping[str, str], *, robots: bool = True, pages_only: bool = True
    ) -> Steps[RawPage | FetchFailure]:
        url = absolute(ref.url, ref.url)
        if url is None:
            detail = "refused: this is no http or https address that can be asked"
            return FetchFailure(ref, ref.url, self._clock.now(), Reason.REFUSED_ADDRESS, detail)
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING, **conditions}
        answer = yield from self._visits.visit(url, headers, robots=robots, pages_only=pages_only)
        if isinstance(answer, RequestFault):
            return FetchFailure(ref, answer.url, answer.at, answer.reason, answer.detail, answer.status)
        return answer.as_page(ref)

    def _wait_through(self, steps: Steps[T]) -> T:
        while True:
            try:
                moment = next(steps)
            except StopIteration as done:
                result: T = done.value
                return result
            with self._idle:
                while (left_s := (moment - self._clock.now()).total_seconds()) > 0:
                    self._clock.wait(self._idle, left_s)


def user_agent(settings: FetchSettings) -> str:
    """Return the User-Agent header; warn once if it tells no site's operator how to reach us."""
    if not settings.contact:
        _warn_of_no_contact()
    agent = settings.user_agent.replace("{version}", __version__).replace("{contact}", settings.contact or NO_CONTACT)
    return re.sub(r"[^ -~]+", "?", agent).strip()


def _keep_connections(_host: str) -> None:
    """Nobody else may open one: turns are this fetcher's own."""


@cache
def _warn_of_no_contact() -> None:
    _log.warning("no contact is set: put fetch.contact into settings.toml, so that sites can reach you")


def _product(agent: str) -> str:
    """Return the product token that robots.txt files may name (RFC 9309 section 2.2.1)."""
    found = re.match(r"[A-Za-z_-]+", agent)
    return found[0] if found else "dateline"
