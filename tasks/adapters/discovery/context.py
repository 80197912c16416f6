"""What reading a source needs: the window, clients to ask with, and what to tell."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from dateline.config.schema import FetchSettings, PollSettings, Source
from dateline.tasks.adapters.discovery.poll_memory import PollMemory
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.web_files import WebFiles
from dateline.tasks.core.discovery.sitemaps import MAX_SITEMAP_BYTES
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.sources.ways import KINDS, Way

_SIZES = ("max_transfer_bytes", "max_body_bytes")


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is to be told of one part of a source."""

    warnings: list[str] = field(default_factory=list)
    """What was odd, though it was read all the same."""
    failures: list[str] = field(default_factory=list)
    """What could not be read: its pages are missing."""


class WebClients:
    """HTTP clients, opened when they are first needed; thread-safe."""

    def __init__(self, limits: FetchSettings, ledger: Ledger | None) -> None:
        self._limits = limits
        self._ledger = ledger
        self._lock = Lock()
        self._open: dict[int, WebFiles] = {}

    def web(self, least_bytes: int = 0) -> WebFiles:
        """Return a client through which files of ``least_bytes`` fit, whatever the settings say of pages."""
        with self._lock:
            if least_bytes not in self._open:
                sizes = {name: max(getattr(self._limits, name), least_bytes) for name in _SIZES}
                self._open[least_bytes] = WebFiles(self._limits.model_copy(update=sizes), self._ledger)
            return self._open[least_bytes]

    def close(self) -> None:
        """Close all that is open."""
        for client in self._open.values():
            client.close()


@dataclass(frozen=True, slots=True)
class DiscoveryContext:
    """What a part of a source is read with, and for which window."""

    source: Source
    window: Window
    clock: Clock
    now: datetime
    """When reading began: one moment for all parts, so that they agree on what is due."""
    limits: FetchSettings
    ledger: Ledger | None
    clients: WebClients
    memory: PollMemory
    tell: Callable[[str], None] = lambda _: None
    """Told what is being read, for whoever watches."""
    polling: PollSettings | None = None
    """By what feeds are left alone that had nothing new; without it, each is asked."""

    @property
    def web(self) -> WebFiles:
        """What files are asked with."""
        return self.clients.web()

    @property
    def large(self) -> WebFiles:
        """The same, with room for the largest sitemap."""
        return self.clients.web(MAX_SITEMAP_BYTES)

    @property
    def timezone(self) -> str | None:
        """The source's zone, for timestamps without one."""
        return self.source.cleaning.timezone


Reader = Callable[[DiscoveryContext, Remarks], Iterable[PageRef]]


@dataclass(frozen=True, slots=True)
class Part:
    """One feed, sitemap, listing, archive or list of a source. ``read`` raises `DiscoveryError` where it cannot be."""

    way: Way
    name: str
    read: Reader

    @property
    def kind(self) -> str:
        """What a part of this kind is called: a feed."""
        return KINDS[self.way].part


@contextmanager
def open_context(
    source: Source, window: Window, common: FetchSettings, clock: Clock, ledger: Ledger | None = None
) -> Iterator[DiscoveryContext]:
    """Open what a source is read with; without a ledger nothing is remembered, and delays hold in this process only."""
    limits = source.fetch_settings(common)
    memory = PollMemory(source.name, source.cleaning.timezone, ledger)
    with closing(WebClients(limits, ledger)) as clients:
        yield DiscoveryContext(source, window, clock, clock.now(), limits, ledger, clients, memory)
