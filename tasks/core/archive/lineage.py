"""Orders the records of an article: each comes after the one that it revises."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain, repeat
from types import MappingProxyType

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.dedupe import page_keys
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import Article, OutcomeKind

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
    articles: Iterable[Article],
    known: Mapping[str, PageState],
    twins: Mapping[str, str] = _NONE,
    moved: Iterable[str | None] = (),
) -> list[Article]:
    """Return the articles, with ``revision_of`` set for those whose page was another article before.

    ``known`` is the ledger's state by url_key, and ``twins`` the keys of archived records by `twin_key`, which
    recognises pages whose address has changed. ``moved`` has the id of each article's `record_before_moving`. Earlier
    items of ``articles`` count as well.
    """
    ids = {key: article_id(name) for key, name in twins.items()}
    ids |= {key: article_id(state.article) for key, state in known.items() if state.article}
    found = []
    for article, elsewhere in zip(articles, chain(moved, repeat(None)), strict=False):
        twin = twin_key(article)
        keys = (*page_keys(article), *((twin,) if twin else ()))
        earlier = next((ids[key] for key in keys if key in ids), elsewhere)
        if earlier and earlier.partition(".")[0] != article.dedupe_key:
            article = article.model_copy(update={"revision_of": earlier})  # noqa: PLW2901 - the same article, completed
        found.append(article)
        ids.update(dict.fromkeys(keys, article.id))
    return found


def record_before_moving(article: Article, asked: PageState | None) -> str | None:
    """Return the id of the record that an article was before the URL that was asked for began to redirect, or None.

    ``asked`` is the ledger's state of that URL. Minute or text must still be the same: such a URL may also lead to
    whatever is the newest article.
    """
    if asked is None or asked.article is None or asked.kind is OutcomeKind.DUPLICATE:
        return None
    same_minute = asked.published_at is not None and _minute(asked.published_at) == _minute(article.published_at)
    return article_id(asked.article) if same_minute or asked.text_hash == article.text_hash else None


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
