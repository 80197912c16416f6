"""How often a source with an adaptive schedule is ingested: the interval to its next run, kept in the ledger."""

from contextlib import closing
from datetime import datetime, timedelta

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.runs.polling import Poll, next_poll

_NOTE = "rhythm"


def next_interval(source: Source, new_articles: int, settings: Settings, now: datetime) -> timedelta:
    """Return how long to leave the source alone after a run that brought so many new articles, and note it.

    It grows and shrinks as the interval of a feed does (`dateline.tasks.core.runs.polling`), within the bounds of the
    schedule.
    `LedgerError`s pass.
    """
    with closing(open_ledger(settings.ledger.url)) as ledger:
        last = recall(ledger, _NOTE, source.name, Poll)
        following = next_poll(last, new_articles, None, source.poll_settings(settings.poll), now)
        ledger.note(_NOTE, source.name, following)
    return timedelta(seconds=round(following.interval_s))
