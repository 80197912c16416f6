"""The records of one story in order: each after the one that it revises."""

from collections.abc import Iterable, Mapping

from dateline.tasks.core.models import Article


def in_line(records: Iterable[Article]) -> list[Article]:
    """Return the records by when their pages were fetched, and of one page's records each after its forerunner."""
    by_id = {article.id: article for article in records}
    return sorted(by_id.values(), key=lambda a: (a.fetched_at, len(_forerunners(a, by_id)), a.id))


def _forerunners(article: Article, by_id: Mapping[str, Article]) -> set[str]:
    """Return the ids that lead back from the article; a circle, which only damage could make, is walked once."""
    found: set[str] = set()
    earlier = article.revision_of
    while earlier and earlier in by_id and earlier not in found:
        found.add(earlier)
        earlier = by_id[earlier].revision_of
    return found
