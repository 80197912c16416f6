"""Of which silences has been told: each is told once, however often someone looks."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date, timedelta

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Model
from dateline.tasks.core.sources.health import Health

_NOTE = "silence"


class Silence(Model):
    """A silence, by the last day on which the source published anything."""

    since: date


def untold_silences(healths: Iterable[Health], today: date, settings: Settings) -> Sequence[Health]:
    """Return those silent sources of whose silence nobody was told, and note that it is told now.

    `LedgerError`s pass.
    """
    untold = []
    with closing(open_ledger(settings.ledger.url)) as ledger:
        for one in healths:
            if one.is_silent and one.silent_days is not None:
                silence = Silence(since=today - timedelta(days=one.silent_days))
                if recall(ledger, _NOTE, one.source, Silence) != silence:
                    ledger.note(_NOTE, one.source, silence)
                    untold.append(one)
    return untold
