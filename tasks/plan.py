"""Plans a run, between discovery and fetching: which pages are due, and which unfinished batches come first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.fetching.batch_owner import is_abandoned
from dateline.tasks.adapters.fetching.page_bytes import is_at_hand
from dateline.tasks.adapters.ledger.process_names import process_name
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.archive.batches import Run, bulk_size, cut
from dateline.tasks.core.ledger_models import OpenBatch, PageState
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import is_due, not_looked_at
from dateline.tasks.core.runs.shares import keys_of, share_out
from dateline.tasks.core.runs.troubled_batches import taken_up
from dateline.tasks.core.web.urls import url_key


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a run."""

    resumed: tuple[OpenBatch, ...]
    """Batches that an earlier run left unfinished."""
    batches: tuple[OpenBatch, ...]
    known: int
    """How many pages are settled."""
    in_hand: frozenset[str] = frozenset()
    """Keys of the pages that other runs are working on, and that are left to them."""
    resumed_keys: frozenset[str] = frozenset()
    """Keys of the listed pages in the batches to be completed."""
    set_aside: tuple[OpenBatch, ...] = ()
    """Batches that are skipped because they kept failing."""
    at_once: bool = False
    """Whether the pages are fetched whatever is known about them."""

    @property
    def pages(self) -> int:
        """How many pages the run will process."""
        return sum(len(batch.refs) for batch in (*self.resumed, *self.batches))

    @property
    def rechecks(self) -> int:
        """How many of them are rechecks of archived articles."""
        return sum(len(batch.refs) for batch in self.batches if batch.recheck)


@task(name="plan", task_run_name="plan {run.source}", cache_policy=NO_CACHE, persist_result=False)
def plan(refs: Sequence[PageRef], run: Run, settings: Settings, first: int = 0) -> Plan:
    """Return the source's unfinished batches, and new batches of the pages that are due, numbered from ``first``.

    A run without a window also rechecks pages that are recent enough to change, and pages that changed according to
    the source.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    now = datetime.now(UTC)
    with shared_ledger(settings.ledger.url) as ledger:
        unfinished = ledger.unfinished(run.source)  # before the states: a batch may be closed in between
        keyed = {url_key(ref.url): ref for ref in refs}
        watched = watchlist.load(run.source, ledger) if _rechecks(run, settings) else None
        known = ledger.known(run.source, {*keyed, *watched.pages} if watched else keyed)
        shares = share_out(
            keyed,
            known,
            unfinished,
            lambda batch: is_abandoned(batch, now),
            lambda ref, state: is_due(ref, state, settings.ingest, run.window, run.began_at),
        )
        again = _to_recheck(refs, run, settings, watched, known, ledger) if watched else {}
        resumed, given_up = _resume(shares.resumed, ledger, now)
    set_aside = (*(batch for batch in unfinished if batch.set_aside), *given_up)
    taken = keys_of(unfinished) | {url_key(ref.url) for ref in shares.due}
    rechecks = [ref for key, ref in again.items() if key not in taken]
    batches = _cut(shares.due, rechecks, run, settings, first)
    resumed_keys = shares.resumed_keys & keys_of(resumed)
    return Plan(resumed, batches, shares.settled, shares.in_hand, resumed_keys, set_aside)


@task(name="plan", task_run_name="plan {run.source}", cache_policy=NO_CACHE, persist_result=False)
def plan_again(refs: Sequence[PageRef], run: Run, settings: Settings, first: int = 0) -> Plan:
    """Return batches of all of these pages that have not been fetched since the run began.

    Archived articles are rechecked; all other pages are fetched as if they were new. Batches in which a killed run left
    one of the pages come first.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    now = datetime.now(UTC)
    with shared_ledger(settings.ledger.url) as ledger:
        unfinished = ledger.unfinished(run.source)
        keyed = {url_key(ref.url): ref for ref in refs}
        known = ledger.known(run.source, keyed)
        shares = share_out(
            keyed,
            known,
            unfinished,
            lambda batch: is_abandoned(batch, now),
            lambda _, state: not_looked_at(state, run.began_at),
        )
        asked_for = [batch for batch in unfinished if keys_of([batch]) & keyed.keys()]
        resumed, given_up = _resume([batch for batch in shares.resumed if batch in asked_for], ledger, now)
    set_aside = (*(batch for batch in asked_for if batch.set_aside), *given_up)
    archived = {key for key, state in known.items() if state.article}
    new = [ref for ref in shares.due if url_key(ref.url) not in archived]
    rechecks = [ref for ref in shares.due if url_key(ref.url) in archived]
    batches = _cut(new, rechecks, run, settings, first)
    resumed_keys = shares.resumed_keys & keys_of(resumed)
    return Plan(resumed, batches, shares.settled, shares.in_hand, resumed_keys, set_aside, at_once=True)


def _resume(
    batches: Iterable[OpenBatch], ledger: Ledger, now: datetime
) -> tuple[tuple[OpenBatch, ...], tuple[OpenBatch, ...]]:
    """Return the batches that the run resumes, and those that it sets aside and notes so in the ledger."""
    found = [taken_up(batch, process_name(), now) for batch in batches]
    set_aside = tuple(batch for batch in found if batch.set_aside)
    for batch in set_aside:
        ledger.open_batch(batch)
    return tuple(batch for batch in found if not batch.set_aside), set_aside


def _cut(
    new: Sequence[PageRef], rechecks: Sequence[PageRef], run: Run, settings: Settings, first: int
) -> tuple[OpenBatch, ...]:
    """Return batches of the new pages, and after them batches of the rechecks, numbered from ``first``.

    Pages at hand have larger batches of their own, because none of them waits for a site.
    """
    if not new and not rechecks:  # as in most runs of a feed
        return ()
    small, large = settings.ingest.batch_pages, settings.ingest.bulk_batch_pages
    at_hand = [ref for ref in new if is_at_hand(ref)]
    batches = [*cut([ref for ref in new if not is_at_hand(ref)], small, run, process_name(), first=first)]
    batches += cut(at_hand, bulk_size(len(at_hand), large), run, process_name(), first=first + len(batches))
    again = cut(rechecks, small, run, process_name(), first=first + len(batches))
    return (*batches, *(batch.model_copy(update={"recheck": True}) for batch in again))


def _rechecks(run: Run, settings: Settings) -> bool:
    return settings.recheck.enabled and run.window == Window()


def _to_recheck(  # noqa: PLR0913, PLR0917 - what it decides by
    refs: Sequence[PageRef],
    run: Run,
    settings: Settings,
    before: watchlist.Watchlist,
    known: Mapping[str, PageState],
    ledger: Ledger,
) -> dict[str, PageRef]:
    """Update the source's watchlist, and return the pages that are due for a recheck."""
    listed = watchlist.with_pages(before, refs, run.began_at, known)
    listed = watchlist.without_old(listed, known, settings.recheck, run.began_at)
    if listed != before:
        watchlist.save(run.source, listed, ledger)
    return dict(watchlist.due(listed, known, settings.recheck, run.began_at))
