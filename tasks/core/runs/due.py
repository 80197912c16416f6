"""Decides which pages are due: unsettled ones, failures to be retried, and rechecks of recent articles."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from dateline.config.schema import IngestSettings, RecheckSettings, Settings
from dateline.tasks.core.clock_faults import DISAGREEMENT, is_ahead
from dateline.tasks.core.display.wording import span
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import ADDED, Outcome, OutcomeKind, PageRef, Reason, Window
from dateline.tasks.core.web.urls import is_http

MAY_PASS = frozenset(
    {
        *(Reason.FETCH_FAILED, Reason.NOT_ASKED, Reason.HTTP_STATUS, Reason.TIMEOUT),
        *(Reason.BLOCKED, Reason.ROBOTS, Reason.UNREADABLE, Reason.INTERNAL_ERROR, Reason.WRONG_CLOCK),
    }
)
"""Reasons that say nothing about the page itself, so that a retry may succeed."""
MAY_BECOME_ARTICLE = frozenset(
    {
        *(Reason.NO_TEXT, Reason.NO_TIMESTAMP, Reason.NO_HEADLINE),
        *(Reason.NOT_ARTICLE, Reason.NOT_HTML, Reason.BLOCKED, Reason.WRONG_CLOCK),
    }
)
"""Reasons that concern the content: the page may become an article later, like a stub of breaking news."""
MAY_CHANGE = MAY_BECOME_ARTICLE | {Reason.HTTP_STATUS, Reason.UNREADABLE}
"""Reasons that a newer version of the page may remove, such as a 404 for a page that was announced too early."""
FILE_MAY_COME = frozenset({Reason.FETCH_FAILED, Reason.NOT_ASKED, Reason.INTERNAL_ERROR})
"""Reasons for retrying a record in a WARC file. It does not change, but the file may be temporarily unavailable."""


def is_due(ref: PageRef, state: PageState | None, settings: IngestSettings, window: Window, now: datetime) -> bool:
    """Return whether a page is to be fetched at ``now``. ``state`` is None if it was never fetched."""
    if state is None:
        return True
    if state.kind is not OutcomeKind.REJECTED:
        return False
    if state.published_at is not None and state.reason in {Reason.OUTSIDE_WINDOW, Reason.WRONG_CLOCK}:
        has_come = state.reason is Reason.OUTSIDE_WINDOW or state.published_at <= now + DISAGREEMENT
        return has_come and window.contains(state.published_at)
    if state.reason in MAY_CHANGE and ref.modified_at is not None and ref.modified_at > state.last_at:
        return True
    if state.reason in (FILE_MAY_COME if ref.via.startswith("warc:") else MAY_PASS):
        rested = now - state.last_at >= timedelta(seconds=settings.retry_after_s) or is_ahead(state.last_at, now)
        return state.tries < settings.max_tries and rested
    return False


def next_look_in_words(reason: Reason, settings: IngestSettings) -> str:
    """Return a sentence that says when runs fetch a page again that was rejected for this reason."""
    if reason in MAY_PASS:
        rest = span(timedelta(seconds=settings.retry_after_s))
        tries = "" if reason is Reason.NOT_ASKED else f", at most {settings.max_tries} times in all"
        return f"Runs try it again {rest} or more after the last time{tries}."
    if reason in MAY_BECOME_ARTICLE:
        return "Runs look at it again while it is recent, in case it becomes an article."
    if reason is Reason.OUTSIDE_WINDOW:
        return (
            "A run archives it if its window contains both this time and the one that the source states for the page."
        )
    return "Runs do not fetch it again."


def later_looks(outcomes: Iterable[Outcome], settings: Settings, now: datetime) -> Iterator[str]:
    """Yield sentences that say from when on runs look again at the pages that a run has archived or could not get.

    Pages from an archive of the web were fetched long ago, so their next looks may be due before ``now``.
    """
    web = [outcome for outcome in outcomes if is_http(outcome.url)]
    checks = [
        at
        for one in web
        if one.kind in ADDED and one.published_at and (at := recheck_at(one.published_at, one.at, settings.recheck))
    ]
    if checks and settings.recheck.enabled:
        until = span(timedelta(seconds=settings.recheck.until_age_s))
        runs = _runs_from(min(checks), now)
        yield f"{runs} also check new articles for changes, up to the age of {until}."
    failed = [one.at for one in web if one.reason in MAY_PASS]
    if failed and settings.ingest.max_tries > 1:
        runs = _runs_from(min(failed) + timedelta(seconds=settings.ingest.retry_after_s), now)
        yield f"{runs} try the failed pages again."


def _runs_from(due: datetime, now: datetime) -> str:
    return f"Runs from {due:%Y-%m-%d %H:%M} UTC on" if due > now else "The next runs"


def not_looked_at(state: PageState | None, began_at: datetime) -> bool:
    """Return whether a page has not been fetched since ``began_at``."""
    return state is None or state.last_at < began_at


def recheck_at(published_at: datetime, looked_at: datetime, settings: RecheckSettings) -> datetime | None:
    """Return when an article is to be rechecked, or None if it is not rechecked any more.

    At each recheck it is ``growth`` times as old as at the previous one, so that rechecks become less frequent.
    """
    age_s = (looked_at - published_at).total_seconds()
    next_age_s = max(settings.first_after_s, age_s * settings.growth)
    if next_age_s > settings.until_age_s:
        return None
    return published_at + timedelta(seconds=next_age_s)
