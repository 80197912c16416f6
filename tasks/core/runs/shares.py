"""Divides pages among simultaneous runs: which ones a run fetches, and which it leaves to others.

Runs of a source, such as the slices of a backfill, may list the same pages. The first run to claim a page fetches it;
the others see it in an unfinished batch, and later its outcome. A slice of a backfill is done when every page that it
listed has an outcome, whichever run produced it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.tasks.core.ledger_models import OpenBatch, PageState
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.urls import url_key

MAY_COME = frozenset({Reason.FETCH_FAILED, Reason.NOT_ASKED, Reason.TIMEOUT, Reason.WRONG_CLOCK})
"""Reasons that mean the page was not read, or could not be judged. Repeating a backfill retries such pages."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a run does with the pages that it listed."""

    due: tuple[PageRef, ...]
    """Pages to fetch."""
    resumed: tuple[OpenBatch, ...]
    """Abandoned batches whose fetching had begun, to be completed."""
    dropped: tuple[OpenBatch, ...]
    """Abandoned batches whose fetching had not begun, to be dropped."""
    in_hand: frozenset[str]
    """Keys of listed pages that other runs are working on."""
    resumed_keys: frozenset[str]
    """Keys of listed pages in the batches to be completed."""
    settled: int
    """How many of the listed pages are settled."""


def share_out(
    named: Mapping[str, PageRef],
    known: Mapping[str, PageState],
    unfinished: Sequence[OpenBatch],
    is_abandoned: Callable[[OpenBatch], bool],
    is_due: Callable[[PageRef, PageState | None], bool],
) -> Shares:
    """Return what a run does with the pages ``named`` (by url_key), given a consistent state of the ledger.

    Pages in batches that are set aside are skipped.
    """
    aside = keys_of(batch for batch in unfinished if batch.set_aside)
    unfinished = [batch for batch in unfinished if not batch.set_aside]
    abandoned = [batch for batch in unfinished if is_abandoned(batch)]
    resumed = tuple(batch for batch in abandoned if batch.begun)
    dropped = tuple(batch for batch in abandoned if not batch.begun)
    gone = {(batch.run, batch.batch) for batch in abandoned}
    in_hand = keys_of(batch for batch in unfinished if (batch.run, batch.batch) not in gone) & named.keys()
    resumed_keys = (keys_of(resumed) & named.keys()) - in_hand
    taken = in_hand | resumed_keys | aside
    free = {key: ref for key, ref in named.items() if key not in taken}
    due = tuple(ref for key, ref in free.items() if is_due(ref, known.get(key)))
    return Shares(due, resumed, dropped, frozenset(in_hand), frozenset(resumed_keys), len(free) - len(due))


def keys_of(batches: Iterable[OpenBatch]) -> set[str]:
    """Return the url_keys of the batches' pages."""
    return {url_key(ref.url) for batch in batches for ref in batch.refs}


@dataclass(frozen=True, slots=True)
class Standing:
    """To what extent the pages that a slice listed are settled after its run."""

    missing: int = 0
    """Number of pages without an outcome, or that were not read. A further attempt may succeed."""
    outside: int = 0
    """Number of pages that were published outside the backfill's window."""


def standing(named: Iterable[str], known: Mapping[str, PageState], max_tries: int) -> Standing:
    """Return to what extent the pages with these url_keys are settled."""
    states = [known.get(key) for key in named]
    missing = sum(state is None or _may_come(state, max_tries) for state in states)
    return Standing(missing, sum(state is not None and _lies_outside(state) for state in states))


def _may_come(state: PageState, max_tries: int) -> bool:
    if _lies_outside(state) or state.reason not in MAY_COME:
        return False
    return state.reason is Reason.NOT_ASKED or state.tries < max_tries


def _lies_outside(state: PageState) -> bool:
    dated_ahead = state.reason is Reason.WRONG_CLOCK and state.published_at is not None
    return dated_ahead or state.reason is Reason.OUTSIDE_WINDOW
