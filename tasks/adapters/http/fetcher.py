"""Fetches pages from the open web, politely, whatever a server does.

Its parts, each a module here: the address guard (`address_guard`), guarded connections (`connect`) with limited time
and bytes (`allowance`), response heads read as browsers read them (`lenient`), one request (`exchange`) and the
explanation of its failure (`explain`), robots.txt (`robots`), turns at hosts (`politeness`), one page with its
redirects and retries (`visit`), and many hosts in parallel (`host_lanes`).
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
from dateline.tasks.core.clock_faults import LaterClock
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.content_encoding import ACCEPT_ENCODING
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.proxies import has_proxy
from dateline.tasks.core.web.robots import Robots
from dateline.tasks.core.web.urls import absolute, host_of

T = TypeVar("T")

NO_CONTACT = "no contact given"

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_COMPATIBLE = re.compile(r"\bcompatible; *([A-Za-z_-]+)")
_NOT_MODIFIED = 304
_HOSTS_CONNECTED = 256
"""To how many hosts connections are kept between pages. A batch has pages of many hosts in turn."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Validators:
    """A page's validators, for asking whether it has changed (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """A page that has not changed since its server sent the validators."""


def conditions_of(validators: Validators | None) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110 section 13.1). Invalid header values are omitted."""
    if validators is None:
        return {}
    told = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value.strip() for name, value in told.items() if value and re.fullmatch(r"[ -~\xa0-\xff]+", value)}


class SharedLedger(HostTimes, Notes, Protocol):
    """The part of `dateline.tasks.core.protocols.Ledger` that fetching needs."""


class Fetcher:
    """Fetches pages. Thread-safe; use one for each task, as a context manager.

    Args:
        settings: Limits, delays and politeness.
        ledger: Shares turns at hosts, and their robots.txt, with other processes. By default, they are not shared.
        times: Shares turns with other fetchers of this process, where there is no ledger.
        clock: Replaces the system clock.
        resolve: Replaces the system's name resolution.
        tls: Replaces the TLS context that trusts the CA certificates of the system and of requests.
        ban_s: For how many seconds to pause a host that blocks us, with 429 or by refusing connections. By default, the
            pause is the same as after other trouble.
    """

    def __init__(  # noqa: PLR0913 - all but two by keyword
        self,
        settings: FetchSettings,
        ledger: SharedLedger | None = None,
        *,
        times: HostTimes | None = None,
        clock: Clock | None = None,
        resolve: Resolve = resolve_by_system,
        tls: ssl.SSLContext | None = None,
        ban_s: float | None = None,
    ) -> None:
        self.settings = settings
        self.later: dict[str, LaterClock] = {}
        """The hosts whose clocks are more than a day ahead of this machine's."""
        self._clock = clock or SystemClock()
        self._agent = user_agent(settings)
        guard = AddressGuard(settings.private_hosts, resolve, has_proxy=has_proxy(settings))
        self._dialler = Dialler(guard)
        self._session = GuardedSession(self._dialler, tls=tls, hosts=max(_HOSTS_CONNECTED, settings.hosts_at_once))
        exchange = Exchange(self._session, settings, self._clock)
        shared = ledger or times
        hang_up = self._dialler.close if shared else _keep_connections
        times = shared or OwnHostTimes()
        self._politeness = Politeness(settings, times, self._clock, hang_up, ban_s=ban_s, notes=ledger)
        self._robots = RobotsKeeper(settings, _product(self._agent), self._politeness, ledger)
        self._visits = Visits(settings, exchange, guard, self._robots, self._politeness)
        self._idle = Condition()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def known_robots(self, url: str) -> Robots | None:
        """Return the rules of a page's site if fetching has read its robots.txt already, else None."""
        return self._robots.known(url)

    def fetch(self, ref: PageRef, *, validators: Validators | None = None) -> RawPage | FetchFailure | NotModified:
        """Fetch one page.

        Returns a `RawPage` for a response of any status, and a `FetchFailure` if there is no response, or if its body
        is certainly not a page (a video, an archive) and so was not read. Returns `NotModified` only if ``validators``
        are given. Never raises because of what a server or a name does.

        Raises:
            LedgerError: the ledger could not be read or written.
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
        """Fetch pages of many hosts in parallel, and yield one result per reference, in order of completion.

        Pages of the same host are fetched in order, and equal URLs once. ``on_each`` is called with each result before
        it is yielded. Once ``stop`` returns true, no further page is requested: the rest become failures that say so.
        """
        lanes: dict[str, dict[str, list[PageRef]]] = {}
        for ref in refs:
            lanes.setdefault(host_of(ref.url), {}).setdefault(ref.url, []).append(ref)

        def begin(same: list[PageRef]) -> Steps[RawPage | FetchFailure]:
            try:
                if stop and stop():
                    detail = "the run was stopped before this page was requested"
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

    def ask(
        self, url: str, headers: Mapping[str, str] | None = None, *, robots: bool = True, leads_on: bool = False
    ) -> RawPage | FetchFailure:
        """Request a URL that is not a page of a source, such as a feed, with optional extra headers.

        Returns a `RawPage` for a response of any status. ``robots=False`` ignores robots.txt, which is meant for
        programs that follow links. ``leads_on=True`` takes a page that sends its readers on at once for a redirect.
        """
        ref = PageRef(url=url, source="", via="")
        return self._wait_through(self._fetch(ref, headers or {}, robots=robots, pages_only=False, leads_on=leads_on))

    def _fetch(
        self,
        ref: PageRef,
        conditions: Mapping[str, str],
        *,
        robots: bool = True,
        pages_only: bool = True,
        leads_on: bool = True,
    ) -> Steps[RawPage | FetchFailure]:
        url = absolute(ref.url, ref.url)
        if url is None:
            detail = "refused: this is not an http or https URL that can be requested"
            return FetchFailure(ref, ref.url, self._clock.now(), Reason.REFUSED_ADDRESS, detail)
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING, **conditions}
        answer = yield from self._visits.visit(url, headers, robots=robots, pages_only=pages_only, leads_on=leads_on)
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
    """Return the User-Agent header. Warns once if it tells site operators no way to contact the user."""
    if not settings.contact:
        _warn_of_no_contact()
    agent = settings.user_agent.replace("{version}", __version__).replace("{contact}", settings.contact or NO_CONTACT)
    return re.sub(r"[^ -~]+", "?", agent).strip()


def _keep_connections(_host: str) -> None:
    """Do nothing: the turns are this fetcher's own, so no one else needs connections to the host."""


@cache
def _warn_of_no_contact() -> None:
    _log.warning("no contact is set: add fetch.contact to settings.toml, so that sites can reach you")


def _product(agent: str) -> str:
    """Return the product token that robots.txt files may name (RFC 9309 section 2.2.1).

    In the form of browsers, which many crawlers use, it follows "compatible;".
    """
    found = (agent.startswith("Mozilla/") and _COMPATIBLE.search(agent)) or re.match(r"([A-Za-z_-]+)", agent)
    return found[1] if found else "dateline"
