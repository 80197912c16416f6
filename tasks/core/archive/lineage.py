"""Orders the records of an article: each comes after the one that it revises."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain, repeat
from types import MappingProxyType
from typing import NamedTuple

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.dedupe import page_keys
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, Precision

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


class Return(NamedTuple):
    """That the page of a record was seen with an earlier text again, which has no record of its own."""

    at: datetime
    record: str
    """The id of the record with that text."""

    def in_words(self, at: str) -> str:
        """Return a sentence, with ``at`` for the time. Which record it was may follow after a colon."""
        return f"On {at} the page had the text of an earlier record again"


def return_of(newest: Article, outcomes: Iterable[Outcome]) -> Return | None:
    """Return the return of an article's page, if it was last seen with a text from before its newest record, else None.

    ``newest`` is the newest record of the article, and ``outcomes`` are those of the page, oldest first. A page is only
    unchanged beside a record of its own (`decide`): if that is not the newest one, it is an earlier one of the article.
    """
    last = next((one for one in reversed([*outcomes]) if one.article), None)
    if last is None or last.article is None or last.kind is not OutcomeKind.UNCHANGED or last.at <= newest.fetched_at:
        return None
    record = article_id(last.article)
    return Return(last.at, record) if record != newest.id else None


def with_forerunners(
    articles: Iterable[Article],
    known: Mapping[str, PageState],
    twins: Mapping[str, str] = _NONE,
    moved: Iterable[str | None] = (),
) -> list[Article]:
    """Return the articles, with ``revision_of`` set for those whose page was another article before.

    ``known`` is the ledger's state by url_key, and ``twins`` the keys of archived records by `twin_key`, which
    recognises pages whose address has changed. ``moved`` has the id of each article's `record_before_moving`. Earlier
    items of ``articles`` count as well. The canonical URL that a page states leads to its earlier record only if that
    has the same minute or text: some sites state the same one on all pages.
    """
    before = {key: _Earlier(article_id(name)) for key, name in twins.items()}
    before |= {
        key: _Earlier(article_id(state.article), state.published_at, state.text_hash)
        for key, state in known.items()
        if state.article
    }
    found = []
    for article, elsewhere in zip(articles, chain(moved, repeat(None)), strict=False):
        own, *stated = page_keys(article)
        twin = twin_key(article)
        sure = [own, twin] if twin else [own]
        earlier = [before[key].id for key in sure if key in before]
        earlier += [before[key].id for key in stated if key in before and before[key].is_like(article)]
        forerunner = next(iter(earlier), elsewhere)
        if forerunner and forerunner.partition(".")[0] != article.dedupe_key:
            article = article.model_copy(update={"revision_of": forerunner})  # noqa: PLW2901 - the same article, completed
        found.append(article)
        this = _Earlier(article.id, article.published_at, article.text_hash)
        before.update(dict.fromkeys((*sure, *stated), this))
    return found


def record_before_moving(article: Article, asked: PageState | None) -> str | None:
    """Return the id of the record that an article was before the URL that was asked for began to redirect, or None.

    ``asked`` is the ledger's state of that URL. Minute or text must still be the same: such a URL may also lead to
    whatever is the newest article.
    """
    if asked is None or asked.article is None or asked.kind is OutcomeKind.DUPLICATE:
        return None
    earlier = _Earlier(article_id(asked.article), asked.published_at, asked.text_hash)
    return earlier.id if earlier.is_like(article) else None


class _Earlier(NamedTuple):
    """An earlier record: its id, and the minute and the text that it had."""

    id: str
    published_at: datetime | None = None
    text_hash: str | None = None

    def is_like(self, article: Article) -> bool:
        """Return whether an article has the same minute or text. A day alone says nothing."""
        if self.text_hash == article.text_hash:
            return True
        at = None if article.published_precision is Precision.DAY else self.published_at
        return at is not None and _minute(at) == _minute(article.published_at)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
