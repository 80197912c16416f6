"""Requests one page from beginning to end: robots.txt, turns, redirects, retries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urlsplit

from requests.cookies import RequestsCookieJar

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.address_guard import AddressGuard, ConnectError
from dateline.tasks.adapters.http.allowance import Allowance
from dateline.tasks.adapters.http.exchange import BodyLimit, Exchange, Reply, RequestFault
from dateline.tasks.adapters.http.politeness import Hold, Politeness, Steps
from dateline.tasks.adapters.http.robots import RobotsKeeper
from dateline.tasks.adapters.http.troubles import HostRestsError, Trouble
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.bot_wall import WALL_PAGE_BYTES, looks_like_bot_wall
from dateline.tasks.core.web.fetched import Redirect
from dateline.tasks.core.web.refresh import MAX_STUB_BYTES, refresh_target
from dateline.tasks.core.web.retry_after import retry_after_s
from dateline.tasks.core.web.robots import MAX_ROBOTS_BYTES, MAX_ROBOTS_REDIRECTS
from dateline.tasks.core.web.urls import absolute, host_of

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK = 200
_TOO_MANY = 429
_WAIT_AND_RETRY = frozenset({_TOO_MANY, 503})
_SERVER_ERRORS = range(500, 600)


@dataclass(slots=True)
class _Trip:
    """The state of one page's visit, over all its redirects and retries."""

    headers: Mapping[str, str]
    allowance: Allowance
    limit: BodyLimit
    redirects: int
    retries: int
    robots: bool
    leads_on: bool = False
    """Whether a page that sends its readers to another one at once is a redirect, too."""
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)
    """The cookies of this page. Some sites redirect in circles until a cookie is sent back."""
    tried: int = 0

    @property
    def is_for_robots(self) -> bool:
        """Whether the page is a robots.txt."""
        return self.limit.cut


class Visits:
    """Visits pages. Thread-safe. Each visit is a generator that yields the time at which to resume it."""

    def __init__(
        self,
        settings: FetchSettings,
        exchange: Exchange,
        guard: AddressGuard,
        robots: RobotsKeeper,
        politeness: Politeness,
    ) -> None:
        self._settings = settings
        self._exchange = exchange
        self._guard = guard
        self._robots = robots
        self._politeness = politeness
        self._clock = politeness.clock

    def visit(
        self, url: str, headers: Mapping[str, str], *, robots: bool, pages_only: bool, leads_on: bool
    ) -> Steps[Reply | RequestFault]:
        """Return the final response, whatever its status, or a fault. ``url`` must be absolute and encoded.

        ``robots``: whether robots.txt is obeyed. ``pages_only``: whether bodies that cannot be pages are left unread.
        ``leads_on``: whether a page that sends its readers to another one at once is a redirect.
        """
        settings = self._settings
        trip = _Trip(
            headers,
            Allowance(settings.total_timeout_s, settings.read_timeout_s, 2 * settings.max_transfer_bytes + (1 << 20)),
            BodyLimit(settings.max_transfer_bytes, pages_only=pages_only),
            settings.max_redirects,
            settings.retries,
            robots,
            leads_on,
        )
        return (yield from self._follow(url, trip))

    def _follow(self, url: str, trip: _Trip) -> Steps[Reply | RequestFault]:
        seen = set()
        passed: list[Redirect] = []
        for left in range(trip.redirects, -1, -1):
            seen.add((url, str(trip.cookies.get_dict())))
            answer = yield from self._stop_at(url, trip)
            target = _target(answer, trip)
            if isinstance(answer, RequestFault):
                return answer
            if target is None:
                return replace(answer, redirects=tuple(passed))
            in_circle = (target, str(trip.cookies.get_dict())) in seen
            if trip.is_for_robots and (in_circle or not left):
                return answer  # RFC 9309 2.3.1.2: a robots.txt behind too many redirects counts as missing
            if not target:
                return self._fault(
                    answer, Reason.REFUSED_ADDRESS, "a redirect leads to a URL that is not http or https"
                )
            if in_circle:
                return self._fault(answer, Reason.FETCH_FAILED, "the redirects form a loop")
            passed.append(answer.as_redirect())
            url = target
        return RequestFault(
            url, Reason.FETCH_FAILED, f"there were more than {trip.redirects} redirects", self._clock.now()
        )

    def _stop_at(self, url: str, trip: _Trip) -> Steps[Reply | RequestFault]:
        """Request one URL on the way, with retries."""
        try:
            parts = urlsplit(url)
            self._guard.check(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        except ConnectError as error:
            return RequestFault(url, error.reason, error.detail, self._clock.now())
        with self._politeness.visiting(host_of(url)):
            return (yield from self._visit_host(url, trip))

    def _visit_host(self, url: str, trip: _Trip) -> Steps[Reply | RequestFault]:
        if trip.robots:
            refusal = yield from self._robots.refusal(url, partial(self._get_robots, trip))
            if refusal:
                return refusal
        answer = yield from self._ask(url, trip, None)
        while self._is_worth_another(answer, trip):
            trip.tried += 1
            answer = yield from self._ask(url, trip, answer)
        if isinstance(answer, Reply) or answer.reason is not Reason.NOT_ASKED:
            self._politeness.settle(host_of(url), *_trouble(answer))
        return answer

    def _ask(self, url: str, trip: _Trip, last: Reply | RequestFault | None) -> Steps[Reply | RequestFault]:
        """Make one request. If the host rests for too long, its previous response is returned."""

        def request(hold: Hold) -> Reply | RequestFault:
            trip.allowance.hold = hold
            return self._exchange.get(url, trip.headers, trip.cookies, trip.allowance, trip.limit)

        try:
            return (yield from self._politeness.ask(host_of(url), request))
        except HostRestsError as error:
            return last or RequestFault(url, Reason.NOT_ASKED, str(error), self._clock.now())

    def _is_worth_another(self, answer: Reply | RequestFault, trip: _Trip) -> bool:
        """Return whether to retry. If so, the host rests until then."""
        host = host_of(answer.url)
        wait_s = self._politeness.back_off_s(host) * 2.0 ** (trip.tried + 1)
        if isinstance(answer, Reply):
            if answer.status not in _WAIT_AND_RETRY:
                return False
            wait_s = max(wait_s, retry_after_s(answer.header("retry-after"), self._clock.now()) or 0.0)
        elif not answer.again:
            return False
        if self._politeness.ban_s and _shuts_out(answer):
            self._politeness.rest(host, max(wait_s, self._politeness.ban_s))
            return False
        self._politeness.rest(host, wait_s)
        return trip.tried < trip.retries and wait_s <= self._settings.max_retry_wait_s and not trip.allowance.expired

    def _get_robots(self, trip: _Trip, url: str) -> Steps[Reply | RequestFault]:
        limit = BodyLimit(MAX_ROBOTS_BYTES + 1, cut=True)
        robots = _Trip(trip.headers, trip.allowance, limit, MAX_ROBOTS_REDIRECTS, trip.retries, robots=False)
        return (yield from self._follow(url, robots))

    def _fault(self, answer: Reply, reason: Reason, detail: str) -> RequestFault:
        return RequestFault(answer.url, reason, detail, self._clock.now(), answer.status)


def _target(answer: Reply | RequestFault, trip: _Trip) -> str | None:
    """Return the target of a redirect, "" if it cannot be requested, or None if the response is no redirect."""
    if isinstance(answer, RequestFault):
        return None
    if trip.leads_on and answer.status == _OK:
        return _refresh(answer)
    if answer.status not in _REDIRECTS:
        return None
    location = answer.header("location")
    if not location:
        return None
    # Headers are decoded as Latin-1 (RFC 9110 5.5), but servers send UTF-8, or bytes that are to be sent back as such.
    raw = location.encode("latin-1", "replace")
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)  # noqa: PLR2004 - end of ASCII
    return absolute(answer.url, location) or ""


def _refresh(answer: Reply) -> str | None:
    if len(answer.body) > MAX_STUB_BYTES:
        return None
    target = refresh_target(answer.url, answer.headers, answer.head(MAX_STUB_BYTES + 1))
    # A wall may lead elsewhere, too. It is looked for last, because few pages have a target.
    return target if target and _trouble(answer)[0] is Trouble.NONE else None


def _shuts_out(answer: Reply | RequestFault) -> bool:
    return answer.refused if isinstance(answer, RequestFault) else answer.status == _TOO_MANY


def _trouble(answer: Reply | RequestFault) -> tuple[Trouble, str]:
    """Return how the host handled the request, and a clause that says what it did."""
    if isinstance(answer, RequestFault):
        failing = answer.again or answer.reason is Reason.TIMEOUT
        return Trouble.FAILING if failing else Trouble.NONE, answer.detail
    if looks_like_bot_wall(answer.status, answer.headers, answer.head(WALL_PAGE_BYTES + 1)):
        return Trouble.WALL, "it answered with a bot wall"
    failing = answer.status in _SERVER_ERRORS or answer.status in _WAIT_AND_RETRY
    return Trouble.FAILING if failing else Trouble.NONE, f"it answered {answer.status}"
