"""Makes manifests of as many pages as wanted, for benchmarks of the ledger."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from dateline.tasks.adapters.ledger.packing import packed
from dateline.tasks.core.ledger_models import PackedManifest
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind, RawPointer

AT = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 50


def page_url(number: int) -> str:
    """Return a URL of typical length, always the same for a number."""
    host = f"www.publisher-{number % 40}.example"
    return f"https://{host}/2024/{number % 12 + 1:02}/section/a-headline-of-some-words-{number}"


def manifest(batch: int) -> Manifest:
    """Return the manifest of one batch of new pages, with realistic hashes."""
    outcomes = []
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        at = AT + timedelta(seconds=number)
        name = hashlib.sha256(b"%d" % number).hexdigest()
        digest = hashlib.sha256(name.encode()).hexdigest()
        outcomes.append(
            Outcome(
                url=page_url(number),
                source=f"source-{number % 40}",
                kind=OutcomeKind.NEW,
                at=at,
                article=f"articles/{at:%Y/%m/%d}/{name}.json",
                headline=f"A headline of some words number {number}",
                published_at=at,
                text_hash=f"sha256:{digest}",
                raw=RawPointer(
                    segment=f"raw/source/{at:%Y/%m/%d}/run-{batch}.warc.gz",
                    offset=number,
                    digest=f"sha256:{digest[::-1]}",
                ),
                etag=f'W/"{number:x}"',
                last_modified=f"{at:%a, %d %b %Y %H:%M:%S} GMT",
            )
        )
    return Manifest(run=f"run-{batch // 100}", batch=f"{batch % 100:04}", outcomes=tuple(outcomes))


def packed_manifests(batches: Iterable[int]) -> list[PackedManifest]:
    """Return the manifests of many batches as a ledger stores them."""
    return [packed(manifest(batch)) for batch in batches]
