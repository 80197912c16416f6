"""How far a source has been ingested: its watermark, kept in the ledger."""

from contextlib import closing
from datetime import datetime

from dateline.config.schema import Settings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.runs.windows import Watermark

_NOTE = "watermark"


def read_watermark(source: str, settings: Settings) -> datetime | None:
    """Return up to when the source has been ingested (aware UTC), or None before its first run. `LedgerError`s pass."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        noted = ledger.noted(_NOTE, source)
    return Watermark.model_validate_json(noted).until if noted else None


def advance_watermark(source: str, until: datetime, settings: Settings) -> None:
    """Note that the source has been ingested up to ``until``; it never goes back. `LedgerError`s pass."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        noted = ledger.noted(_NOTE, source)
        if noted is None or Watermark.model_validate_json(noted).until < until:
            ledger.note(_NOTE, source, Watermark(until=until))
