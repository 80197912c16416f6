"""Writes manifests of days that are over, as if a source had published on them."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.tasks.core.archive.records import manifest_bytes, manifest_key
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind


def publish_in_the_past(folder: Path, source: str, articles: Mapping[int, int]) -> None:
    """Write a manifest for each number of days ago, with so many new articles, into a project's archive.

    Days that are over are counted once, and the report at the start of `serve` has counted these already. So their
    counts are deleted.
    """
    for back, number in articles.items():
        at = datetime.now(UTC).replace(hour=9, minute=0) - timedelta(days=back)
        outcomes = tuple(
            Outcome(
                url=f"https://{source}.example/{back}/{n}", source=source, kind=OutcomeKind.NEW, at=at, published_at=at
            )
            for n in range(number)
        )
        manifest = Manifest(run=f"{at:%Y%m%dT%H%M%SZ}-{source}", batch="00000", outcomes=outcomes)
        path = folder / "archive" / manifest_key(manifest.run, manifest.batch, at)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(manifest_bytes(manifest))
    with closing(sqlite3.connect(folder / ".dateline" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("DELETE FROM notes WHERE name = 'tally'")
