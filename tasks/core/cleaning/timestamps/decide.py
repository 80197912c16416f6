"""Weighs what a page's places say about its time, and decides. The only place where one of them wins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.reading import Reading
from dateline.tasks.core.models import Precision

OLDEST_YEAR = 1990
"""News pages on the web are younger; an older date is more often a fault than an archive's."""
FUTURE_MARGIN = timedelta(days=1)
"""How far ahead of the fetch a date may lie: a publisher's clock or zone may be wrong."""
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=12)
"""How far local clocks are ahead of UTC and behind it, at most."""
_QUARTER_S = 900
_UNKNOWN_ROLE_COST = 12
_IS_MODIFIED_COST = 45
_MINUTE_SHARE, _DAY_SHARE = 0.6, 0.35
"""What part of its trust a place lends to another that it agrees with."""
_ZONE_REACH = timedelta(days=7)
"""How long an offset stated elsewhere on the page holds: longer than that, summer time may have begun or ended."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The clues that can be true, and what to warn of."""

    clues: tuple[Clue, ...]
    warnings: tuple[str, ...]


def plausible(clues: Sequence[Clue], now: datetime | None) -> Weighed:
    """Sift out what cannot be true of a page fetched at ``now``; settle midnights and all-digit days by the others."""
    kept: list[Clue] = []
    warnings: list[str] = []
    for clue in clues:
        reading = _possible(clue.reading, now)
        if reading is None:
            warnings.append(f"{clue.origin}: a date after the fetch was refused: {clue.raw[:60]!r}")
            continue
        if clue.kind != "text":
            reading = _midnight_as_day(reading)
        if reading.wall.year < OLDEST_YEAR:
            if (reading.wall.year, reading.wall.month) in {(1970, 1), (1969, 12)}:
                continue  # an empty field that was read as seconds since 1970
            kept.append(replace(clue, reading=reading, trust=clue.trust // 3))
        else:
            kept.append(clue if reading is clue.reading else replace(clue, reading=reading))
    return Weighed(tuple(_settled_order(clue, kept) for clue in kept), tuple(dict.fromkeys(warnings)))


def _possible(reading: Reading, now: datetime | None) -> Reading | None:
    """Return the reading, its other day where that one alone is not in the future, or None where both are."""
    if now is None or _earliest(reading) <= now + FUTURE_MARGIN:
        return reading
    if reading.swapped is None:
        return None
    other = _swapped(reading)
    return None if _earliest(other) > now + FUTURE_MARGIN else replace(other, swapped=None)


def _swapped(reading: Reading) -> Reading:
    other = reading.swapped
    if other is None:
        return reading
    wall = reading.wall.replace(year=other.year, month=other.month, day=other.day)
    return replace(reading, wall=wall, swapped=reading.wall.date())


def _midnight_as_day(reading: Reading) -> Reading:
    return replace(reading, precision=Precision.DAY) if reading.at_midnight else reading


def _settled_order(clue: Clue, others: Sequence[Clue]) -> Clue:
    """Settle an all-digit day by the other places: if they know only one of its two days, that is it."""
    reading = clue.reading
    if reading.swapped is None:
        return clue
    certain = [other.reading for other in others if other.reading.swapped is None]
    as_read = any(same_day(reading, other) for other in certain)
    as_swapped = any(same_day(_swapped(reading), other) for other in certain)
    if as_read == as_swapped:
        return clue
    return replace(clue, reading=replace(reading if as_read else _swapped(reading), swapped=None))


def _earliest(reading: Reading) -> datetime:
    if reading.instant:
        return reading.instant
    return (reading.wall - _AHEAD).replace(tzinfo=UTC)


def _latest(reading: Reading) -> datetime:
    length = timedelta(0) if reading.timed else timedelta(days=1)
    if reading.instant:
        return reading.instant + length
    return (reading.wall + _BEHIND + length).replace(tzinfo=UTC)


def same_day(one: Reading, other: Reading) -> bool:
    """Return whether both can be times of one publisher's day."""
    if one.wall.date() == other.wall.date():
        return True
    if (one.timed and one.offset is not None) or (other.timed and other.offset is not None):
        if one.timed and other.timed and one.offset is not None and other.offset is not None:
            return abs(_earliest(one) - _earliest(other)) < timedelta(hours=12)
        return _earliest(one) <= _latest(other) and _earliest(other) <= _latest(one)
    return False


def same_minute(one: Reading, other: Reading) -> bool:
    """Return whether both name one minute; where an offset is missing, any that a zone could have is allowed."""
    if not (one.timed and other.timed):
        return False
    if one.utc_minute and other.utc_minute:
        return one.utc_minute == other.utc_minute
    if one.wall_minute == other.wall_minute:
        return True
    if one.offset is None and other.offset is None:
        return False
    return _zone_apart(one, other) if one.offset is None else _zone_apart(other, one)


def _zone_apart(naive: Reading, aware: Reading) -> bool:
    """Return whether a wall clock time without a zone is the aware one's instant in some zone."""
    if aware.utc_minute is None:
        return False
    apart = naive.wall_minute - aware.utc_minute
    return -_BEHIND <= apart <= _AHEAD and apart.total_seconds() % _QUARTER_S == 0


def choose(clues: Sequence[Clue], role: Role) -> Clue | None:
    """Return the clue that tells best when the page was published (or modified), its offset learnt from others."""
    mine = [clue for clue in clues if clue.role is role or (role is Role.PUBLISHED and clue.role is Role.UNKNOWN)]
    if not mine:
        return None
    best = max(mine, key=lambda clue: (_weight(clue, mine, clues), clue.trust)) if len(mine) > 1 else mine[0]
    if not best.reading.timed:
        timed = [clue for clue in mine if clue.reading.timed and same_day(clue.reading, best.reading)]
        best = max(timed, key=lambda clue: _weight(clue, mine, clues), default=best)
    return _with_offset(_without_false_z(best, mine), mine, clues)


def _weight(clue: Clue, mine: Sequence[Clue], everything: Sequence[Clue]) -> float:
    """Return a clue's own trust and what the other kinds of places that agree with it lend."""
    lent: dict[str, float] = {}
    for other in mine:
        if other.witness == clue.witness:
            continue
        if same_minute(clue.reading, other.reading):
            share = _MINUTE_SHARE
        elif same_day(clue.reading, other.reading):
            share = _DAY_SHARE
        else:
            continue
        lent[other.witness] = max(lent.get(other.witness, 0), share * other.trust)
    weight = clue.trust + sum(lent.values())
    if clue.role is Role.UNKNOWN:
        weight -= _UNKNOWN_ROLE_COST
    if clue.role is not Role.MODIFIED and _is_modification(clue, mine, everything):
        weight -= _IS_MODIFIED_COST
    return weight


def _is_modification(clue: Clue, mine: Sequence[Clue], everything: Sequence[Clue]) -> bool:
    """Return whether a place states as publication what others know as the change of an older page."""
    return any(
        other.role is Role.MODIFIED and same_minute(other.reading, clue.reading) for other in everything
    ) and any(
        other.role is Role.PUBLISHED
        and other.reading.timed
        and other.witness != clue.witness
        and _latest(other.reading) < _earliest(clue.reading)
        for other in mine
    )


def _without_false_z(best: Clue, mine: Sequence[Clue]) -> Clue:
    """A local time labelled ``Z`` or ``+00:00`` is given away by another place with the same clock and an offset."""
    if best.reading.offset != timedelta(0) or not best.reading.timed:
        return best
    truer = [
        clue
        for clue in mine
        if clue.reading.timed and clue.reading.offset and clue.reading.wall_minute == best.reading.wall_minute
    ]
    return max(truer, key=lambda clue: clue.trust, default=best)


def _with_offset(best: Clue, mine: Sequence[Clue], everything: Sequence[Clue]) -> Clue:
    """Give a time without a zone the offset that another place states: for the same clock, or for the page."""
    if best.reading.offset is not None or not best.reading.timed:
        return best
    same = [clue for clue in mine if clue.reading.offset is not None and same_minute(clue.reading, best.reading)]
    if same:
        return max(same, key=lambda clue: (clue.reading.wall_minute == best.reading.wall_minute, clue.trust))
    near = [
        clue
        for clue in everything
        if clue.kind != "feed" and clue.reading.offset and abs(clue.reading.wall - best.reading.wall) < _ZONE_REACH
    ]
    if not near:
        return best
    teller = max(near, key=lambda clue: clue.trust)
    return replace(best, reading=replace(best.reading, offset=teller.reading.offset))
