"""The context of reading a source: its window, HTTP clients, memory and remarks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from dateline.config.schema import FetchSettings, PollSettings, Source
from dateline.tasks.adapters.discovery.poll_memory import PollMemory
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.host_times import HostTimes, OwnHostTimes
from dateline.tasks.adapters.http.web_files import WebFiles
from dateline.tasks.core.clock_faults import LaterClock
from dateline.tasks.core.discovery.sitemaps import MAX_SITEMAP_BYTES
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.sources.ways import NamedPart, web_addresses
from dateline.tasks.core.web.urls import host_of

_SIZES = ("max_transfer_bytes", "max_body_bytes")


@dataclass(slots=True)
class Remarks:
    """Remarks about one part of a source."""

    warnings: list[str] = field(default_factory=list)
    """Oddities of what was read nevertheless."""
    failures: list[str] = field(default_factory=list)
    """What could not be read. Its pages are missing."""
    is_due: bool = True
    """Whether the site was asked. False of a feed whose pages are remembered."""
    has_failed: bool = False
    """Whether an error ended the reading."""
    met_wall: bool = False
    """Whether that error was a bot wall."""
    met_rest: bool = False
    """Whether that error was that the host is left alone for a while."""


class WebClients:
    """HTTP clients that are opened when first needed, with one delay at each host for all of them. Thread-safe."""

    def __init__(
        self, limits: FetchSettings, ledger: Ledger | None, clock: Clock, times: HostTimes | None = None
    ) -> None:
        self._times = times or OwnHostTimes()
        self._limits = limits
        self._clock = clock
        self._ledger = ledger
        self._lock = Lock()
        self._open: dict[int, WebFiles] = {}

    def web(self, least_bytes: int = 0) -> WebFiles:
        """Return a client that accepts files of at least ``least_bytes``, whatever the limit for pages is."""
        with self._lock:
            if least_bytes not in self._open:
                sizes = {name: max(getattr(self._limits, name), least_bytes) for name in _SIZES}
                self._open[least_bytes] = WebFiles(
                    self._limits.model_copy(update=sizes), self._ledger, times=self._times, clock=self._clock
                )
            return self._open[least_bytes]

    @property
    def later(self) -> dict[str, LaterClock]:
        """The hosts whose clocks are more than a day ahead of this machine's."""
        return {host: times for client in self._open.values() for host, times in client.later.items()}

    def close(self) -> None:
        """Close all open clients."""
        for client in self._open.values():
            client.close()


class SharedClients:
    """The HTTP clients of many sources: those with equal settings share one, and so its connections. Thread-safe."""

    def __init__(self, ledger: Ledger | None, clock: Clock) -> None:
        self._ledger = ledger
        self._times = OwnHostTimes()
        self._clock = clock
        self._lock = Lock()
        self._open: dict[FetchSettings, WebClients] = {}

    def of(self, limits: FetchSettings) -> WebClients:
        """Return the clients for these settings. Whoever asks does not close them."""
        with self._lock:
            if limits not in self._open:
                self._open[limits] = WebClients(limits, self._ledger, self._clock, self._times)
            return self._open[limits]

    @property
    def later(self) -> dict[str, LaterClock]:
        """The hosts whose clocks are more than a day ahead of this machine's."""
        return {host: times for clients in self._open.values() for host, times in clients.later.items()}

    def close(self) -> None:
        """Close all open clients."""
        for clients in self._open.values():
            clients.close()


@dataclass(frozen=True, slots=True)
class DiscoveryContext:
    """What a part of a source needs to be read, and the window to look for."""

    source: Source
    window: Window
    clock: Clock
    now: datetime
    """When reading began. All parts use the same time, so that they agree on what is due."""
    limits: FetchSettings
    ledger: Ledger | None
    clients: WebClients
    memory: PollMemory
    tell: Callable[[str], None] = lambda _: None
    """Called with a description of what is being read."""
    expect_pages: Callable[[], None] = lambda: None
    """Called before a WARC file is listed that has changed or is unknown, so that its pages will probably be due."""
    own_hosts: frozenset[str] | None = None
    """The hosts of the source, if its clients are used for others, too."""
    polling: PollSettings | None = None
    """The settings for polling quiet feeds less often. Without them, every feed is fetched."""

    @property
    def web(self) -> WebFiles:
        """The client for feeds, listings and other small files."""
        return self.clients.web()

    @property
    def large(self) -> WebFiles:
        """A client that also accepts the largest sitemap."""
        return self.clients.web(MAX_SITEMAP_BYTES)

    @property
    def later(self) -> dict[str, LaterClock]:
        """The source's hosts whose clock is more than a day later than this machine's."""
        found = self.clients.later
        return {host: times for host, times in found.items() if self.own_hosts is None or host in self.own_hosts}

    @property
    def timezone(self) -> str | None:
        """The source's time zone, for timestamps without one."""
        return self.source.cleaning.timezone


Reader = Callable[[DiscoveryContext, Remarks], Iterable[PageRef]]


@dataclass(frozen=True, slots=True)
class Part(NamedPart):
    """A part that can be read. ``read`` raises `DiscoveryError` if it cannot be."""

    read: Reader


@contextmanager
def open_context(  # noqa: PLR0913, PLR0917 - the last two by keyword
    source: Source,
    window: Window,
    common: FetchSettings,
    clock: Clock,
    ledger: Ledger | None = None,
    shared: SharedClients | None = None,
) -> Iterator[DiscoveryContext]:
    """Open the context for reading a source, with clients of its own unless there are ``shared`` ones.

    Without a ledger, nothing is remembered, and delays apply in this process only.
    """
    limits = source.fetch_settings(common)
    memory = PollMemory(source.name, source.cleaning.timezone, ledger)
    with nullcontext(shared.of(limits)) if shared else closing(WebClients(limits, ledger, clock)) as clients:
        own = frozenset(map(host_of, web_addresses(source))) if shared else None
        yield DiscoveryContext(source, window, clock, clock.now(), limits, ledger, clients, memory, own_hosts=own)
