"""What a feed or sitemap held when it was read last, so that one that has not changed costs an answer of 304.

The pages are remembered beside the validators, and named again after a 304: so a page is not lost when a run that was
told of it died before it was taken up, and each run judges by its own window.
"""

from collections.abc import Sequence

from dateline.tasks.adapters.http.fetcher import Validators
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.core.discovery.sitemaps import ChildSitemap
from dateline.tasks.core.models import Model, PageRef, UtcDatetime
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.polling import Poll
from dateline.tasks.core.version import __version__

MAX_REMEMBERED = 2_000
"""Longer lists are read anew each time."""

_READ = "reading"
_POLLED = "poll"


class Child(Model):
    """A sitemap that an index listed."""

    url: str
    modified_at: UtcDatetime | None = None


class Remembered(Model):
    """One reading."""

    reader: str
    """By what it was read; another version or time zone may read the same bytes otherwise."""
    etag: str | None
    last_modified: str | None
    refs: tuple[PageRef, ...] = ()
    children: tuple[Child, ...] = ()

    @property
    def validators(self) -> Validators | None:
        """What to ask with whether it has changed, if its server gave anything."""
        return Validators(self.etag, self.last_modified) if self.etag or self.last_modified else None


class PollMemory:
    """The readings of one source; without a ledger, none."""

    def __init__(self, source: str, timezone: str | None, ledger: Ledger | None) -> None:
        self._source = source
        self._reader = f"{__version__} {timezone or 'UTC'}"
        self._ledger = ledger

    def recall(self, url: str) -> Remembered | None:
        """Return the last reading of an address that may still hold."""
        found = recall(self._ledger, _READ, self._key(url), Remembered)
        return found if found and found.reader == self._reader else None

    def remember(
        self, url: str, validators: Validators, refs: Sequence[PageRef], children: Sequence[ChildSitemap] = ()
    ) -> None:
        """Keep a reading, if it is short enough."""
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
        """Return when a feed was asked last, and when it is due again."""
        return recall(self._ledger, _POLLED, self._key(url), Poll)

    def note_poll(self, url: str, poll: Poll) -> None:
        """Keep when a feed was asked."""
        if self._ledger:
            self._ledger.note(_POLLED, self._key(url), poll)

    def _key(self, url: str) -> str:
        return f"{self._source} {url}"
