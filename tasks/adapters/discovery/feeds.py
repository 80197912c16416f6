"""Reads the pages of feeds."""

from collections.abc import Iterable

from dateline.tasks.adapters.discovery.context import DiscoveryContext, Remarks
from dateline.tasks.adapters.http.fetcher import NotModified
from dateline.tasks.core.discovery.feeds import read_feed
from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.runs.polling import is_poll_due, next_poll
from dateline.tasks.core.web.urls import url_key


def read_feed_at(url: str, context: DiscoveryContext, remarks: Remarks) -> Iterable[PageRef]:
    """Return the pages that a feed lists.

    For a feed that has not changed since it was last read, or is not due yet, return the pages that it listed then.

    Raises:
        DiscoveryError: it could not be read, or is not a feed.
    """
    before = context.memory.recall(url)
    if before and context.polling and not is_poll_due(context.memory.last_poll(url), context.now):
        remarks.is_due = False
        return before.refs
    answer = context.web.get(url, before.validators if before else None)
    if isinstance(answer, NotModified):
        _note_poll(url, 0, None, context)
        return before.refs if before else ()
    reading = read_feed(
        answer.body,
        source=context.source.name,
        via=url,
        content_type=answer.content_type,
        timezone=context.timezone,
        base=answer.url,
    )
    remarks.warnings.extend(f"{url}: {warning}" for warning in reading.warnings)
    if reading.kind is None:
        raise DiscoveryError(f"{url} is {'; '.join(reading.warnings[-1:])}", url=url)
    seen = {url_key(ref.url) for ref in before.refs} if before else set()
    new_entries = sum(url_key(ref.url) not in seen for ref in reading.refs)
    context.memory.remember(url, answer.validators, reading.refs)
    _note_poll(url, new_entries, reading.poll_hint_s, context)
    return reading.refs


def _note_poll(url: str, new_entries: int, hint_s: float | None, context: DiscoveryContext) -> None:
    if context.polling:
        last = context.memory.last_poll(url)
        context.memory.note_poll(url, next_poll(last, new_entries, hint_s, context.polling, context.now))
