"""Feeds as a source of pages."""

from collections.abc import Iterable

from tasks.adapters.http import NotModified
from tasks.adapters.search import Notes, Search
from tasks.core.discovery.feeds import read_feed
from tasks.core.errors import DiscoveryError
from tasks.core.models import PageRef


def read_feed_at(url: str, search: Search, notes: Notes) -> Iterable[PageRef]:
    """Return what a feed names; one that has not changed names what it did. `DiscoveryError` where it is no feed."""
    remembered = search.memory.recall(url)
    answer = search.web.get(url, remembered.validators if remembered else None)
    if isinstance(answer, NotModified):
        return remembered.refs if remembered else ()
    reading = read_feed(
        answer.body, source=search.source.name, via=url, content_type=answer.content_type, timezone=search.timezone
    )
    notes.warnings.extend(f"{url}: {warning}" for warning in reading.warnings)
    if reading.kind is None:
        raise DiscoveryError(f"{url} is no feed: {'; '.join(reading.warnings)}", url=url)
    search.memory.remember(url, answer.validators, reading.refs)
    return reading.refs
