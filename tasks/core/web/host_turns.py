"""The turns at a host, as pure functions: one holder at a time, a delay after each request, and rests.

A turn is a lease: it ends when its holder frees it, when its holder's process is seen to have ended, or at a set time,
so that a killed holder does not block others for long. The functions return the host's next state and a result; the
caller must make the change atomic.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dateline.tasks.core.clock_faults import is_ahead

LOOK_AGAIN_S = 0.5
"""After how many seconds to request a turn again that another holder has."""
_WANTED_S = 4 * LOOK_AGAIN_S
"""How long a request for a turn counts unless repeated, because its process may have died."""

MAX_AHEAD = timedelta(days=2)
"""The maximum of rests, delays and turns: if a host asks for more than a day, a day is assumed."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HostState:
    """The state of a host. Times are aware UTC, and long ago if nothing is known."""

    last_at: datetime = _NEVER
    """When the last request ended or, if it is in progress or its holder was killed, when it began."""
    last_delay_s: float = 0.0
    """The delay that the holder of that request observes."""
    rest_until: datetime = _NEVER
    holder: str | None = None
    held_until: datetime = _NEVER
    wanted_until: datetime = _NEVER
    """Until when another process is known to wait."""


class Chance(StrEnum):
    """The result of requesting a turn."""

    GRANTED = "granted"
    HELD = "held"
    """Another holder has it."""
    RESTS = "rests"
    """The host rests for longer than the process is willing to wait."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The response to a request for a turn."""

    chance: Chance
    at: datetime
    """When the first HTTP request may begin, or when to ask for the turn again, or when the rest ends."""


class Keeping(StrEnum):
    """The result of extending a turn."""

    KEPT = "kept"
    WANTED = "wanted"
    """It is extended, and another process waits for it."""
    LOST = "lost"
    """It ended, and another holder took it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a turn."""

    holder: str
    """A unique name."""
    now: datetime
    latest: datetime
    """The latest acceptable beginning of the turn."""
    delay_s: float
    """The minimum time between two HTTP requests, in seconds."""
    term_s: float
    """How many seconds the turn lasts from its beginning, unless extended."""
    has_ended: Callable[[str], bool] = lambda _: False
    """Whether the process of the holder with that name is known to have ended, so that its turn is over."""


def without_clock_faults(state: HostState, now: datetime) -> HostState:
    """Return the state without times that only a wrong clock can have recorded."""

    def believed(moment: datetime) -> datetime:
        return _NEVER if is_ahead(moment, now, MAX_AHEAD) else moment

    return replace(
        state,
        last_at=believed(state.last_at),
        rest_until=believed(state.rest_until),
        held_until=believed(state.held_until),
        wanted_until=believed(state.wanted_until),
    )


def take(state: HostState, wish: Wish) -> tuple[HostState, Turn]:
    """Give the host's turn to the holder that requests it, from the next time it is free."""
    state = without_clock_faults(state, wish.now)
    if state.holder and state.held_until > wish.now and wish.has_ended(state.holder):
        state = replace(state, holder=None, last_at=max(state.last_at, wish.now))  # it may have asked until now
    if state.holder not in {None, wish.holder} and state.held_until > wish.now:
        again = min(state.held_until, wish.now + timedelta(seconds=LOOK_AGAIN_S))
        wanted_until = wish.now + timedelta(seconds=_WANTED_S)
        return replace(state, wanted_until=wanted_until), Turn(Chance.HELD, again)
    delay_s = max(wish.delay_s, state.last_delay_s)
    moment = max(wish.now, state.rest_until, state.last_at + timedelta(seconds=delay_s))
    if moment > wish.latest:
        return state, Turn(Chance.RESTS, moment)
    held = HostState(
        last_at=moment,
        last_delay_s=wish.delay_s,
        rest_until=state.rest_until,
        holder=wish.holder,
        held_until=moment + timedelta(seconds=wish.term_s),
    )
    return held, Turn(Chance.GRANTED, moment)


def keep(state: HostState, holder: str, now: datetime, term_s: float) -> tuple[HostState, Keeping]:
    """Extend a turn to ``term_s`` seconds after ``now``, even if it has expired, unless another holder took it.

    If no one else waits for it, its holder may continue to make requests.
    """
    if state.holder != holder:
        return state, Keeping.LOST
    kept = replace(state, held_until=now + timedelta(seconds=term_s))
    if state.wanted_until > now:
        return kept, Keeping.WANTED
    return replace(kept, last_at=max(state.last_at, now)), Keeping.KEPT


def free(state: HostState, holder: str, last_at: datetime, delay_s: float) -> tuple[HostState, None]:
    """End a turn. ``last_at`` is when its last request ended."""
    if state.holder != holder:
        return state, None
    return replace(state, holder=None, last_at=max(state.last_at, last_at), last_delay_s=delay_s), None


def rest(state: HostState, until: datetime) -> tuple[HostState, None]:
    """Let the host rest. A longer rest in force is not shortened."""
    return replace(state, rest_until=max(state.rest_until, until)), None
