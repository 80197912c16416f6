"""Checks sources and explores new sites, for the command line. Archives nothing, and does not import Prefect."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from dateline.config.schema import Settings, Source, Wayback
from dateline.tasks.adapters.discovery.context import SharedClients, open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.http.clock import SystemClock
from dateline.tasks.adapters.probing.captures import captures_of, try_captures
from dateline.tasks.adapters.probing.explore import explore, is_usable
from dateline.tasks.adapters.probing.probe import try_part
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Article, Reason, Window
from dateline.tasks.core.sources.probe import PartHealth, ProbeResult
from dateline.tasks.core.sources.source_file import source_file, zones_seen
from dateline.tasks.core.sources.ways import KINDS
from dateline.tasks.core.web.urls import registrable_domain, without_login

SOURCES_AT_ONCE = 8

_LAST = timedelta(days=14)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NO_SERVER = frozenset({Reason.FETCH_FAILED, Reason.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of checking a source: the health of each of its parts."""

    name: str
    parts: tuple[ProbeResult, ...]

    @property
    def healthy(self) -> bool:
        """Whether all parts are healthy."""
        return bool(self.parts) and all(part.health is PartHealth.HEALTHY for part in self.parts)


@dataclass(frozen=True, slots=True)
class Found:
    """The result of exploring a site. ``toml`` is its source file, or None if no way to read the site was found."""

    url: str
    """The site's URL, with a scheme."""
    tried: tuple[ProbeResult, ...]
    toml: str | None
    zones: str = ""
    """A sentence about the time zones that the articles print; a warning if they print none."""
    articles: tuple[Article, ...] = ()
    """The articles that were read, each once."""


def check_sources(
    sources: Sequence[Source], settings: Settings, stale_after: timedelta, tell: Callable[[str], None]
) -> Iterator[Checked]:
    """Check several sources in parallel, and yield the results in order. ``tell`` is called with each step."""
    with (
        closing(SharedClients(None, SystemClock())) as clients,
        ThreadPoolExecutor(min(SOURCES_AT_ONCE, len(sources)) or 1) as pool,
    ):
        check = partial(_check, settings=settings, stale_after=stale_after, tell=tell, clients=clients)
        yield from pool.map(check, sources)


def find_source(
    url: str, name: str, settings: Settings, tell: Callable[[str], None], wayback: Wayback | None = None
) -> Found:
    """Return the ways in which a site can be read. ``wayback`` is by default the Wayback Machine's captures of it.

    A URL without a scheme is tried with https, and if there is no such server, with http. A login in it is left out.

    Raises:
        DiscoveryError: its front page could not be read.
    """
    url, tried = _explored(without_login(url), name, settings, tell)
    if captures := wayback or captures_of(url):
        tried += (try_captures(captures, settings.fetch, SystemClock(), tell),)
    usable = [checkup for checkup in tried if is_usable(checkup)]
    is_live = any(not KINDS[checkup.way].is_archive for checkup in usable)
    toml = source_file(name, registrable_domain(url), usable, url) if is_live else None
    articles = [article for checkup in usable for article in checkup.articles]
    return Found(url, tried, toml, zones_seen(articles), tuple({article.id: article for article in articles}.values()))


def _explored(
    url: str, name: str, settings: Settings, tell: Callable[[str], None]
) -> tuple[str, tuple[ProbeResult, ...]]:
    """Return the URL of the site, with a scheme, and the parts that were tried."""
    if not _SCHEME.match(url):
        try:
            return f"https://{url}", explore(f"https://{url}", name, settings.fetch, SystemClock(), tell)
        except DiscoveryError as error:
            if error.reason not in _NO_SERVER:
                raise
            tell(str(error))
        url = f"http://{url}"
    return url, explore(url, name, settings.fetch, SystemClock(), tell)


def _check(
    source: Source, settings: Settings, stale_after: timedelta, tell: Callable[[str], None], clients: SharedClients
) -> Checked:
    clock = SystemClock()
    recent = Window(since=clock.now() - _LAST)
    checkups = []
    for part in parts_of(source):
        tell(f"{source.name}: checking the {part.in_words}")
        window = recent if KINDS[part.way].is_archive else Window()
        with open_context(source, window, settings.fetch, clock, shared=clients) as context:
            checkups.append(try_part(part, context, stale_after=stale_after))
    return Checked(source.name, tuple(checkups))
