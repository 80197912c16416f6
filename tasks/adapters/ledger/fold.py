"""Folds the events of a page into its state."""

from collections.abc import Iterable, Sequence

from dateline.tasks.core.ledger_models import PageEvent, PageState
from dateline.tasks.core.models import Reason


def in_order(events: Iterable[tuple[PageEvent, int]]) -> list[PageEvent]:
    """Return events, given with their lines in the manifest, oldest first: by time, then run, batch and line."""
    keyed = sorted(events, key=lambda pair: (pair[0].outcome.at, pair[0].run, pair[0].batch, pair[1]))
    return [event for event, _ in keyed]


def fold(url_key: str, events: Sequence[PageEvent]) -> PageState:
    """Return the page's state after its events (at least one, oldest first).

    The last event decides. A failure does not erase what is known: the article and the time of publication are the
    last ones known, and the validators are those of the last response with a body.
    """
    outcomes = [event.outcome for event in events]
    last = outcomes[-1]
    archived = next((outcome for outcome in reversed(outcomes) if outcome.article), last)
    answered = next((outcome for outcome in reversed(outcomes) if outcome.raw), last)
    return PageState(
        url_key=url_key,
        url=last.url,
        source=last.source,
        kind=last.kind,
        reason=last.reason,
        article=archived.article,
        text_hash=archived.text_hash,
        corrections_hash=archived.corrections_hash,
        published_at=next((outcome.published_at for outcome in reversed(outcomes) if outcome.published_at), None),
        first_at=outcomes[0].at,
        last_at=last.at,
        tries=sum(outcome.reason is not Reason.NOT_ASKED for outcome in outcomes),
        etag=answered.etag,
        last_modified=answered.last_modified,
    )
