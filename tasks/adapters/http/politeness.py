"""Politeness: one request at a time per host, a delay after each, and rests for hosts in trouble."""

import threading
import uuid
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.host_times import HostTimes
from dateline.tasks.adapters.http.troubles import HostRestsError, Trouble, TroubleBook
from dateline.tasks.adapters.ledger.notes import Notes
from dateline.tasks.adapters.ledger.process_names import holder_has_ended, turn_holder
from dateline.tasks.adapters.waits import waiting_for_turn
from dateline.tasks.core.web.host_turns import LOOK_AGAIN_S, Chance, Keeping, Wish

T = TypeVar("T")
Steps = Generator[datetime, None, T]
"""Work that sometimes waits. It yields the time at which to resume it, and returns its result."""
Hold = Callable[[float], None]
"""Ensures that a turn lasts for that many more seconds. Raises `TurnLostError` if it is over."""

BUSY_POLL_S = 0.05
"""How often to check whether another thread's request to a host has finished."""
HOLD_S = 10.0
"""How long a turn is kept, from page to page, before checking whether others wait for it."""
REST_DELAYS = 10
"""The first rest of a host in trouble, as a multiple of the delay. Each further rest is twice as long."""
MIN_DELAY_S = 0.1
"""The minimum delay used to compute rests, so that hosts without a delay rest after trouble, too."""
MAX_REST_S = 3600.0
TROUBLES_BEFORE_REST = 3
"""How many URLs of a host must fail in a row, pages or listings, before it rests. A bot wall counts at once."""
PATIENCE_DELAYS = 10
"""The minimum wait for a turn, as a multiple of the delay, however short the configured maximum is."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TurnLostError(Exception):
    """The turn expired during a request, and another process took it. This process must have been suspended."""


@dataclass(slots=True)
class _Host:
    name: str
    asked: threading.Lock = field(default_factory=threading.Lock)
    """Held during a request to the host, and for every change of its turn."""
    visitors: int = 0
    """How many visitors the host has. The turn is kept as long as there are any."""
    free_at: datetime = _EPOCH
    rest_until: datetime = _EPOCH
    crawl_delay_s: float = 0.0
    last_at: datetime = _EPOCH
    has_turn: bool = False
    held_until: datetime = _EPOCH
    looked_at: datetime = _EPOCH
    """When it was last checked that no one else waits for the turn."""


class Politeness:
    """Manages turns at hosts, for the threads of one fetcher and, through ``times``, for other processes.

    A turn is taken with the first request to a host, and ended when no thread has further requests or when others
    wait for it, so that most requests need no access to ``times``. A delay starts at the end of the last request.
    """

    def __init__(  # noqa: PLR0913 - the last ones by keyword
        self,
        settings: FetchSettings,
        times: HostTimes,
        clock: Clock,
        hang_up: Callable[[str], None],
        *,
        ban_s: float | None = None,
        notes: Notes | None = None,
    ) -> None:
        self._settings = settings
        self.ban_s = ban_s
        """How many seconds a host rests that blocks us, with 429 or by refusing connections. None: as after other
        trouble."""
        self._times = times
        self._troubles = TroubleBook(notes)
        self.clock = clock
        self._hang_up = hang_up
        """Closes the connections to a host before another process may open one."""
        self._holder = turn_holder(uuid.uuid4().hex)
        self._hosts: dict[str, _Host] = {}
        self._counting = threading.Lock()
        longest_step_s = max(settings.connect_timeout_s, settings.read_timeout_s)
        self._term_s = min(settings.total_timeout_s, 2 * longest_step_s)
        self._hold_s = min(HOLD_S, self._term_s / 2)

    @contextmanager
    def visiting(self, host: str) -> Iterator[None]:
        """Announce requests to a host. Its turn, once taken, is kept until no thread is in such a block."""
        self._come(host)
        try:
            yield
        finally:
            self._leave(host)

    @contextmanager
    def staying(self, pages: Mapping[str, int]) -> Iterator[Callable[[str], None]]:
        """Visit hosts, given the number of pages of each, until the last page of each is done.

        Yields a function to be called with the host of every finished page.
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
        """Wait for the host's turn without making a request. See `ask`.

        Raises:
            HostRestsError: the turn is too far in the future to wait for it.
        """
        known = self._host(host)
        while not known.asked.acquire(blocking=False):
            yield self.clock.now() + timedelta(seconds=BUSY_POLL_S)
        try:
            yield from self._get_turn(known)
        finally:
            known.asked.release()

    def ask(self, host: str, request: Callable[[Hold], T]) -> Steps[T]:
        """Wait for the host's turn, make the request, and start the delay to the next one. Use it inside `visiting`.

        The request must call its argument before every step that may take long.

        Raises:
            HostRestsError: the turn is too far in the future to wait for it.
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
        """Return the delay between two requests to a host, in seconds."""
        known = self._hosts.get(host)
        return max(self._settings.min_delay_s, known.crawl_delay_s if known else 0.0)

    def back_off_s(self, host: str) -> float:
        """Return the unit of rests after trouble, in seconds: the delay, or a minimum if that is shorter."""
        return max(self.delay_s(host), MIN_DELAY_S)

    def set_crawl_delay(self, host: str, delay_s: float) -> None:
        """Apply the delay that a host's robots.txt asks for. It never shortens the configured delay."""
        self._host(host).crawl_delay_s = delay_s

    def rest(self, host: str, rest_s: float) -> None:
        """Pause requests to a host for ``rest_s`` seconds from now."""
        until = self.clock.now() + timedelta(seconds=rest_s)
        known = self._host(host)
        known.rest_until = max(known.rest_until, until)
        self._times.rest_host(host, until)

    def settle(self, host: str, trouble: Trouble, why: str) -> None:
        """Record how a host handled a request. After repeated trouble it rests, each time for longer.

        ``why`` is a clause that says what happened, for those who find the host at rest.
        """
        now = self.clock.now()
        if trouble is Trouble.NONE:
            self._troubles.end(host, now)
            return
        troubles = self._troubles.add(host, now, why)
        rests = troubles if trouble is Trouble.WALL else troubles - TROUBLES_BEFORE_REST + 1
        if rests > 0:
            self.rest(host, min(self.back_off_s(host) * REST_DELAYS * 2.0 ** min(rests - 1, 16), MAX_REST_S))

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(host))

    def _get_turn(self, host: _Host) -> Steps[None]:
        """Wait until this process has the host's turn. Call it with ``asked`` held."""
        with waiting_for_turn(host.name) as tell_waiting:
            yield from self._await_turn(host, tell_waiting)

    def _await_turn(self, host: _Host, tell_waiting: Callable[[], None]) -> Steps[None]:
        delay_s = self.delay_s(host.name)
        patience = timedelta(seconds=max(self._settings.max_retry_wait_s, PATIENCE_DELAYS * delay_s))
        while True:
            now = self.clock.now()
            if host.rest_until > now + patience:
                raise HostRestsError(host.name, host.rest_until, now, self._troubles.why(host.name, now))
            moment = max(host.free_at, host.rest_until)
            if moment > now:
                yield moment
            elif host.has_turn:
                if now - host.looked_at < timedelta(seconds=self._hold_s) or self._look(host, now):
                    return
            else:
                wish = Wish(self._holder, now, now + patience, delay_s, self._term_s, holder_has_ended)
                turn = self._times.take_host(host.name, wish)
                if turn.chance is Chance.RESTS:
                    host.rest_until = turn.at
                elif turn.chance is Chance.HELD:
                    tell_waiting()
                    self._give_others_back(host)
                    yield turn.at
                else:
                    host.has_turn, host.looked_at, host.free_at = True, turn.at, turn.at
                    host.held_until = turn.at + timedelta(seconds=self._term_s)
                    self._troubles.look_up(host.name, now)

    def _look(self, host: _Host, now: datetime) -> bool:
        """Return whether the turn is still ours. If others wait for it, it is ended for a while."""
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
        """End idle turns at other hosts while waiting for one: its holder may be waiting for them (deadlock)."""
        now = self.clock.now()
        for host in list(self._hosts.values()):
            if host is not waited_for and now - host.looked_at >= timedelta(seconds=self._hold_s):
                self._give_back_if(host, lambda: True)

    def _give_back_if(self, host: _Host, may: Callable[[], bool]) -> None:
        """End a turn, unless a request is about to be made: that visitor will end it, or check whether others wait."""
        if host.asked.acquire(blocking=False):
            try:
                if host.has_turn and may():
                    self._give_back(host)
            finally:
                host.asked.release()
