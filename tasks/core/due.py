"""Which referenced pages a run looks at: those that nobody has settled, and failures whose time has come."""

from datetime import datetime, timedelta

from config.schema import IngestSettings
from tasks.core.models import OutcomeKind, PageRef, PageState, Reason, Window

MAY_PASS = frozenset(
    {Reason.FETCH_FAILED, Reason.HTTP_STATUS, Reason.TIMEOUT, Reason.BLOCKED, Reason.ROBOTS, Reason.UNREADABLE}
)
"""Reasons that say nothing of the page itself: the next try may go well."""
FILE_MAY_COME = frozenset({Reason.FETCH_FAILED})
"""The same of a record in a WARC file, which does not change: only the file may be out of reach for a time."""


def is_due(ref: PageRef, state: PageState | None, settings: IngestSettings, window: Window, now: datetime) -> bool:
    """Return whether a page in ``state`` (None: never looked at) is to be fetched at ``now``."""
    if state is None:
        return True
    if state.kind is not OutcomeKind.REJECTED:
        return False
    if state.reason is Reason.OUTSIDE_WINDOW:
        return state.published_at is not None and window.contains(state.published_at)
    if state.reason in (FILE_MAY_COME if ref.via.startswith("warc:") else MAY_PASS):
        return state.tries < settings.max_tries and now - state.last_at >= timedelta(seconds=settings.retry_after_s)
    return False
