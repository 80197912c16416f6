"""What cleaning a stored raw page again changes (the flow `reprocess`). Values in, values out.

An ingest takes a record that was made from the very same raw page for the article itself, since only a kill can have
put it there. Here another cleaner, or other rules of the source, may make another record of the same bytes, so:

- all that the record says of its story is what it was: nothing;
- other words under the same headline and minute: a revision of the record that the page stands under;
- another headline or minute: the article gets the place that these give it, and is ``revision_of`` the former;
- the page was rejected and is an article now: as if it came for the first time;
- it is an article and would be rejected now: it stays, and this is told;
- it was a duplicate, and still has that article's headline and minute: nothing. Both pages went through the same
  cleaner, and the page that the article was made from brings what changes;
- a window left it out, and its timestamp is the same: it stays out.

Nothing is written over, and what was there before stays.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from dateline.config.schema import DedupeMatch
from dateline.tasks.core.archive.changes import FieldChange, changes, content_hash
from dateline.tasks.core.archive.lineage import in_line
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.dedupe import Decision, as_decided, decide, kind_of
from dateline.tasks.core.models import Article, Model, Outcome, OutcomeKind, Reason, Rejection, Window


class Effect(StrEnum):
    """What cleaning a page again does."""

    SAME = "same"
    """The record says what it said before. Nothing is written."""
    REVISION = "revision"
    """Other words, authors or the like under the same headline and minute."""
    MOVED = "moved"
    """Another headline or minute: another article, which is ``revision_of`` the former."""
    ADMITTED = "admitted"
    """Rejected before, an article now."""
    REFUSED = "refused"
    """An article before; it would be rejected now. It stays."""
    REASON = "reason"
    """Rejected before and now, for another reason. Nothing is written."""


WRITES = frozenset({Effect.REVISION, Effect.MOVED, Effect.ADMITTED})
"""Effects after which the page stands under another record, which a manifest must say."""


class PageEffect(Model):
    """What cleaning again does to one page."""

    url: str
    effect: Effect
    before: str
    """Key of the record that the page stood under, or the reason of its rejection."""
    after: str
    """The same, from now on (or: if this were no dry run)."""
    fields: tuple[FieldChange, ...] = ()


class Standing(NamedTuple):
    """What a raw page is in the archive so far."""

    outcome: Outcome
    """The last one that a manifest tells of this raw page."""
    article: Article | None = None
    """The archived record that the outcome names, if any."""


def effect_of(again: Article | Rejection, standing: Standing) -> Effect:
    """Return what ``again``, made by today's cleaner, is beside what the page was so far."""
    outcome, article = standing
    if isinstance(again, Rejection):
        if article:
            return Effect.REFUSED
        return Effect.SAME if again.reason is outcome.reason or _left_out(outcome) else Effect.REASON
    if article is None:
        return Effect.SAME if _left_out(outcome) and outcome.published_at == again.published_at else Effect.ADMITTED
    if article.dedupe_key != again.dedupe_key:
        return Effect.MOVED
    if article.raw != again.raw or not changes(article, again):
        return Effect.SAME
    return Effect.REVISION


def with_forerunner(again: Article, standing: Standing, events: Sequence[Outcome]) -> Article:
    """Return the record with ``revision_of`` where its page was another article before.

    That is the article that this raw page was, if it was that page's own; else the last one that its URL was earlier,
    by ``events``, the outcomes of the URL, oldest first.
    """
    if standing.article and standing.article.raw == again.raw:
        earlier: str | None = standing.article.id
    else:
        before = [event.article for event in events if event.article and event.at < again.fetched_at]
        earlier = article_id(before[-1]) if before else None
    if earlier is None or earlier.partition(".")[0] == again.dedupe_key:
        return again
    return again.model_copy(update={"revision_of": earlier})


def decide_again(again: Article, archived: Sequence[Article], match: DedupeMatch) -> Decision:
    """Decide where ``again`` lies beside the archived records of its key.

    A record that says the same is it already. A record made from the same raw page is revised. Otherwise the page is
    as new here as if it had just been fetched.
    """
    in_order = in_line(archived)
    own = [a for a in in_order if a.raw == again.raw]
    if same := next((a for a in own if not changes(a, again)), None):
        return Decision(kind_of(same), stored=same)
    if same := next((a for a in in_order if not changes(a, again)), None):
        return Decision(OutcomeKind.UNCHANGED, stored=same)
    if own:
        return Decision(OutcomeKind.REVISION, of=own[-1])
    return decide(again, in_order, match)


def as_recleaned(again: Article, decision: Decision) -> Article:
    """Return the record as it is stored after the decision.

    What revises a record of the same raw page is named by all that it says: it may differ in the authors alone.
    """
    if decision.of is None or decision.of.raw != again.raw:
        return as_decided(again, decision)
    return again.model_copy(
        update={"id": f"{again.dedupe_key}.{content_hash(again)[:12]}", "revision_of": decision.of.id}
    )


def lies_in(window: Window, again: Article | Rejection, outcome: Outcome) -> bool:
    """Return whether the page was published in the window, by what was archived or by today's cleaner.

    A page without any timestamp lies only in a window without ends.
    """
    if window.since is None and window.until is None:
        return True
    moments = (outcome.published_at, again.published_at if isinstance(again, Article) else None)
    return any(window.contains(moment) for moment in moments if moment)


def _left_out(outcome: Outcome) -> bool:
    return outcome.reason is Reason.OUTSIDE_WINDOW
