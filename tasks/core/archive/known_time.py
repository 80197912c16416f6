"""A page that tells its time less precisely as it grows older: "20 minutes ago", later "2 hours ago", then a day.

Such a reading says nothing against the minute that is known of the page, so the minute stands: otherwise the same
article would lie in the archive twice, once of them at midnight.
"""

from datetime import datetime, timedelta

from dateline.tasks.core.models import Article, Precision

EARLIER = "earlier-capture"
"""The provenance of a published timestamp from an earlier capture of the page."""

_FIELD = "published_at"


def is_vaguer(article: Article, known_at: datetime) -> bool:
    """Return whether the article's page says only on which day it was published, and that day holds ``known_at``."""
    if article.published_precision is not Precision.DAY:
        return False
    return timedelta() <= known_at - article.published_at < timedelta(days=1)


def at_known_time(article: Article, known_at: datetime, dedupe_key: str) -> Article:
    """Return the article with a known minute instead of its day; ``dedupe_key`` is that of headline and minute."""
    return article.model_copy(
        update={
            "id": dedupe_key,
            "dedupe_key": dedupe_key,
            "published_at": known_at,
            "published_precision": Precision.MINUTE,
            "provenance": dict(sorted({**article.provenance, _FIELD: EARLIER}.items())),
        }
    )


def as_known(article: Article, known: Article | None) -> Article:
    """Return the article as it was published by an earlier record of its page, where it is vaguer and agrees with it.

    Only under the same headline: another one makes another key in any case.
    """
    if known is None or known.published_precision is not Precision.MINUTE or known.headline != article.headline:
        return article
    if not is_vaguer(article, known.published_at):
        return article
    return at_known_time(article, known.published_at, known.dedupe_key)


def has_known_time(article: Article) -> bool:
    """Return whether the article's timestamp comes from another capture of the page than the article itself."""
    return article.provenance.get(_FIELD) == EARLIER
