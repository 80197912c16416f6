"""One search for a source's pages: what it asks with, what it looks for, and what it has to tell."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from config.schema import FetchSettings, PollSettings, Source
from tasks.adapters.poll_memory import PollMemory
from tasks.adapters.web_files import WebFiles
from tasks.core.discovery.sitemaps import MAX_SITEMAP_BYTES
from tasks.core.models import PageRef, Window
from tasks.core.protocols import Ledger


@dataclass(frozen=True, slots=True)
class Notes:
    """What is to be told of one part of a source."""

    warnings: list[str] = field(default_factory=list)
    """What was odd, though it was read all the same."""
    failures: list[str] = field(default_factory=list)
    """What could not be read: its pages are missing."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search in one source for a window."""

    source: Source
    window: Window
    now: datetime
    limits: FetchSettings
    ledger: Ledger | None
    web: WebFiles
    large: WebFiles
    """With room for the largest sitemap."""
    memory: PollMemory
    tell: Callable[[str], None] = lambda _: None
    """Told what is being read, for whoever watches."""
    polling: PollSettings | None = None
    """By what feeds are left alone that had nothing new; without it, each is asked."""

    @property
    def timezone(self) -> str | None:
        """The source's zone, for timestamps without one."""
        return self.source.cleaning.timezone


Reader = Callable[[Search, Notes], Iterable[PageRef]]


@dataclass(frozen=True, slots=True)
class Part:
    """One feed, sitemap, listing, archive or list of a source. ``read`` raises `DiscoveryError` where it cannot be."""

    kind: str
    name: str
    read: Reader


@contextmanager
def searching(source: Source, window: Window, common: FetchSettings, ledger: Ledger | None = None) -> Iterator[Search]:
    """Open what a search asks with; without a ledger nothing is remembered, and delays are this search's own."""
    limits = source.fetch_settings(common)
    room = {name: max(getattr(limits, name), MAX_SITEMAP_BYTES) for name in ("max_transfer_bytes", "max_body_bytes")}
    memory = PollMemory(source.name, source.cleaning.timezone, ledger)
    with WebFiles(limits, ledger) as web, WebFiles(limits.model_copy(update=room), ledger) as large:
        yield Search(source, window, datetime.now(UTC), limits, ledger, web, large, memory)
