"""The results of fetching a page: a raw page or a failure. Both are stored in the segment."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from dateline.tasks.core.models import PageRef, RawPointer, Reason

_PAGE_TYPES = re.compile(r"(?:text/html|application/(?:xhtml\+)?xml|text/xml)\b", re.IGNORECASE)
_OK = range(200, 300)
_PARTIAL = 206
_WHOLE = re.compile(r"bytes\s+0-([0-9]{1,18})/([0-9]{1,18})", re.IGNORECASE)
"""``Content-Range`` (RFC 9110, section 14.4) from the first byte on."""


def is_called_page(content_type: str | None) -> bool:
    """Return whether a ``Content-Type`` is a page's (or XML)."""
    return bool(_PAGE_TYPES.match((content_type or "").strip()))


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect on the way to a page."""

    url: str
    """The URL that was requested."""
    answered_at: datetime
    """Aware UTC."""
    status: int
    status_reason: str
    headers: tuple[tuple[str, str], ...]
    """As received. ``Location`` is the target."""
    body: bytes = b""
    """As transferred, or empty if it was not read."""


@dataclass(frozen=True, slots=True)
class CapturedRecord:
    """The record of a WARC file that a page was read from, compressed as it is there, so that it can be copied."""

    id: str
    """``WARC-Record-ID``."""
    member: bytes
    """A gzip member that contains nothing else."""


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record of another tool's WARC file is."""

    file: str
    """The file's path below the folder that the source file names, or its absolute path."""
    offset: int
    """The offset in the file of the record's compressed member or, in an uncompressed file, of the record."""
    length: int
    """How many bytes that is."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of a page as received, before any interpretation."""

    ref: PageRef
    url: str
    """The URL after redirects, or a ``file:`` URL for a saved page."""
    fetched_at: datetime
    """Aware UTC. For a saved page, when it was read."""
    body: bytes
    """As transferred: a ``Content-Encoding`` still applies, a ``Transfer-Encoding`` was removed."""
    status: int | None = None
    """The HTTP status, or None for a saved page."""
    status_reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    """The redirects from the reference's URL to ``url``, in order. Empty for a page read from a segment."""
    captured: CapturedRecord | None = field(default=None, compare=False, repr=False)
    """The record of another tool's file that holds exactly this page, or None."""
    record_bytes: int = field(default=0, compare=False, repr=False)
    """The size of the record in another tool's file, or 0 if it cannot be read without the ones before it."""
    place: RecordPlace | None = field(default=None, compare=False)
    """The record that the page's bytes are in, if they are not stored in the segment."""
    truncated: str | None = None
    """Why the crawler of another tool's file cut the body (``WARC-Truncated``), or None if it did not."""

    def header(self, name: str) -> str | None:
        """Return the first header with this name, ignoring case, or None."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)

    @property
    def is_partial(self) -> bool:
        """Whether the server sent a part of the page. A page is never requested in parts, but some servers do so."""
        if self.status != _PARTIAL:
            return False
        told = _WHOLE.fullmatch((self.header("content-range") or "").strip())
        return told is None or int(told[1]) + 1 != int(told[2])

    @property
    def is_ok(self) -> bool:
        """Whether the server sent the whole page, by its status. True for a saved page."""
        return self.status is None or (self.status in _OK and not self.is_partial)

    @property
    def answer(self) -> str:
        """The status in words, unless that is OK."""
        part = ", a part of the page, which was not requested" if self.is_partial else ""
        return f"the server answered {self.status} {self.status_reason}".rstrip() + part


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why a page could not be fetched."""

    ref: PageRef
    url: str
    failed_at: datetime
    reason: Reason
    detail: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A raw page or failure read from a segment. ``raw`` points to it."""

    page: RawPage | FetchFailure
    raw: RawPointer | None
    """None for a failure, which has no bytes."""
