"""What fetching a page brings: the raw page, or a failure. Both go into the segment."""

from dataclasses import dataclass
from datetime import datetime

from dateline.tasks.core.models import PageRef, RawPointer, Reason


@dataclass(frozen=True, slots=True)
class Redirect:
    """A response that led to another address on the way to a page."""

    url: str
    """The address that was asked."""
    answered_at: datetime
    """Aware UTC."""
    status: int
    status_reason: str
    headers: tuple[tuple[str, str], ...]
    """As received; ``Location`` says where the response led."""
    body: bytes = b""
    """As transferred, or empty where it was not read."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of one page as they came, with nothing read into them yet."""

    ref: PageRef
    url: str
    """Where the bytes came from, after redirects; a ``file:`` URL for a saved page."""
    fetched_at: datetime
    """Aware UTC. For a saved page, when it was read."""
    body: bytes
    """As transferred: a ``Content-Encoding`` still applies, a ``Transfer-Encoding`` no more."""
    status: int | None = None
    """HTTP status; None for a saved page."""
    status_reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    """The responses that led from the reference's URL to ``url``, in order; a page read from a segment has none."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why there are no bytes of a page."""

    ref: PageRef
    url: str
    failed_at: datetime
    reason: Reason
    detail: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A raw page or failure as a segment gives it back; ``raw`` points to it."""

    page: RawPage | FetchFailure
    raw: RawPointer | None
    """None where there are no bytes."""
