"""Keeps the turns at hosts: in a ledger, shared by all processes, or in memory, for one process."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from dateline.tasks.core.web import host_turns
from dateline.tasks.core.web.host_turns import HostState, Keeping, Turn, Wish

T = TypeVar("T")


class HostTimes(Protocol):
    """The part of `dateline.tasks.core.protocols.Ledger` that politeness needs."""

    def take_host(self, host: str, wish: Wish) -> Turn:
        """Request a turn at a host."""

    def keep_host(self, host: str, holder: str, now: datetime, term_s: float) -> Keeping:
        """Extend a turn."""

    def free_host(self, host: str, holder: str, last_at: datetime, delay_s: float) -> None:
        """End a turn."""

    def rest_host(self, host: str, until: datetime) -> None:
        """Pause requests to a host."""


class OwnHostTimes:
    """`HostTimes` for this process alone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[str, HostState] = {}

    def take_host(self, host: str, wish: Wish) -> Turn:
        """See `HostTimes`."""
        return self._change(host, lambda state: host_turns.take(state, wish))

    def keep_host(self, host: str, holder: str, now: datetime, term_s: float) -> Keeping:
        """See `HostTimes`."""
        return self._change(host, lambda state: host_turns.keep(state, holder, now, term_s))

    def free_host(self, host: str, holder: str, last_at: datetime, delay_s: float) -> None:
        """See `HostTimes`."""
        self._change(host, lambda state: host_turns.free(state, holder, last_at, delay_s))

    def rest_host(self, host: str, until: datetime) -> None:
        """See `HostTimes`."""
        self._change(host, lambda state: host_turns.rest(state, until))

    def _change(self, host: str, change: Callable[[HostState], tuple[HostState, T]]) -> T:
        with self._lock:
            self._states[host], answer = change(self._states.get(host, HostState()))
            return answer
