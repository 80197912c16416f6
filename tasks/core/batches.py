"""A run's pages, cut into batches; and what the cleaning of a batch hands to its archiving."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks.core.models import Article, OpenBatch, PageRef, Rejection
from tasks.core.records import manifest_key, segment_key


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One page of a batch, cleaned: the record that it became, and what the ledger keeps beside it."""

    url: str
    record: Article | Rejection
    published_at: datetime | None = None
    """Aware UTC; also of an article that was rejected for lying outside the window."""
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class RunId:
    """One run: when it began (aware UTC), and a name that sorts by that."""

    name: str
    began_at: datetime

    @classmethod
    def of(cls, began_at: datetime, unique: str) -> "RunId":
        """Return the id of the run that began then; ``unique`` (such as a flow run's UUID) keeps it apart."""
        return cls(f"{began_at:%Y%m%dT%H%M%SZ}-{unique.replace('-', '')[:12]}", began_at)


def cut(refs: Sequence[PageRef], size: int, run: RunId, source: str, owner: str) -> Iterator[OpenBatch]:
    """Yield the pages in batches of at most ``size``, each with the keys that its segment and manifest will have."""
    for number, start in enumerate(range(0, len(refs), size)):
        batch = f"{number:05d}"
        yield OpenBatch(
            run=run.name,
            batch=batch,
            source=source,
            segment=segment_key(source, run.name, batch, run.began_at),
            manifest=manifest_key(run.name, batch, run.began_at),
            refs=tuple(refs[start : start + size]),
            opened_at=run.began_at,
            owner=owner,
        )
