"""Weighs the clues about a page's time, and chooses one. No other module does so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations

from dateline.config.schema import DateOrder
from dateline.tasks.core.cleaning.timestamps.agreement import earliest, latest, same_day, same_minute
from dateline.tasks.core.cleaning.timestamps.clue import Clue
from dateline.tasks.core.cleaning.timestamps.labels import Role
from dateline.tasks.core.cleaning.timestamps.reading import Reading
from dateline.tasks.core.cleaning.timestamps.yearless import in_stated_year
from dateline.tasks.core.models import Precision

OLDEST_YEAR = 1990
"""The earliest plausible year of news on the web. Older dates are more often errors than archives."""
FUTURE_MARGIN = timedelta(days=1)
"""How far a date may be after the fetch, because a publisher's clock or time zone may be wrong."""
_UNKNOWN_ROLE_COST = 12
_IS_MODIFIED_COST = 45
_MINUTE_SHARE, _DAY_SHARE = 0.6, 0.35
"""The share of its trust that a place adds to another that it agrees with."""
_FOR_MACHINES = frozenset(("json-ld", "meta"))
_NEAR_TRUST = 30
"""The least trust in a visible date that stands nearest to the headline, in an element whose name tells of dates."""
_A_DAY = timedelta(days=1)
_ZONE_STEP = timedelta(minutes=30)
_ZONE_REACH = timedelta(days=7)
"""How far apart times may be to share an offset. Further apart, summer time may have begun or ended."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The plausible clues, those that were refused for being in the future, and warnings."""

    clues: tuple[Clue, ...]
    warnings: tuple[str, ...]
    ahead: tuple[Clue, ...] = ()


def plausible(clues: Sequence[Clue], now: datetime | None) -> Weighed:
    """Return the clues that are plausible for a page fetched at ``now``, with midnights and all-digit days resolved."""
    kept: list[Clue] = []
    warnings: list[str] = []
    ahead: list[Clue] = []
    for clue in clues:
        reading = _possible(clue.reading, now)
        if reading is None:
            warnings.append(f"{clue.origin}: a date after the fetch was refused: {clue.raw[:60]!r}")
            ahead.append(clue)
            continue
        if clue.kind != "text":
            reading = _midnight_as_day(reading)
        if reading.wall.year < OLDEST_YEAR:
            if (reading.wall.year, reading.wall.month) in {(1970, 1), (1969, 12)}:
                continue  # an empty field, read as seconds since 1970
            if clue.kind == "text" and (clue.role is Role.UNKNOWN or clue.origin == "text:line"):
                continue  # a day of birth, of a foundation, or on which a record was released
            kept.append(replace(clue, reading=reading, trust=clue.trust // 3))
        else:
            kept.append(clue if reading is clue.reading else replace(clue, reading=reading))
    settled = tuple(in_stated_year(_settled_order(clue, kept), kept) for clue in kept)
    return Weighed(settled, tuple(dict.fromkeys(warnings)), tuple(ahead))


def _possible(reading: Reading, now: datetime | None) -> Reading | None:
    """Return the reading, or the one with its other day if only that is not in the future, or None if both are."""
    if now is None or earliest(reading) <= now + FUTURE_MARGIN:
        return reading
    if reading.swapped is None:
        return None
    other = _swapped(reading)
    return None if earliest(other) > now + FUTURE_MARGIN else replace(other, swapped=None)


def in_order(clue: Clue, order: DateOrder) -> Clue:
    """Return the clue with the day that its digits mean in that order, if they could mean two."""
    reading = clue.reading
    if reading.swapped is None:
        return clue
    chosen = reading if order is DateOrder.DMY else _swapped(reading)
    return replace(clue, reading=replace(chosen, swapped=None))


def _swapped(reading: Reading) -> Reading:
    other = reading.swapped
    if other is None:
        return reading
    wall = reading.wall.replace(year=other.year, month=other.month, day=other.day)
    return replace(reading, wall=wall, swapped=reading.wall.date())


def _midnight_as_day(reading: Reading) -> Reading:
    return replace(reading, precision=Precision.DAY) if reading.at_midnight else reading


def _settled_order(clue: Clue, others: Sequence[Clue]) -> Clue:
    """Resolve an all-digit day by the other places: if they state only one of its two days, it is that one."""
    reading = clue.reading
    if reading.swapped is None:
        return clue
    certain = [other.reading for other in others if other.reading.swapped is None]
    as_read = any(same_day(reading, other) for other in certain)
    as_swapped = any(same_day(_swapped(reading), other) for other in certain)
    if as_read == as_swapped:
        return clue
    return replace(clue, reading=replace(reading if as_read else _swapped(reading), swapped=None))


def choose(clues: Sequence[Clue], role: Role) -> Clue | None:
    """Return the best clue to the page's publication (or modification), with an offset from others if it has none."""
    mine = [clue for clue in clues if clue.role is role or (role is Role.PUBLISHED and clue.role is Role.UNKNOWN)]
    if not mine:
        return None
    changes = [clue for clue in clues if clue.role is Role.MODIFIED]
    weights = _weights(mine, changes)
    best = mine[max(range(len(mine)), key=lambda at: (weights[at], mine[at].trust))]
    if role is Role.PUBLISHED:
        best = _earlier_shown(best, mine) or best
    if not best.reading.timed:
        timed = [at for at, clue in enumerate(mine) if clue.reading.timed and same_day(clue.reading, best.reading)]
        best = mine[max(timed, key=weights.__getitem__)] if timed else best
    return _as_shown(_with_offset(_without_false_z(best, mine), mine, clues), mine)


def _earlier_shown(best: Clue, mine: Sequence[Clue]) -> Clue | None:
    """Return the visible date near the headline if the page shows but that day, before the one that machines are told.

    No page shows a day before its publication as its date; but some systems state when a page was last published, or
    moved to them. Another place that agrees with them, such as the URL, confirms that day.
    """
    if best.kind not in _FOR_MACHINES:
        return None
    shown = [clue for clue in mine if clue.witness == "shown"]
    days = {clue.reading.wall.date() for clue in shown}
    if len(days) != 1 or shown[0].reading.swapped or any(clue.reading.yearless for clue in shown):
        return None
    surest = max(shown, key=lambda clue: clue.trust)
    if surest.trust < _NEAR_TRUST or latest(surest.reading) + _A_DAY > earliest(best.reading):
        return None
    others = (clue for clue in mine if clue.kind not in _FOR_MACHINES and clue.witness != "shown")
    return None if any(same_day(clue.reading, best.reading) for clue in others) else surest


def _weights(mine: Sequence[Clue], changes: Sequence[Clue]) -> list[float]:
    """Return the weight of each clue: its own trust plus the shares of other kinds of places that agree with it.

    ``changes`` are the clues to the modification.
    """
    witnesses = [clue.witness for clue in mine]
    lent: list[dict[str, float]] = [{} for _ in mine]
    for one, other in combinations(range(len(mine)), 2):
        if witnesses[one] == witnesses[other] or not (share := _share(mine[one].reading, mine[other].reading)):
            continue
        for lender, taker in ((one, other), (other, one)):
            witness = witnesses[lender]
            lent[taker][witness] = max(lent[taker].get(witness, 0), share * mine[lender].trust)
    costs = (
        (_UNKNOWN_ROLE_COST if clue.role is Role.UNKNOWN else 0)
        + (_IS_MODIFIED_COST if clue.role is not Role.MODIFIED and _is_modification(clue, mine, changes) else 0)
        for clue in mine
    )
    return [clue.trust + sum(each.values()) - cost for clue, each, cost in zip(mine, lent, costs, strict=True)]


def _share(one: Reading, other: Reading) -> float:
    """Return the share of its trust that a place adds to another, given what both state."""
    if same_minute(one, other):
        return _MINUTE_SHARE
    return _DAY_SHARE if same_day(one, other) else 0


def _is_modification(clue: Clue, mine: Sequence[Clue], changes: Sequence[Clue]) -> bool:
    """Return whether a place states as publication what others state as the modification of an older page.

    A date of an unknown role is the modification's already if an earlier one is shown with it.
    """
    if not any(_tell_same(clue, other) for other in changes):
        return False
    return any(
        (_is_earlier_publication(other, clue) or (clue.role is other.role is Role.UNKNOWN))
        and latest(other.reading) < earliest(clue.reading)
        for other in mine
    )


def _tell_same(clue: Clue, other: Clue) -> bool:
    """Return whether both tell the same minute, or the same day where the role of the first is unknown."""
    one, two = clue.reading, other.reading
    return same_minute(one, two) or (
        clue.role is Role.UNKNOWN and not one.timed and not two.timed and one.wall == two.wall
    )


def _is_earlier_publication(other: Clue, clue: Clue) -> bool:
    return (
        other.role is Role.PUBLISHED
        and other.reading.timed
        and not other.origin.endswith("Created")  # a draft's time is no publication's
        and other.witness != clue.witness
    )


def _without_false_z(best: Clue, mine: Sequence[Clue]) -> Clue:
    """Correct a local time marked ``Z`` or ``+00:00`` if another place has the same clock time with an offset."""
    if best.reading.offset != timedelta(0) or not best.reading.timed:
        return best
    truer = [
        clue
        for clue in mine
        if clue.reading.timed and clue.reading.offset and clue.reading.wall_minute == best.reading.wall_minute
    ]
    return max(truer, key=lambda clue: clue.trust, default=best)


def _agree(same: Sequence[Clue], best: Clue) -> bool:
    """Return whether times that differ from a local time only by an offset are one time. Those of updates are not."""
    instants = {clue.reading.utc_minute for clue in same}
    return len(instants) == 1 or any(clue.reading.wall_minute == best.reading.wall_minute for clue in same)


def _are_of_updates(mine: Sequence[Clue]) -> bool:
    """Return whether a page marks several times without saying what they are: those of a live blog's updates."""
    marked = (clue.reading.wall for clue in mine if clue.role is Role.UNKNOWN and clue.origin == "markup:time")
    return len(set(marked)) > 1


def _with_offset(best: Clue, mine: Sequence[Clue], everything: Sequence[Clue]) -> Clue:
    """Give a time without a zone the offset of another place, with the same clock time or on the same page."""
    if best.reading.offset is not None or not best.reading.timed:
        return best
    same = [clue for clue in mine if clue.reading.offset is not None and same_minute(clue.reading, best.reading)]
    if best.role is Role.PUBLISHED and _are_of_updates(mine):
        same = [clue for clue in same if clue.reading.wall_minute == best.reading.wall_minute]
    if same and _agree(same, best):
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


def _as_shown(best: Clue, mine: Sequence[Clue]) -> Clue:
    """Return a time that is stated in UTC in the offset of another place with the same instant, as readers see it.

    The other place states its offset, or is visible and reads the same but for whole or half hours.
    """
    reading = best.reading
    if not reading.timed or reading.offset != timedelta(0):
        return best
    same = [clue for clue in mine if same_minute(clue.reading, reading)]
    stated = [clue for clue in same if clue.reading.offset]
    shown = [clue for clue in same if clue.reading.offset is None and clue.witness == "shown"]
    if not (stated or shown):
        return best
    other = max(stated or shown, key=lambda clue: clue.trust).reading
    offset = other.wall_minute - reading.wall_minute
    if offset % _ZONE_STEP or _told_elsewhere(mine, reading):
        return best
    return replace(best, reading=replace(reading, wall=reading.wall + offset, offset=offset))


def _told_elsewhere(mine: Sequence[Clue], reading: Reading) -> bool:
    """Return whether a visible place reads the time of UTC itself, which is then what readers see."""
    return any(
        clue.witness == "shown" and clue.reading.timed and clue.reading.wall_minute == reading.wall_minute
        for clue in mine
    )
