"""When a host may be asked: one request at a time, a delay after each, and rests for a host in trouble."""

import threading
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.host_times import HostTimes
from dateline.tasks.core.web.host_turns import LOOK_AGAIN_S, Chance, Keeping, Wish

T = TypeVar("T")
Steps = Generator[datetime, None, T]
"""Work that now and then waits: it yields the moment at which it wants to go on, and returns what it brings."""
Hold = Callable[[float], None]
"""Makes sure that a turn lasts for so many seconds more; raises `TurnLostError` where it is over."""

BUSY_POLL_S = 0.05
"""How soon a host is looked at again that another thread is asking."""
HOLD_S = 10.0
"""For how long a turn is kept, from page to page, before it is seen whether others wait for it."""
REST_DELAYS = 10
"""The first rest of a host in trouble, in delays; each further one is twice as long."""
MIN_DELAY_S = 0.1
"""What counts as the delay after trouble, where less is set: then a host that is asked without pauses gets some too."""
MAX_REST_S = 3600.0
TROUBLES_BEFORE_REST = 3
"""So many pages in a row must fail; a bot wall counts at once."""
PATIENCE_DELAYS = 10
"""A turn is waited for at least that many delays, however short the longest wait is set."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


class TurnLostError(Exception):
    """The turn ended in the middle of a request, and somebody else took it: this process must have stood still."""


@dataclass(slots=True)
class _Host:
    name: str
    asked: threading.Lock = field(default_factory=threading.Lock)
    """Held while the host is asked, by whoever waits to be next, and for every change of the turn."""
    visitors: int = 0
    """How many want something of the host; the turn is kept as long as there are any."""
    free_at: datetime = _EPOCH
    rest_until: datetime = _EPOCH
    crawl_delay_s: float = 0.0
    troubles: int = 0
    last_at: datetime = _EPOCH
    has_turn: bool = False
    held_until: datetime = _EPOCH
    looked_at: datetime = _EPOCH
    """When it was seen last that nobody else waits for the turn."""


class Politeness:
    """Turns at hosts. Shared by the threads of one fetcher; by ``times``, with other processes too.

    A turn is taken with the first request to a host and given back when nobody has anything more to ask there, or
    others wait; so most requests cost ``times`` nothing. A delay is measured from the end of the last request.
    """

    def __init__(
        self,
        settings: FetchSettings,
        times: HostTimes,
        clock: Clock,
        hang_up: Callable[[str], None],
        ban_s: float | None = None,
    ) -> None:
        self._settings = settings
        self.ban_s = ban_s
        """How long a host rests that shuts us out by 429 or by taking no connection; None: as after other trouble."""
        self._times = times
        self.clock = clock
        self._hang_up = hang_up
        """Closes the connections to a host, before somebody else may open one."""
        self._holder = uuid.uuid4().hex
        self._hosts: dict[str, _Host] = {}
        self._counting = threading.Lock()
        longest_step_s = max(settings.connect_timeout_s, settings.read_timeout_s)
        self._term_s = min(settings.total_timeout_s, 2 * longest_step_s)
        self._hold_s = min(HOLD_S, self._term_s / 2)

    @contextmanager
    def visiting(self, host: str) -> Iterator[None]:
        """Say that there is something to ask of a host: its turn, once taken, is kept until nobody says so."""
        self._come(host)
        try:
            yield
        finally:
            self._leave(host)

    @contextmanager
    def staying(self, pages: Mapping[str, int]) -> Iterator[Callable[[str], None]]:
        """Do what `visiting` does at hosts with so many pages each, until the last page of each is done.

        What is given is to be called with the host of every page that is done.
        """
        left = dict(pages)

        def done(host: str) -> None:
            left[host] -= 1
            if not left[host]:
                self._leave(host)

        for host in left:
            self._come(host)
        try:
            yield done
        finally:
            for host in [host for host, number in left.items() if number]:
                self._leave(host)

    def _come(self, host: str) -> None:
        known = self._host(host)
        with self._counting:
            known.visitors += 1

    def _leave(self, host: str) -> None:
        known = self._host(host)
        with self._counting:
            known.visitors -= 1
            last = not known.visitors
        if last:
            self._give_back_if(known, lambda: not known.visitors)

    def wait_for_turn(self, host: str) -> Steps[None]:
        """Wait until the host may be asked by us alone, and ask nothing. Raises `HostRestsError`. See `ask`."""
        known = self._host(host)
        while not known.asked.acquire(blocking=False):
            yield self.clock.now() + timedelta(seconds=BUSY_POLL_S)
        try:
            yield from self._get_turn(known)
        finally:
            known.asked.release()

    def ask(self, host: str, request: Callable[[Hold], T]) -> Steps[T]:
        """Wait for the host's turn, make the request, and let the delay to the next one begin. Only while `visiting`.

        The request calls what it is given before every step that may take long. Raises `HostRestsError` where the
        turn is too far off to be waited for.
        """
        known = self._host(host)
        while not known.asked.acquire(blocking=False):
            yield self.clock.now() + timedelta(seconds=BUSY_POLL_S)
        try:
            yield from self._get_turn(known)
            try:
                return request(lambda step_s: self._hold(known, step_s))
            finally:
                known.last_at = self.clock.now()
                known.free_at = known.last_at + timedelta(seconds=self.delay_s(host))
        finally:
            known.asked.release()

    def delay_s(self, host: str) -> float:
        """Return the seconds between two requests to a host."""
        known = self._hosts.get(host)
        return max(self._settings.min_delay_s, known.crawl_delay_s if known else 0.0)

    def back_off_s(self, host: str) -> float:
        """Return what waits after trouble are counted in: the delay, or a little where there is none."""
        return max(self.delay_s(host), MIN_DELAY_S)

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
        if rests > 0:
            self.rest(host, min(self.back_off_s(host) * REST_DELAYS * 2.0 ** min(rests - 1, 16), MAX_REST_S))

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(host))

    def _get_turn(self, host: _Host) -> Steps[None]:
        """Wait until the host may be asked by us. With ``asked`` held."""
        delay_s = self.delay_s(host.name)
        patience = timedelta(seconds=max(self._settings.max_retry_wait_s, PATIENCE_DELAYS * delay_s))
        while True:
            now = self.clock.now()
            if host.rest_until > now + patience:
                raise HostRestsError(host.name, host.rest_until)
            moment = max(host.free_at, host.rest_until)
            if moment > now:
                yield moment
            elif host.has_turn:
                if now - host.looked_at < timedelta(seconds=self._hold_s) or self._look(host, now):
                    return
            else:
                wish = Wish(self._holder, now, now + patience, delay_s, self._term_s)
                turn = self._times.take_host(host.name, wish)
                if turn.chance is Chance.RESTS:
                    host.rest_until = turn.at
                elif turn.chance is Chance.HELD:
                    self._give_others_back(host)
                    yield turn.at
                else:
                    host.has_turn, host.looked_at, host.free_at = True, turn.at, turn.at
                    host.held_until = turn.at + timedelta(seconds=self._term_s)

    def _look(self, host: _Host, now: datetime) -> bool:
        """Return whether the turn is still ours; one that others wait for is given back for a while."""
        keeping = self._keep(host, now)
        if keeping is Keeping.WANTED:
            self._give_back(host)
            host.free_at = now + timedelta(seconds=2 * LOOK_AGAIN_S)
        host.looked_at = now
        return keeping is Keeping.KEPT

    def _keep(self, host: _Host, now: datetime) -> Keeping:
        keeping = self._times.keep_host(host.name, self._holder, now, self._term_s)
        host.has_turn = keeping is not Keeping.LOST
        host.held_until = now + timedelta(seconds=self._term_s)
        return keeping

    def _hold(self, host: _Host, step_s: float) -> None:
        """See `Hold`."""
        now = self.clock.now()
        if host.held_until < now + timedelta(seconds=step_s) and self._keep(host, now) is Keeping.LOST:
            raise TurnLostError

    def _give_back(self, host: _Host) -> None:
        host.has_turn = False
        self._hang_up(host.name)
        self._times.free_host(host.name, self._holder, host.last_at, self.delay_s(host.name))

    def _give_others_back(self, waited_for: _Host) -> None:
        """While one host is waited for, keep no other one idle: who has it may wait for that."""
        now = self.clock.now()
        for host in list(self._hosts.values()):
            if host is not waited_for and now - host.looked_at >= timedelta(seconds=self._hold_s):
                self._give_back_if(host, lambda: True)

    def _give_back_if(self, host: _Host, may: Callable[[], bool]) -> None:
        """Give a turn back, unless somebody is about to ask: who is so will leave too, or look who waits."""
        if host.asked.acquire(blocking=False):
            try:
                if host.has_turn and may():
                    self._give_back(host)
            finally:
                host.asked.release()
