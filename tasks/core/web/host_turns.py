"""Whose turn it is at a host: one holder at a time, a delay after each request, and rests. Pure.

A turn is a lease: it ends when its holder gives it back, or at a set time, so that a holder that was killed keeps
nobody waiting for long. The functions return the host's next state with their answer; who calls them makes that atomic.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from dateline.tasks.core.clock_faults import is_ahead

LOOK_AGAIN_S = 0.5
"""How soon to ask again for a turn that somebody else has."""
_WANTED_S = 4 * LOOK_AGAIN_S
"""How long a wish counts that is not repeated: who made it may be gone."""

MAX_AHEAD = timedelta(days=2)
"""No rest, delay or turn reaches further: a host that asks for more than a day is taken to mean a day."""

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host. Times are aware UTC, and long ago where there is nothing to know."""

    last_at: datetime = _NEVER
    """When the last request ended; of one that is under way, or was when its holder was killed, when it began."""
    last_delay_s: float = 0.0
    """The delay that its maker keeps."""
    rest_until: datetime = _NEVER
    holder: str | None = None
    held_until: datetime = _NEVER
    wanted_until: datetime = _NEVER
    """Until when somebody else is known to wait."""


class Chance(StrEnum):
    """What came of asking for a turn."""

    GRANTED = "granted"
    HELD = "held"
    """Somebody else has it."""
    RESTS = "rests"
    """The host is not to be asked for longer than one would wait."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer to a wish."""

    chance: Chance
    at: datetime
    """When the first request may begin; or when to ask for the turn again; or when the rest is over."""


class Keeping(StrEnum):
    """What came of keeping a turn."""

    KEPT = "kept"
    WANTED = "wanted"
    """It is kept, and somebody else waits for it."""
    LOST = "lost"
    """It ended, and somebody else took it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants a turn."""

    holder: str
    """A name that nobody else has."""
    now: datetime
    latest: datetime
    """A turn that cannot begin by then is not wanted."""
    delay_s: float
    """The least time from one request to the next."""
    term_s: float
    """How long the turn lasts from its first request on, unless it is kept."""


def without_clock_faults(state: HostState, now: datetime) -> HostState:
    """Return the state without moments that only a wrong clock can have noted."""

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
    """Give the host to who wishes for it, from its next free moment on."""
    state = without_clock_faults(state, wish.now)
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
    """Let a turn last for ``term_s`` from ``now`` on, also one whose time is over, if nobody else took it.

    Who keeps it, and finds that nobody else wants it, goes on to ask.
    """
    if state.holder != holder:
        return state, Keeping.LOST
    kept = replace(state, held_until=now + timedelta(seconds=term_s))
    if state.wanted_until > now:
        return kept, Keeping.WANTED
    return replace(kept, last_at=max(state.last_at, now)), Keeping.KEPT


def free(state: HostState, holder: str, last_at: datetime, delay_s: float) -> tuple[HostState, None]:
    """Give a turn back. ``last_at`` is when its last request ended."""
    if state.holder != holder:
        return state, None
    return replace(state, holder=None, last_at=max(state.last_at, last_at), last_delay_s=delay_s), None


def rest(state: HostState, until: datetime) -> tuple[HostState, None]:
    """Let the host rest; an earlier, longer rest stays."""
    return replace(state, rest_until=max(state.rest_until, until)), None
