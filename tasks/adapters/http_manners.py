"""When a host may be asked: with a pause after each request, and a rest for a host in trouble."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tasks.adapters.http_clock import Clock
from tasks.core.models import Reason

TROUBLES_BEFORE_REST = 3
"""So many pages in a row that brought a timeout, a server error, a broken connection or a bot wall."""
FIRST_REST_S = 300.0
LONGEST_REST_S = 3600.0
_MOST_DOUBLINGS = 10
_QUEUE_OF_OTHERS = 10
"""So many other processes may stand before us at a host before that counts as a rest."""


class Bookings(Protocol):
    """The part of a ledger that shares hosts among processes; see `tasks.core.protocols.Ledger`."""

    def reserve_host(self, host: str, now: datetime, delay_s: float) -> datetime:
        """Reserve the host's next free moment and return it."""

    def rest_host(self, host: str, until: datetime) -> None:
        """Let no reservation fall before ``until``."""


class LocalBookings:
    """The same within one process. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at: dict[str, datetime] = {}

    def reserve_host(self, host: str, now: datetime, delay_s: float) -> datetime:
        """Reserve the host's next free moment and return it."""
        with self._lock:
            moment = max(now, self._free_at.get(host, now))
            self._free_at[host] = moment + timedelta(seconds=delay_s)
            return moment

    def rest_host(self, host: str, until: datetime) -> None:
        """Let no reservation fall before ``until``."""
        with self._lock:
            self._free_at[host] = max(until, self._free_at.get(host, until))


@dataclass(frozen=True, slots=True)
class Rest:
    """A host that is left alone for longer than a page waits for it."""

    until: datetime
    reason: Reason
    detail: str


class Manners:
    """Decides for each host when the next request may go out. Thread-safe.

    Args:
        bookings: Where processes share their reservations.
        clock: Tells the time.
        patience_s: A page waits at most this long for its host; a longer wait is a `Rest`.
    """

    def __init__(self, bookings: Bookings, clock: Clock, patience_s: float) -> None:
        self._bookings = bookings
        self._clock = clock
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._troubles: dict[str, int] = {}
        self._rests: dict[str, Rest] = {}

    def reserve(self, host: str, delay_s: float) -> datetime | Rest:
        """Return the moment that is reserved for one request, or the rest that is not waited for.

        Raises `LedgerError` where the bookings are a ledger that fails.
        """
        now = self._clock.now()
        with self._lock:
            rest = self._rests.get(host)
        if rest is not None and rest.until > now + timedelta(seconds=self._patience_s):
            return rest  # known beforehand, so that no reservation is wasted on it
        moment = self._bookings.reserve_host(host, now, delay_s)
        if moment <= now + timedelta(seconds=self._patience_s + delay_s * _QUEUE_OF_OTHERS):
            return moment
        return self._note_rest(host, Rest(moment, Reason.FETCH_FAILED, f"{host} rests until {moment:%H:%M:%S} UTC"))

    def pause(self, host: str, pause_s: float) -> None:
        """Leave the host alone for so many seconds from now, in all processes."""
        if pause_s > 0:
            self._bookings.rest_host(host, self._clock.now() + timedelta(seconds=pause_s))

    def rest(self, host: str, rest_s: float, reason: Reason, why: str) -> None:
        """Leave the host alone for so long that pages do not wait for it."""
        until = self._clock.now() + timedelta(seconds=rest_s)
        self._note_rest(host, Rest(until, reason, f"{host} rests until {until:%H:%M:%S} UTC: {why}"))
        self._bookings.rest_host(host, until)

    def trouble(self, host: str, reason: Reason, why: str) -> None:
        """Note that a page brought trouble; after some in a row the host rests, longer each time."""
        with self._lock:
            count = self._troubles[host] = self._troubles.get(host, 0) + 1
        if count >= TROUBLES_BEFORE_REST:
            doublings = min(count - TROUBLES_BEFORE_REST, _MOST_DOUBLINGS)
            self.rest(host, min(FIRST_REST_S * 2**doublings, LONGEST_REST_S), reason, why)

    def went_well(self, host: str) -> None:
        """Note that a page brought no trouble."""
        with self._lock:
            self._troubles.pop(host, None)

    def _note_rest(self, host: str, rest: Rest) -> Rest:
        with self._lock:
            self._rests[host] = rest
        return rest
