"""Raw pages that stay in another tool's WARC file. The segment holds only their notes, which say where they are."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dateline.tasks.adapters.warc.places import place_of
from dateline.tasks.adapters.warc.records import BrokenRecord, WarcRecord
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.web.fetched import RawPage, StoredPage


class Loss(StrEnum):
    """Why the bytes of such a page are not given."""

    MISSING = "missing"
    """The file is not there, or cannot be read."""
    CHANGED = "changed"
    """The file no longer holds these bytes."""
    NOT_READ = "not read"
    """Nobody asked for them."""


Elsewhere = Callable[[RawPage, str], RawPage | Loss]
"""Returns a page with its body and headers, given the page as its note tells it, and the digest of its body."""

_IN_WORDS = {
    Loss.MISSING: "is missing or cannot be read",
    Loss.CHANGED: "no longer holds them",
    Loss.NOT_READ: "was not read",
}


def notes_only(_page: RawPage, _digest: str) -> Loss:
    """Return no page: the `Elsewhere` of those who only ask which pages a segment has."""
    return Loss.NOT_READ


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPage(BrokenRecord):
    """A page whose note is intact, but whose bytes in the other file are not given."""

    page: RawPage
    """As its note tells it."""
    raw: RawPointer
    loss: Loss

    @property
    def file(self) -> str:
        """The path of the file when the page was read from it."""
        return place_of(self.page.ref)[0]


def page_elsewhere(
    page: RawPage, digest: str, note: WarcRecord, key: str, elsewhere: Elsewhere
) -> StoredPage | LostPage:
    """Return the page of a note that has a place. A pointer to the page leads to its note."""
    raw = RawPointer(segment=key, offset=note.offset, digest=digest)
    found = elsewhere(page, digest)
    if isinstance(found, RawPage):
        return StoredPage(found, raw)
    detail = f"The bytes are in {place_of(page.ref)[0]}, which {_IN_WORDS[found]}."
    return LostPage(note.offset, detail, note.headers, page=page, raw=raw, loss=found)
