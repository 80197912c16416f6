"""The results of fetching single pages on request."""

from collections.abc import Iterable, Sequence

from dateline.tasks.core.models import ADDED, Outcome, OutcomeKind, Reason
from dateline.tasks.core.value_types import Model


class Look(Model):
    """The result of fetching one page on request."""

    url: str
    kind: OutcomeKind | None
    """The kind of its outcome. ``unchanged`` also if nothing was written; None if the page was not fetched."""
    reason: Reason | None = None
    """Why the page is not an article now."""
    detail: str = ""
    """The reason as a sentence."""
    article: str | None = None
    """Key of the article that was added, or that the page turned out to be."""
    keeps_article: bool = False
    """Whether the page's archived article is kept although the page is not an article now."""

    @property
    def is_article(self) -> bool:
        """Whether the page is an archived article."""
        return self.kind not in {None, OutcomeKind.REJECTED}


def look_of(outcome: Outcome) -> Look:
    """Return an outcome as a look."""
    return Look(
        url=outcome.url,
        kind=outcome.kind,
        reason=outcome.reason,
        detail=outcome.detail or "",
        article=outcome.article,
    )


def looks_at(asked: Iterable[str], outcomes: Iterable[Outcome], without_outcome: Iterable[Look]) -> Sequence[Look]:
    """Return the last look at each requested URL, in order of the request."""
    found = {look.url: look for look in without_outcome} | {o.url: look_of(o) for o in outcomes}
    return [found.get(url) or Look(url=url, kind=None) for url in asked]


def in_words(look: Look) -> str:
    """Return a look as a sentence."""
    if look.kind is None:
        return f"{look.url}: not fetched: another run is working on it, or its batch failed (see dateline batches)"
    if look.kind is OutcomeKind.REJECTED:
        reason = look.reason.value if look.reason else "unknown"
        kept = "; the archived article is kept" if look.keeps_article else ""
        return f"{look.url}: rejected ({reason}): {look.detail}{kept}"
    if look.kind is OutcomeKind.REVISION and look.article and not _is_beside_another(look.article):
        told = "a new article, because the page's headline or time changed; it names the earlier one (revision_of)"
        return f"{look.url}: {told}, archived as {look.article}"
    if look.kind in ADDED:
        return f"{look.url}: {_ADDED[look.kind]}, archived as {look.article}"
    if look.kind is OutcomeKind.DUPLICATE:
        return f"{look.url}: a duplicate of {look.article}; nothing was written"
    return f"{look.url}: unchanged since it was archived"


def _is_beside_another(article: str) -> bool:
    """Return whether an article's key is that of another one with a part added; see `core.dedupe.as_decided`."""
    return "." in article.rpartition("/")[2].removesuffix(".json")


_ADDED = {
    OutcomeKind.NEW: "a new article",
    OutcomeKind.REVISION: "a new revision",
    OutcomeKind.COLLISION: "a different article with the same headline and minute as an archived one",
}
