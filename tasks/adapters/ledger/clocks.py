"""Keeps in the ledger which servers' clocks are ahead of this machine's, for `dateline doctor` and `health`."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from dateline.tasks.adapters.ledger.notes import Notes, recall
from dateline.tasks.core.clock_faults import LaterClock, behind_in_words
from dateline.tasks.core.value_types import Model

_NAME = "clock"
"""The name under which the ledger keeps them. It never changes, because existing ledgers contain it."""


class LaterClocks(Model):
    """The servers of a source whose clocks were ahead at its last run, by host."""

    later: dict[str, LaterClock] = Field(default_factory=dict)


def note_later_clocks(source: str, later: Mapping[str, LaterClock], notes: Notes) -> None:
    """Record whose clocks were later in a run of the source."""
    found = LaterClocks(later=dict(later))
    if found != (recall(notes, _NAME, source, LaterClocks) or LaterClocks()):
        notes.note(_NAME, source, found)


def clock_trouble(sources: Mapping[str, object], notes: Notes, now: datetime) -> str | None:
    """Return a sentence about servers whose clocks are ahead of this machine's, or None if there are none.

    If this machine's clock has since reached their time, it was corrected.
    """
    found = (recall(notes, _NAME, source, LaterClocks) or LaterClocks() for source in sources)
    later = {host: clock for one in found for host, clock in one.later.items() if now < clock.server_at}
    return behind_in_words(later)
