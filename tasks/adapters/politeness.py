"""When a host may be asked: one request at a time, a delay after each, and rests for a host in trouble."""

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from config.schema import FetchSettings
from tasks.adapters.clock import Clock

T = TypeVar("T")
Steps = Generator[datetime, None, T]
"""Work that now and then waits: it yields the moment at which it wants to go on, and returns what it brings."""

BUSY_POLL_S = 0.05
"""How soon a host is looked at again that another thread is asking."""
REST_DELAYS = 10
"""The first rest of a host in trouble, in delays; each further one is twice as long."""
MAX_REST_S = 3600.0
TROUBLES_BEFORE_REST = 3
"""So many pages in a row must fail; a bot wall counts at once."""
PATIENCE_DELAYS = 10
"""A turn is waited for at least that many delays, however short the longest wait is set."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class HostTimes(Protocol):
    """The part of `tasks.core.protocols.Ledger` that politeness needs."""

    def reserve_host(self, host: str, now: datetime, delay_s: float) -> datetime:
        """See `tasks.core.protocols.Ledger`."""

    def rest_host(self, host: str, until: datetime) -> None:
        """See `tasks.core.protocols.Ledger`."""


class OwnHostTimes:
    """`HostTimes` for this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at: dict[str, datetime] = {}
        self._rest_until: dict[str, datetime] = {}

    def reserve_host(self, host: str, now: datetime, delay_s: float) -> datetime:
        """See `tasks.core.protocols.Ledger`."""
        with self._lock:
            moment = max(now, self._free_at.get(host, now), self._rest_until.get(host, now))
            self._free_at[host] = moment + timedelta(seconds=delay_s)
            return moment

    def rest_host(self, host: str, until: datetime) -> None:
        """See `tasks.core.protocols.Ledger`."""
        with self._lock:
            self._rest_until[host] = max(until, self._rest_until.get(host, until))


class Trouble(StrEnum):
    """What a host did with a page."""

    NONE = "none"
    FAILING = "failing"
    """A timeout, a broken connection, 429 or a server error."""
    WALL = "wall"
    """A bot wall."""


class HostRestsError(Exception):
    """A host rests for longer than a run waits."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} was not asked: it rests until {until:%Y-%m-%d %H:%M:%S} UTC, after earlier trouble")


@dataclass(slots=True)
class _Host:
    name: str
    asked: threading.Lock = field(default_factory=threading.Lock)
    """Held while the host is asked, and by whoever waits to be next."""
    free_at: datetime = _EPOCH
    rest_until: datetime = _EPOCH
    crawl_delay_s: float = 0.0
    troubles: int = 0


class Politeness:
    """Turns at hosts. Shared by the threads of one fetcher; by ``times``, with other processes too.

    Within a fetcher a delay is measured from the end of the last request; another process sees only when a request
    began, unless it took longer than half the delay.
    """

    def __init__(self, settings: FetchSettings, times: HostTimes, clock: Clock) -> None:
        self._settings = settings
        self._times = times
        self.clock = clock
        self._hosts: dict[str, _Host] = {}

    def ask(self, host: str, request: Callable[[], T]) -> Steps[T]:
        """Wait for the host's turn, make the request, and let the delay to the next one begin.

        Raises `HostRestsError` where the turn is too far off to be waited for.
        """
        known = self._host(host)
        while not known.asked.acquire(blocking=False):
            yield self.clock.now() + timedelta(seconds=BUSY_POLL_S)
        try:
            moment = self._reserve(known)
            while self.clock.now() < moment:
                yield moment
            began_at = self.clock.now()
            result = request()
            self._begin_delay(known, began_at)
            return result
        finally:
            known.asked.release()

    def delay_s(self, host: str) -> float:
        """Return the seconds between two requests to a host."""
        known = self._hosts.get(host)
        return max(self._settings.min_delay_s, known.crawl_delay_s if known else 0.0)

    def set_crawl_delay(self, host: str, delay_s: float) -> None:
        """Take in what a host's robots.txt asks for; it never shortens the delay."""
        self._host(host).crawl_delay_s = delay_s

    def rest(self, host: str, rest_s: float) -> None:
        """Let a host rest from now on."""
        until = self.clock.now() + timedelta(seconds=rest_s)
        known = self._host(host)
        known.rest_until = max(known.rest_until, until)
        self._times.rest_host(host, until)

    def settle(self, host: str, trouble: Trouble) -> None:
        """Note how a page went; a host in trouble for long rests, each time for longer."""
        known = self._host(host)
        if trouble is Trouble.NONE:
            known.troubles = 0
            return
        known.troubles += 1
        rests = known.troubles if trouble is Trouble.WALL else known.troubles - TROUBLES_BEFORE_REST + 1
        rest_s = self.delay_s(host) * REST_DELAYS * 2.0 ** min(rests - 1, 16)
        if rests > 0 and rest_s > 0:
            self.rest(host, min(rest_s, MAX_REST_S))

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(host))

    def _reserve(self, host: _Host) -> datetime:
        delay_s, now = self.delay_s(host.name), self.clock.now()
        # Beside rests, the moments that others reserved lie in between: a few delays at most.
        latest = now + timedelta(seconds=max(self._settings.max_retry_wait_s, PATIENCE_DELAYS * delay_s))
        moment = host.rest_until
        if moment <= latest:
            moment = self._times.reserve_host(host.name, max(now, host.free_at), delay_s)
        if moment > latest:
            host.rest_until = moment
            raise HostRestsError(host.name, moment)
        return moment

    def _begin_delay(self, host: _Host, began_at: datetime) -> None:
        delay, now = timedelta(seconds=self.delay_s(host.name)), self.clock.now()
        host.free_at = now + delay
        if delay and now - began_at > delay / 2:
            self._times.rest_host(host.name, host.free_at)
