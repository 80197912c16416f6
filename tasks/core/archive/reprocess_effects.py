"""Decides what cleaning a stored raw page again changes (the flow `reprocess`), as pure functions.

An ingest treats an archived record made from the same raw page as the article itself, because only a killed run can
have left it. Here a different cleaner, or different rules of the source, may make a different record from the same
bytes. So there are these cases:

- The content fields are unchanged: nothing is written.
- Different content under the same headline and minute: a revision of the page's record.
- A different headline or minute: a new article with its own key, which is ``revision_of`` the previous one.
- The page was rejected and is an article now: it is archived as if it had just been fetched.
- The page was an article and would be rejected now: the article is kept, and this is reported.
- The page was a duplicate and still has that article's headline and minute: nothing is written. The same cleaner cleans
  the page that the article was made from, and so finds what changes.
- The page was outside the window, and its timestamp is unchanged: it stays out.

Nothing is ever overwritten or deleted.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from dateline.config.schema import DedupeMatch
from dateline.tasks.core.archive.changes import FieldChange, changes, content_hash
from dateline.tasks.core.archive.known_time import as_known, has_known_time
from dateline.tasks.core.archive.lineage import in_line
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.dedupe import Decision, as_decided, decide, kind_of
from dateline.tasks.core.models import Article, Outcome, OutcomeKind, Reason, Rejection, Window
from dateline.tasks.core.value_types import Model


class Effect(StrEnum):
    """The effect of cleaning a page again."""

    SAME = "same"
    """The content is unchanged. Nothing is written."""
    REVISION = "revision"
    """Different text, authors or other content under the same headline and minute."""
    MOVED = "moved"
    """A different headline or minute: a new article, which is ``revision_of`` the previous one."""
    ADMITTED = "admitted"
    """The page was rejected, and is an article now."""
    REFUSED = "refused"
    """The page was an article, and would be rejected now. The article is kept."""
    REASON = "reason"
    """The page is rejected again, for a different reason. Nothing is written."""


WRITES = frozenset({Effect.REVISION, Effect.MOVED, Effect.ADMITTED})
"""Effects that give the page another record, which a manifest must list."""


class PageEffect(Model):
    """The effect of cleaning one page again."""

    url: str
    effect: Effect
    before: str
    """The key of the page's previous record, or the reason of its rejection."""
    after: str
    """The key of the page's new record, or the reason of its rejection. In a dry run, what it would be."""
    fields: tuple[FieldChange, ...] = ()


class Standing(NamedTuple):
    """The present standing of a raw page in the archive."""

    outcome: Outcome
    """The last outcome of this raw page in a manifest."""
    article: Article | None = None
    """The archived record of that outcome, if any."""


def at_standing_time(again: Article | Rejection, standing: Standing) -> Article | Rejection:
    """Return ``again`` with the standing article's minute if that comes from another capture and ``again`` is vaguer.

    A minute that was read from this very page may be corrected by the current cleaner.
    """
    article = standing.article
    if isinstance(again, Rejection) or article is None or (article.raw == again.raw and not has_known_time(article)):
        return again
    return as_known(again, article)


def effect_of(again: Article | Rejection, standing: Standing) -> Effect:
    """Return the effect of ``again``, the record made by the current cleaner, given the page's standing."""
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
    """Return the record, with ``revision_of`` set if its page was another article before.

    That is the article made from this raw page, unless that belongs to another page. Otherwise it is the last earlier
    article of the URL in ``events``, the URL's outcomes, oldest first.
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
    """Decide the relation of ``again`` to the archived records with its key.

    A record with the same content is the same. A record made from the same raw page is revised. Otherwise the page is
    treated as if it had just been fetched.
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
    """Return the record as it is to be stored.

    The id of a revision of a record of the same raw page contains a hash of all content fields, because it may differ
    in its authors only.
    """
    if decision.of is None or decision.of.raw != again.raw:
        return as_decided(again, decision)
    return again.model_copy(
        update={"id": f"{again.dedupe_key}.{content_hash(again)[:12]}", "revision_of": decision.of.id}
    )


def lies_in(window: Window, again: Article | Rejection, outcome: Outcome) -> bool:
    """Return whether the page was published in the window, according to its outcome or to the current cleaner.

    A page without any timestamp is only in an unbounded window.
    """
    if window.since is None and window.until is None:
        return True
    moments = (outcome.published_at, again.published_at if isinstance(again, Article) else None)
    return any(window.contains(moment) for moment in moments if moment)


def _left_out(outcome: Outcome) -> bool:
    return outcome.reason is Reason.OUTSIDE_WINDOW
