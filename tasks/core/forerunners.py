"""Which earlier article a page was, before its headline or its timestamp changed."""

from collections.abc import Iterable, Mapping

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.models import Article, PageState
from dateline.tasks.core.web.urls import url_key


def page_keys(article: Article) -> tuple[str, ...]:
    """Return the url_keys under which an article's page is known."""
    return tuple(dict.fromkeys(url_key(url) for url in (article.url, article.canonical_url) if url))


def with_forerunners(articles: Iterable[Article], known: Mapping[str, PageState]) -> list[Article]:
    """Return the articles, each with ``revision_of`` where its page was another article before.

    ``known`` is the ledger's state by url_key; articles that stand earlier in ``articles`` count as well.
    """
    ids = {key: article_id(state.article) for key, state in known.items() if state.article}
    found = []
    for article in articles:
        keys = page_keys(article)
        earlier = next((ids[key] for key in keys if key in ids), None)
        if earlier and earlier.partition(".")[0] != article.dedupe_key:
            article = article.model_copy(update={"revision_of": earlier})  # noqa: PLW2901 - the same article, told more
        found.append(article)
        ids.update(dict.fromkeys(keys, article.id))
    return found
