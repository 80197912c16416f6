"""One search for a source's pages: what it asks with, what it looks for, and what it has to tell."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from dateline.config.schema import FetchSettings, PollSettings, Source
from dateline.tasks.adapters.discovery.poll_memory import PollMemory
from dateline.tasks.adapters.http.web_files import WebFiles
from dateline.tasks.core.discovery.sitemaps import MAX_SITEMAP_BYTES
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger

_SIZES = ("max_transfer_bytes", "max_body_bytes")


@dataclass(frozen=True, slots=True)
class Notes:
    """What is to be told of one part of a source."""

    warnings: list[str] = field(default_factory=list)
    """What was odd, though it was read all the same."""
    failures: list[str] = field(default_factory=list)
    """What could not be read: its pages are missing."""


class Doors:
    """Opens what a search asks with when it is first needed, and closes it; thread-safe."""

    def __init__(self, limits: FetchSettings, ledger: Ledger | None) -> None:
        self._limits = limits
        self._ledger = ledger
        self._lock = Lock()
        self._open: dict[int, WebFiles] = {}

    def web(self, least_bytes: int = 0) -> WebFiles:
        """Return a door through which files of ``least_bytes`` fit, whatever the settings say of pages."""
        with self._lock:
            if least_bytes not in self._open:
                sizes = {name: max(getattr(self._limits, name), least_bytes) for name in _SIZES}
                self._open[least_bytes] = WebFiles(self._limits.model_copy(update=sizes), self._ledger)
            return self._open[least_bytes]

    def close(self) -> None:
        """Close all that is open."""
        for door in self._open.values():
            door.close()


@dataclass(frozen=True, slots=True)
class Search:
    """A search in one source for a window."""

    source: Source
    window: Window
    now: datetime
    limits: FetchSettings
    ledger: Ledger | None
    doors: Doors
    memory: PollMemory
    tell: Callable[[str], None] = lambda _: None
    """Told what is being read, for whoever watches."""
    polling: PollSettings | None = None
    """By what feeds are left alone that had nothing new; without it, each is asked."""

    @property
    def web(self) -> WebFiles:
        """What files are asked with."""
        return self.doors.web()

    @property
    def large(self) -> WebFiles:
        """The same, with room for the largest sitemap."""
        return self.doors.web(MAX_SITEMAP_BYTES)

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
    """Open a search; without a ledger nothing is remembered, and delays are this search's own."""
    limits = source.fetch_settings(common)
    memory = PollMemory(source.name, source.cleaning.timezone, ledger)
    with closing(Doors(limits, ledger)) as doors:
        yield Search(source, window, datetime.now(UTC), limits, ledger, doors, memory)
