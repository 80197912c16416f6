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
from dataclasses import dataclass, replace
from functools import cache
from threading import Condition
from types import TracebackType
from typing import Self, TypeVar, overload

from config.schema import FetchSettings
from tasks.adapters.clock import Clock, SystemClock
from tasks.adapters.crew import Crew
from tasks.adapters.http_address import AddressGuard, Resolve, resolve_by_system
from tasks.adapters.http_connect import Dialler, GuardedSession
from tasks.adapters.http_exchange import Exchange, Fault
from tasks.adapters.http_robots import RobotsKeeper
from tasks.adapters.http_visit import Visits
from tasks.adapters.politeness import HostTimes, OwnHostTimes, Politeness, Steps
from tasks.core.bot_wall import looks_like_bot_wall
from tasks.core.content_encoding import ACCEPT_ENCODING, ContentFailure, content
from tasks.core.fetched import FetchFailure, RawPage
from tasks.core.models import PageRef, Reason
from tasks.core.urls import absolute, host_of
from tasks.core.version import __version__

T = TypeVar("T")

NO_CONTACT = "no contact given"

_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_NOT_MODIFIED = 304
_OK = range(200, 300)
_MAX_POOLS = 512

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page's version, for asking whether it has changed (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """A page that has not changed since its validators were given."""


@dataclass(frozen=True, slots=True)
class FetchedBytes:
    """What a feed's or sitemap's address holds, content codings undone."""

    body: bytes
    content_type: str | None
    url: str
    """After redirects."""
    validators: Validators = Validators()
    """For asking next time whether it has changed."""


class Fetcher:
    """Fetches pages; thread-safe, one for each task; a context manager.

    Args:
        settings: Limits, delays and manners.
        ledger: Shares delays and rests of hosts with other processes; None for this fetcher's own.
        clock: Time and waiting, in place of the computer's.
        resolve: Name resolution, in place of the system's.
        tls: Which certificates to trust, in place of the system's authorities and those that come with requests.
    """

    def __init__(
        self,
        settings: FetchSettings,
        ledger: HostTimes | None = None,
        *,
        clock: Clock | None = None,
        resolve: Resolve = resolve_by_system,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._agent = user_agent(settings)
        guard = AddressGuard(settings.private_hosts, resolve)
        self._dialler = Dialler(guard)
        self._session = GuardedSession(self._dialler, tls=tls, hosts=min(2 * settings.hosts_at_once, _MAX_POOLS))
        exchange = Exchange(self._session, settings, self._clock)
        politeness = Politeness(settings, ledger or OwnHostTimes(), self._clock)
        robots = RobotsKeeper(settings, _product(self._agent), politeness)
        self._visits = Visits(settings, exchange, guard, robots, politeness)
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

        A response of any status is a `RawPage`; a failure says that there are no bytes. `NotModified` comes only
        where ``validators`` were given. Raises `LedgerError`s, and nothing that a server or name does.
        """
        conditions = _conditions(validators)
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
            if stop and stop():
                detail = "the run was stopped before this page was asked for"
                return FetchFailure(same[0], same[0].url, self._clock.now(), Reason.FETCH_FAILED, detail)
            return (yield from self._fetch(same[0], {}))

        jobs = [list(lane.values()) for lane in lanes.values()]
        results = Crew(jobs, begin, self._clock, self._settings.hosts_at_once, self._dialler.hang_up).run()
        for same, page in results:
            for ref in same:
                result = replace(page, ref=ref)
                if on_each:
                    on_each(result)
                yield result

    @overload
    def fetch_bytes(self, url: str) -> FetchedBytes | FetchFailure: ...

    @overload
    def fetch_bytes(self, url: str, *, validators: Validators | None) -> FetchedBytes | FetchFailure | NotModified: ...

    def fetch_bytes(
        self, url: str, *, validators: Validators | None = None
    ) -> FetchedBytes | FetchFailure | NotModified:
        """Fetch a feed, sitemap or the like, and undo its content codings.

        robots.txt is not asked: it speaks to programs that find their way by links, and this address was named by the
        user, or by the site itself for programs to read. Everything but a body at a 2xx status is a failure;
        `NotModified` comes only where ``validators`` were given.
        """
        ref = PageRef(url=url, source="", via="")
        conditions = _conditions(validators)
        page = self._wait_through(self._fetch(ref, conditions, robots=False))
        if isinstance(page, FetchFailure):
            return page
        if conditions and page.status == _NOT_MODIFIED:
            return NotModified()
        return _unpacked(page, self._settings.max_body_bytes)

    def _fetch(
        self, ref: PageRef, conditions: Mapping[str, str], *, robots: bool = True
    ) -> Steps[RawPage | FetchFailure]:
        url = absolute(ref.url, ref.url)
        if url is None:
            detail = "refused: this is no http or https address that can be asked"
            return FetchFailure(ref, ref.url, self._clock.now(), Reason.REFUSED_ADDRESS, detail)
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING, **conditions}
        answer = yield from self._visits.visit(url, headers, robots=robots)
        if isinstance(answer, Fault):
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


def _unpacked(page: RawPage, limit_bytes: int) -> FetchedBytes | FetchFailure:
    def failure(reason: Reason, detail: str) -> FetchFailure:
        return FetchFailure(page.ref, page.url, page.fetched_at, reason, detail, page.status)

    unpacked = content(page, limit_bytes)
    if isinstance(unpacked, ContentFailure):
        return failure(unpacked.reason, unpacked.detail)
    if looks_like_bot_wall(page.status, page.headers, unpacked.body):
        return failure(Reason.BLOCKED, "the site answered with a bot wall")
    if page.status not in _OK:
        return failure(Reason.HTTP_STATUS, f"the server answered {page.status} {page.status_reason}".rstrip())
    told = Validators(page.header("etag"), page.header("last-modified"))
    return FetchedBytes(unpacked.body, page.header("content-type"), page.url, told)


def user_agent(settings: FetchSettings) -> str:
    """Return the User-Agent header; warn once if it tells no site's operator how to reach us."""
    if not settings.contact:
        _warn_of_no_contact()
    agent = settings.user_agent.replace("{version}", __version__).replace("{contact}", settings.contact or NO_CONTACT)
    return re.sub(r"[^ -~]+", "?", agent).strip()


@cache
def _warn_of_no_contact() -> None:
    _log.warning("no contact is set: put fetch.contact into settings.toml, so that sites can reach you")


def _product(agent: str) -> str:
    """Return the product token that robots.txt files may name (RFC 9309 section 2.2.1)."""
    found = re.match(r"[A-Za-z_-]+", agent)
    return found[0] if found else "dateline"


def _conditions(validators: Validators | None) -> dict[str, str]:
    """Return the headers of a conditional request (RFC 9110 section 13.1); what fits no header is left out."""
    if validators is None:
        return {}
    told = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value.strip() for name, value in told.items() if value and re.fullmatch(r"[ -~\xa0-\xff]+", value)}
