"""Orders the records of an article: each comes after the one that it revises."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.dedupe import page_keys
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import Article

_NONE: Mapping[str, str] = MappingProxyType({})


def in_line(records: Iterable[Article]) -> list[Article]:
    """Return the records ordered by fetch time, and each after the record that it revises."""
    by_id = {article.id: article for article in records}
    return sorted(by_id.values(), key=lambda a: (a.fetched_at, len(_forerunners(a, by_id)), a.id))


def _forerunners(article: Article, by_id: Mapping[str, Article]) -> set[str]:
    """Return the ids of all records that the article revises, directly or not. Handles cycles in damaged data."""
    found: set[str] = set()
    earlier = article.revision_of
    while earlier and earlier in by_id and earlier not in found:
        found.add(earlier)
        earlier = by_id[earlier].revision_of
    return found


def with_forerunners(
    articles: Iterable[Article], known: Mapping[str, PageState], twins: Mapping[str, str] = _NONE
) -> list[Article]:
    """Return the articles, with ``revision_of`` set for those whose page was another article before.

    ``known`` is the ledger's state by url_key, and ``twins`` the keys of archived records by `twin_key`, which
    recognises pages whose address has changed. Earlier items of ``articles`` count as well.
    """
    ids = {key: article_id(name) for key, name in twins.items()}
    ids |= {key: article_id(state.article) for key, state in known.items() if state.article}
    found = []
    for article in articles:
        twin = twin_key(article)
        keys = (*page_keys(article), *((twin,) if twin else ()))
        earlier = next((ids[key] for key in keys if key in ids), None)
        if earlier and earlier.partition(".")[0] != article.dedupe_key:
            article = article.model_copy(update={"revision_of": earlier})  # noqa: PLW2901 - the same article, completed
        found.append(article)
        ids.update(dict.fromkeys(keys, article.id))
    return found
