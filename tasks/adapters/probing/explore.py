"""Finds out how a site can be read: by its feeds and sitemaps, or if none of them works, by its sections."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from urllib.parse import urlsplit

from dateline.config.schema import FetchSettings, Source
from dateline.tasks.adapters.discovery.context import DiscoveryContext, Part, open_context
from dateline.tasks.adapters.discovery.parts import parts_of
from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.adapters.probing.probe import try_part
from dateline.tasks.core.discovery.autodiscovery import Rank, SourceCandidate, candidates
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Window
from dateline.tasks.core.sources.probe import PartHealth, ProbeResult
from dateline.tasks.core.sources.ways import KINDS, Way

ARTICLES = 5
"""How many articles to show."""

_PATIENCE_S = 5.0
"""How long to wait for a site that asks for a pause, at most: someone waits for the answer."""
_WANTED = {Way.FEEDS: (3, 12), Way.SITEMAPS: (8, 8), Way.LISTINGS: (3, 8)}
"""How many healthy candidates of a kind suffice, and how many to try at most."""
_PLACES_TO_TRY = {Rank.COMMON_FEED, Rank.COMMON_NEWS_SITEMAP, Rank.COMMON_SITEMAP}
_USABLE = {PartHealth.HEALTHY, PartHealth.STALE}


def explore(
    url: str, name: str, common: FetchSettings, clock: Clock, tell: Callable[[str], None]
) -> tuple[ProbeResult, ...]:
    """Return the parts of a site that were tried, with articles of the usable ones.

    Sections are tried only if neither a feed nor a sitemap is usable.

    Raises:
        DiscoveryError: the page at ``url`` could not be read.
    """
    source = Source(name=name)
    hurried = common.model_copy(update={"max_retry_wait_s": min(common.max_retry_wait_s, _PATIENCE_S)})
    with open_context(source, Window(), hurried, clock) as opened:
        context = replace(opened, tell=tell)
        tell(f"reading {url}")
        home = context.web.get_listing(url)
        found = candidates(home.body, home.url, _robots(home.url, context), home.content_type)
        tried = [*_try(Way.FEEDS, found, context), *_try(Way.SITEMAPS, found, context)]
        if not any(is_usable(checkup) for checkup in tried):
            tried += _try(Way.LISTINGS, found, context)
    return tuple(tried)


def is_usable(checkup: ProbeResult) -> bool:
    """Return whether a part lists pages that become articles."""
    return checkup.health in _USABLE and bool(checkup.articles)


def _robots(home: str, context: DiscoveryContext) -> bytes | None:
    """Return the robots.txt of a site. Reading the home page has read it already, if it is obeyed."""
    if (known := context.web.known_robots(home)) is not None:
        return known.text.encode()
    parts = urlsplit(home)
    with suppress(DiscoveryError):
        answer = context.web.get(f"{parts.scheme}://{parts.netloc}/robots.txt")
        return None if isinstance(answer, NotModified) else answer.body
    return None


def _try(way: Way, found: Iterable[SourceCandidate], context: DiscoveryContext) -> Iterator[ProbeResult]:
    """Yield the results of trying the candidates of one kind.

    Well-known locations are tried only if none that the site itself names is healthy.
    """
    enough, most = _WANTED[way]
    good = 0
    of_kind = (candidate for candidate in found if candidate.way is way and candidate.rank is not Rank.LEAST)
    for candidate in islice(of_kind, most):
        if good >= (1 if candidate.rank in _PLACES_TO_TRY else enough):
            return
        context.tell(f"trying the {KINDS[way].part} {candidate.url}")
        quiet = replace(context, tell=partial(_tell_of_others, candidate.url, context.tell))
        checkup = try_part(_part(candidate, context), quiet, ARTICLES if not good else 1)
        good += is_usable(checkup)
        yield replace(checkup, is_guess=candidate.rank in _PLACES_TO_TRY)


def _tell_of_others(url: str, tell: Callable[[str], None], what: str) -> None:
    """Pass on what is being read, except that it is this URL, which was told already."""
    if not what.endswith(f" {url}"):
        tell(what)


def _part(candidate: SourceCandidate, context: DiscoveryContext) -> Part:
    """Return the part of a source file that lists only this candidate."""
    table = {"name": context.source.name, candidate.way.value: [candidate.url]}
    return next(parts_of(Source.model_validate(table)))
