"""What came of pages that somebody asked to be looked at now."""

from collections.abc import Iterable, Sequence

from dateline.tasks.core.models import ADDED, Model, Outcome, OutcomeKind, Reason


class Look(Model):
    """What one look at a page found."""

    url: str
    kind: OutcomeKind | None
    """As of an outcome; ``unchanged`` also of a page of which nothing was written. None: nobody has looked at it."""
    reason: Reason | None = None
    """Why the page is no article now."""
    detail: str = ""
    """The reason as a sentence for a person."""
    article: str | None = None
    """Key of the article that the look added, or that the page was found to be."""
    keeps_article: bool = False
    """Whether the page was archived before, and its article stays, though the page is none now."""

    @property
    def is_article(self) -> bool:
        """Whether the page is an article that is in the archive."""
        return self.kind not in {None, OutcomeKind.REJECTED}


def look_of(outcome: Outcome) -> Look:
    """Return the look that an outcome tells of."""
    return Look(
        url=outcome.url,
        kind=outcome.kind,
        reason=outcome.reason,
        detail=outcome.detail or "",
        article=outcome.article,
    )


def looks_at(asked: Iterable[str], outcomes: Iterable[Outcome], without_outcome: Iterable[Look]) -> Sequence[Look]:
    """Return what came of each address that was asked for, in order, the last look at it counting."""
    found = {look.url: look for look in without_outcome} | {o.url: look_of(o) for o in outcomes}
    return [found.get(url) or Look(url=url, kind=None) for url in asked]


def in_words(look: Look) -> str:
    """Return a look as a sentence for a person."""
    if look.kind is None:
        return f"{look.url}: not looked at: another run has it in hand, or its batch failed (see dateline batches)"
    if look.kind is OutcomeKind.REJECTED:
        reason = look.reason.value if look.reason else "unknown"
        kept = "; the archived article stays as it is" if look.keeps_article else ""
        return f"{look.url}: rejected ({reason}): {look.detail}{kept}"
    if look.kind in ADDED:
        return f"{look.url}: {_ADDED[look.kind]}, archived as {look.article}"
    if look.kind is OutcomeKind.DUPLICATE:
        return f"{look.url}: a duplicate of {look.article}; nothing was written"
    return f"{look.url}: unchanged since it was archived"


_ADDED = {
    OutcomeKind.NEW: "a new article",
    OutcomeKind.REVISION: "a new revision",
    OutcomeKind.COLLISION: "another story under a headline and minute that are taken",
}
