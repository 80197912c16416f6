"""Articles and records as lines of lists."""

from collections.abc import Iterable

from dateline.flows.browse import addresses
from dateline.flows.browse.resources import Answer
from dateline.tasks.core.dedupe import kind_of
from dateline.tasks.core.models import Article, OutcomeKind, Precision
from dateline.tasks.core.value_types import UtcDatetime


class ArticleLine(Answer):
    """An article in a list."""

    id: str
    """Name of its record."""
    address: str
    """Its path in this reading room."""
    url: str
    """The URL at which it was published."""
    source: str
    """Name of the source that lists it."""
    publisher: str
    """The publisher's registrable domain, or the name that the source file sets."""
    headline: str
    """The headline as published."""
    kicker: str | None
    """The words before the headline in its heading."""
    summary: str | None
    """The visible standfirst, or the page's description."""
    authors: tuple[str, ...]
    """Names of the authors."""
    language: str | None
    """BCP 47 tag of its language."""
    published_at: UtcDatetime
    """When it was published, in UTC."""
    published_precision: Precision
    """Whether the page states a time or only a day."""


class RecordLine(Answer):
    """One of the records of an article."""

    id: str
    """Its name in the archive."""
    address: str
    """Its path in this reading room."""
    kind: OutcomeKind
    """What it is: a new article, a revision or a collision."""
    headline: str
    """Its headline."""
    url: str
    """The URL at which it was published."""
    published_at: UtcDatetime
    """When it was published, in UTC."""
    fetched_at: UtcDatetime
    """When its page was fetched."""
    revision_of: str | None
    """Id of the record that it revises."""


def line_of(article: Article) -> ArticleLine:
    """Return an article as a line."""
    return ArticleLine(
        id=article.id,
        address=addresses.of_article(article),
        url=article.url,
        source=article.source,
        publisher=article.publisher,
        headline=article.headline,
        kicker=article.kicker,
        summary=article.summary,
        authors=article.authors,
        language=article.language,
        published_at=article.published_at,
        published_precision=article.published_precision,
    )


def lines_of(articles: Iterable[Article]) -> tuple[ArticleLine, ...]:
    """Return articles as lines."""
    return tuple(map(line_of, articles))


def record_line(article: Article) -> RecordLine:
    """Return a record as a line of its article."""
    return RecordLine(
        id=article.id,
        address=addresses.of_article(article),
        kind=kind_of(article),
        headline=article.headline,
        url=article.url,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        revision_of=article.revision_of,
    )
