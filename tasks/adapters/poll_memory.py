"""What a feed or sitemap held when it was read last, so that one that has not changed costs an answer of 304.

The pages are remembered beside the validators, and named again after a 304: so a page is not lost when a run that was
told of it died before it was taken up, and each run judges by its own window.
"""

from collections.abc import Sequence

from pydantic import ValidationError

from tasks.adapters.http import Validators
from tasks.core.discovery.sitemaps import ChildSitemap
from tasks.core.models import Model, PageRef, UtcDatetime
from tasks.core.protocols import Ledger
from tasks.core.version import __version__

MOST_REMEMBERED = 2_000
"""Longer lists are read anew each time."""

_NOTE = "poll"


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
    def validators(self) -> Validators:
        """What to ask with whether it has changed."""
        return Validators(self.etag, self.last_modified)


class PollMemory:
    """The readings of one source; without a ledger, none."""

    def __init__(self, source: str, timezone: str | None, ledger: Ledger | None) -> None:
        self._source = source
        self._reader = f"{__version__} {timezone or 'UTC'}"
        self._ledger = ledger

    def recall(self, url: str) -> Remembered | None:
        """Return the last reading of an address that may still hold."""
        noted = self._ledger.noted(_NOTE, self._key(url)) if self._ledger else None
        if noted is None:
            return None
        try:
            found = Remembered.model_validate_json(noted)
        except ValidationError:
            return None
        return found if found.reader == self._reader else None

    def remember(
        self, url: str, validators: Validators, refs: Sequence[PageRef], children: Sequence[ChildSitemap] = ()
    ) -> None:
        """Keep a reading, if it is short enough and its server gave validators."""
        if self._ledger is None or not (validators.etag or validators.last_modified):
            return
        reading = Remembered(
            reader=self._reader,
            etag=validators.etag,
            last_modified=validators.last_modified,
            refs=tuple(refs),
            children=tuple(Child(url=child.url, modified_at=child.modified_at) for child in children),
        )
        if len(refs) + len(children) <= MOST_REMEMBERED:
            self._ledger.note(_NOTE, self._key(url), reading)

    def _key(self, url: str) -> str:
        return f"{self._source} {url}"
