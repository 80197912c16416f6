"""Which pages a run takes up, and which it leaves to runs that have them in hand.

Runs of one source, such as the slices of a backfill, may name the same pages. Whoever claims a page first fetches it;
the others see it in an unfinished batch, and later by its outcome. A slice of a backfill is done when every page that
it named has an outcome, whoever brought it about.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.tasks.core.models import OpenBatch, PageRef, PageState, Reason
from dateline.tasks.core.web.urls import url_key

MAY_COME = frozenset({Reason.FETCH_FAILED, Reason.NOT_ASKED, Reason.TIMEOUT})
"""Reasons by which nobody has seen the page yet: a backfill that is repeated tries it again."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What a run does with the pages that it names."""

    due: tuple[PageRef, ...]
    """Pages that it takes up."""
    resumed: tuple[OpenBatch, ...]
    """Abandoned batches whose fetching had begun: it completes them."""
    dropped: tuple[OpenBatch, ...]
    """Abandoned batches whose fetching had not begun: nobody needs them any more."""
    in_hand: frozenset[str]
    """Keys of named pages that other runs work on."""
    resumed_keys: frozenset[str]
    """Keys of named pages in the batches that it completes."""
    settled: int
    """How many of the named pages need nothing."""


def share_out(
    named: Mapping[str, PageRef],
    known: Mapping[str, PageState],
    unfinished: Sequence[OpenBatch],
    is_abandoned: Callable[[OpenBatch], bool],
    is_due: Callable[[PageRef, PageState | None], bool],
) -> Shares:
    """Return what a run does with the pages ``named`` (by url_key), given what the ledger knows at one moment.

    Pages in batches that are set aside are left alone.
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
    """How far the pages that a slice named are settled, after its run."""

    missing: int = 0
    """Pages without an outcome, or that nobody has seen yet: a further try may bring them."""
    outside: int = 0
    """Pages that were left out because they were published outside of the backfill's window."""


def standing(named: Iterable[str], known: Mapping[str, PageState], max_tries: int) -> Standing:
    """Return how far the pages with these url_keys are settled."""
    states = [known.get(key) for key in named]
    missing = sum(
        state is None or (state.reason in MAY_COME and (state.reason is Reason.NOT_ASKED or state.tries < max_tries))
        for state in states
    )
    return Standing(missing, sum(state is not None and state.reason is Reason.OUTSIDE_WINDOW for state in states))
