"""Counts the troubles of hosts in a row, for all processes that share a ledger, and says why a host rests."""

from datetime import datetime, timedelta
from enum import StrEnum

from dateline.tasks.adapters.ledger.notes import Notes, recall
from dateline.tasks.core.clock_faults import is_ahead
from dateline.tasks.core.value_types import Model, UtcDatetime

KEPT_FOR = timedelta(days=1)
"""How long a trouble counts, if no request to the host follows it."""

_NOTE = "troubles"


class Trouble(StrEnum):
    """How a host handled a request."""

    NONE = "none"
    FAILING = "failing"
    """A timeout, a broken connection, 429 or a server error."""
    WALL = "wall"
    """A bot wall."""


class HostRestsError(Exception):
    """A host rests for longer than a run is willing to wait."""

    def __init__(self, host: str, until: datetime, now: datetime, why: str) -> None:
        ends = until + timedelta(minutes=1, microseconds=-1)  # a rest that ends within a minute is over at its end
        day = "" if ends.date() == now.date() else f"{ends:%Y-%m-%d} "
        super().__init__(f"{host} is left alone until {day}{ends:%H:%M} UTC, {why}")


class _Troubles(Model):
    """The troubles of a host in a row, as the ledger keeps them."""

    number: int
    why: str
    at: UtcDatetime


class TroubleBook:
    """The troubles of hosts in a row. Without a ledger, each fetcher counts its own."""

    def __init__(self, notes: Notes | None) -> None:
        self._notes = notes
        self._own: dict[str, _Troubles] = {}

    def look_up(self, host: str, now: datetime) -> None:
        """Take over what other fetchers have counted. Call it whenever a turn at the host begins."""
        kept = recall(self._notes, _NOTE, host, _Troubles)
        if kept and not is_ahead(kept.at, now) and now - kept.at < KEPT_FOR:
            self._own[host] = kept
        elif self._notes:
            self._own.pop(host, None)

    def add(self, host: str, now: datetime, why: str) -> int:
        """Count one more trouble. Return how many there were in a row."""
        known = self._own.get(host)
        self._own[host] = troubles = _Troubles(number=known.number + 1 if known else 1, why=why, at=now)
        self._keep(host, troubles)
        return troubles.number

    def end(self, host: str, now: datetime) -> None:
        """Begin to count anew, because the host has answered."""
        known = self._own.pop(host, None)
        if known and known.number:
            self._keep(host, _Troubles(number=0, why="", at=now))

    def why(self, host: str, now: datetime) -> str:
        """Return why the host rests."""
        self.look_up(host, now)
        known = self._own.get(host)
        return f"because {known.why}" if known and known.why else "because of earlier trouble"

    def _keep(self, host: str, troubles: _Troubles) -> None:
        if self._notes:
            self._notes.note(_NOTE, host, troubles)
