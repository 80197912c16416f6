"""Remembers the content of feeds and sitemaps, so that an unchanged one costs only a 304 response.

The pages are remembered with the validators, and listed again after a 304. So no page is lost if the run that first
saw it died before fetching it, and each run applies its own window.
"""

from collections.abc import Sequence

from dateline.tasks.adapters.http.fetcher import Validators
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.discovery.sitemaps import ChildSitemap
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.polling import Poll
from dateline.tasks.core.value_types import Model, UtcDatetime
from dateline.tasks.core.version import __version__

MAX_REMEMBERED = 2_000
"""Longer lists are not remembered, but read each time."""

_READ = "reading"
_POLLED = "poll"


class Child(Model):
    """A sitemap listed in a sitemap index."""

    url: str
    modified_at: UtcDatetime | None = None


class Remembered(Model):
    """One remembered reading."""

    reader: str
    """The version and time zone that it was read with. Others may read the same bytes differently."""
    etag: str | None
    last_modified: str | None
    refs: tuple[PageRef, ...] = ()
    children: tuple[Child, ...] = ()

    @property
    def validators(self) -> Validators | None:
        """The validators for a conditional request, or None if the server sent none."""
        return Validators(self.etag, self.last_modified) if self.etag or self.last_modified else None


class PollMemory:
    """The remembered readings of one source. Without a ledger, nothing is remembered."""

    def __init__(self, source: str, timezone: str | None, ledger: Ledger | None) -> None:
        self._source = source
        self._reader = f"{__version__} {timezone or 'UTC'}"
        self._ledger = ledger

    def recall(self, url: str) -> Remembered | None:
        """Return the last reading of a URL if it may still be valid, else None."""
        found = recall(self._ledger, _READ, self._key(url), Remembered)
        return found if found and found.reader == self._reader else None

    def remember(
        self, url: str, validators: Validators, refs: Sequence[PageRef], children: Sequence[ChildSitemap] = ()
    ) -> None:
        """Remember a reading, if it is short enough."""
        if self._ledger is None:
            return
        reading = Remembered(
            reader=self._reader,
            etag=validators.etag,
            last_modified=validators.last_modified,
            refs=tuple(refs),
            children=tuple(Child(url=child.url, modified_at=child.modified_at) for child in children),
        )
        if len(refs) + len(children) <= MAX_REMEMBERED:
            self._ledger.note(_READ, self._key(url), reading)

    def last_poll(self, url: str) -> Poll | None:
        """Return when a feed was last polled and when it is due again, or None."""
        return recall(self._ledger, _POLLED, self._key(url), Poll)

    def note_poll(self, url: str, poll: Poll) -> None:
        """Remember when a feed was polled."""
        if self._ledger:
            self._ledger.note(_POLLED, self._key(url), poll)

    def _key(self, url: str) -> str:
        return f"{self._source} {url}"
