"""What the index holds of an article: its words, its sketch, and what articles are filtered and sorted by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from dateline.tasks.adapters.search.sketches import packed
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import read_article, record_hash
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Article
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.similar import sketch_of_words
from dateline.tasks.core.search.words import searchable


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the index holds it. Words are those of `searchable`, moments are seconds since 1970."""

    id: str
    record: str
    """The hash of its record."""
    revises: str | None
    """Id of the record that it revises."""
    published_at: int
    published_on: date
    fetched_at: int
    source: str
    language: str
    """As a BCP 47 tag; empty if it is not known."""
    headline: str
    summary: str
    text: str
    authors: str
    corrections: str
    sketch: bytes
    """As `packed` returns it."""

    @property
    def size(self) -> int:
        """About how many characters it has."""
        return len(self.text)


def entry_of(article: Article, hash_: str) -> Entry:
    """Return an article as the index holds it, given the hash of its record."""
    text = searchable(article.text)
    return Entry(
        id=article.id,
        record=hash_,
        revises=article.revision_of,
        published_at=_seconds(article.published_at),
        published_on=article.published_at.date(),
        fetched_at=_seconds(article.fetched_at),
        source=article.source,
        language=article.language or "",
        headline=searchable(article.headline),
        summary=searchable("\n".join(filter(None, (article.kicker, article.summary)))),
        text=text,
        authors=searchable("\n".join(article.authors)),
        corrections=searchable("\n".join(article.corrections or ())),
        sketch=packed(sketch_of_words(text)),
    )


def read_entries(store: ArchiveStore, keys: Iterable[str]) -> Iterator[Entry | str]:
    """Yield the articles with these keys; for each that is missing or damaged, a sentence about that.

    Raises:
        StoreError: the archive could not be read.
    """
    for key, data in read_ahead(store, keys):
        try:
            yield entry_of(read_article(data or b"", key), record_hash(data or b""))
        except RecordError as error:
            yield error.problem


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
