"""Divides a run's pages into batches, and holds the results of cleaning a batch."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from dateline.tasks.core.archive.records import manifest_key, segment_key
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Article, PageRef, Rejection, Window
from dateline.tasks.core.web.urls import is_http, url_key

_BULK_BATCHES, _BULK_LEAST = 8, 100
"""Into how many batches the pages in files are divided, unless they would have fewer pages than these."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One cleaned page of a batch: its record, and what the ledger keeps in addition."""

    url: str
    record: Article | Rejection
    page_url: str | None = None
    """Where the page was found, after redirects; of an article that was made, its own URL counts."""
    published_at: datetime | None = None
    """Aware UTC. Also set for articles rejected for being outside the window."""
    etag: str | None = None
    last_modified: str | None = None

    def found_at(self) -> str | None:
        """Return the address that the page was found at, if it is another page's than ``url``, else None."""
        found = self.record.url if isinstance(self.record, Article) else self.page_url
        return found if found and is_http(found) and url_key(found) != url_key(self.url) else None


@dataclass(frozen=True, slots=True)
class BrokenBatch:
    """A batch that failed in this run."""

    name: str
    pages: int
    detail: str
    """What happened, as a sentence."""
    is_storage: bool = False
    """Whether something stored is damaged. If not, the cause is a bug in dateline."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a source."""

    name: str
    """The run's unique id. Ids sort by the times when their runs began."""
    source: str
    window: Window
    began_at: datetime
    """Aware UTC."""

    @classmethod
    def begin(cls, source: str, window: Window, now: datetime, unique: str, suffix: str = "") -> Self:
        """Return a run that begins at ``now``. ``unique``, such as a flow run's UUID, makes its id unique.

        A flow run that reads several sources is a run of each: there the suffix is ``.`` and the source's name.
        """
        return cls(f"{now:%Y%m%dT%H%M%SZ}-{unique.replace('-', '')[:12]}{suffix}", source, window, now)


def part_name(run: str, number: int) -> str:
    """Return the id of a part of a run; the first part, number 0, has the run's own."""
    name, dot, source = run.partition(".")
    return f"{name}-{number}{dot}{source}" if number else run


def bulk_size(pages: int, most: int) -> int:
    """Return the size of batches of so many pages in files, at most ``most``.

    A few small batches more keep several workers busy to the end. The number of workers does not matter, so that it
    does not change the archive.
    """
    return min(most, max(_BULK_LEAST, math.ceil(pages / _BULK_BATCHES)))


def cut(refs: Sequence[PageRef], size: int, run: Run, owner: str, first: int = 0) -> Iterator[OpenBatch]:
    """Yield the pages in batches of at most ``size``, each with the keys of its future segment and manifest.

    Batches are numbered from ``first``.
    """
    for number, start in enumerate(range(0, len(refs), size), first):
        batch = f"{number:05d}"
        yield OpenBatch(
            run=run.name,
            batch=batch,
            source=run.source,
            segment=segment_key(run.source, run.name, batch, run.began_at),
            manifest=manifest_key(run.name, batch, run.began_at),
            refs=tuple(refs[start : start + size]),
            window=run.window,
            opened_at=run.began_at,
            owner=owner,
        )
