"""Fills a ledger in SQLite with as many rows as a real one would have, and far faster, to measure look-ups.

Only the tables that looking up pages reads are filled: digests evenly spread, and outcomes of the usual size whose
bytes are zero. Chosen pages are real, at their places among the others.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from dateline.tasks.adapters.ledger.packing import PAGE_DIGEST_BYTES, packed, page_digest
from dateline.tasks.adapters.ledger.schema import BATCH_LINES
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.web.urls import url_key
from tests.benchmarks.made_up_manifests import BATCH, manifest, page_url

_OUTCOME_BYTES = 277
"""The mean size of the packed outcomes of `tests.benchmarks.made_up_manifests`."""
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :most)"
_BATCHES = f"{_NUMBERS} INSERT INTO batches SELECT i + 1, 'run-' || (i / 100), printf('%04d', i % 100) FROM n"  # noqa: S608 - our own
_EVENTS = f"""{_NUMBERS} INSERT INTO events
    SELECT (i / {BATCH} + 1) * {BATCH_LINES} + i % {BATCH}, zeroblob({_OUTCOME_BYTES}) FROM n"""  # noqa: S608 - our own
_HALF = PAGE_DIGEST_BYTES // 2


def fill(path: Path, urls: int, real: Iterable[int]) -> None:
    """Make a ledger of so many pages, in which the pages with the numbers ``real`` can be looked up."""
    open_ledger(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-200000"):
            connection.execute(f"PRAGMA {setting}").close()
        connection.execute("BEGIN")
        connection.execute(_BATCHES, {"most": urls // BATCH - 1})
        connection.execute(_EVENTS, {"most": urls - 1})
        connection.executemany("INSERT INTO pages VALUES (?, ?)", _spread_evenly(urls))
        for number in real:
            event = (number // BATCH + 1) * BATCH_LINES + number % BATCH
            outcome = packed(manifest(number // BATCH)).outcomes[number % BATCH]
            connection.execute("UPDATE events SET outcome = ? WHERE id = ?", (outcome, event))
            connection.execute("INSERT INTO pages VALUES (?, ?)", (page_digest(url_key(page_url(number))), event))
        connection.execute("COMMIT")


def _spread_evenly(urls: int) -> Iterator[tuple[bytes, int]]:
    step, events = 2 ** (8 * _HALF) // urls, urls // BATCH * BATCH_LINES // urls
    tail = b"\x55" * _HALF
    return (((number * step).to_bytes(_HALF, "big") + tail, number * events) for number in range(urls))
