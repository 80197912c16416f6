"""Between discovery and fetching: which pages are due, and which batches of a killed run come first."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.fetching.batch_owner import claim, is_abandoned, owner, release
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.archive.batches import Run, cut
from dateline.tasks.core.models import OpenBatch, PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.runs.troubled_batches import taken_up
from dateline.tasks.core.web.urls import url_key


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    resumed: tuple[OpenBatch, ...]
    """Batches that a run before left unfinished."""
    batches: tuple[OpenBatch, ...]
    known: int
    """Pages that are settled, or that another run has in hand."""
    set_aside: tuple[OpenBatch, ...] = ()
    """Batches that are left alone, since they kept failing."""

    @property
    def pages(self) -> int:
        """How many pages the run will look at."""
        return sum(len(batch.refs) for batch in (*self.resumed, *self.batches))

    @property
    def rechecks(self) -> int:
        """How many of them are archived articles that are looked at again."""
        return sum(len(batch.refs) for batch in self.batches if batch.recheck)


@task(name="plan", task_run_name="plan {run.source}", cache_policy=NO_CACHE, persist_result=False)
def plan(refs: Sequence[PageRef], run: Run, settings: Settings) -> Plan:
    """Return the source's unfinished batches, and new ones of the pages that are due. `LedgerError`s pass.

    A run that was not asked for a window also looks again at articles that are young enough to change.
    """
    size = settings.ingest.batch_pages
    with shared_ledger(settings.ledger.url) as ledger:
        unfinished = ledger.unfinished(run.source)
        under_way = _keys_of(unfinished)
        keyed = {url_key(ref.url): ref for ref in refs}
        known = ledger.known(run.source, keyed)
        due = [
            ref
            for key, ref in keyed.items()
            if key not in under_way and is_due(ref, known.get(key), settings.ingest, run.window, run.began_at)
        ]
        again = _to_recheck(refs, run, settings, ledger) if _rechecks(run, settings) else {}
        left = [taken_up(batch, owner(), run.began_at) for batch in unfinished if _is_left(batch, run)]
        for batch in left:
            if batch.set_aside:
                ledger.open_batch(batch)
    resumed = tuple(batch for batch in left if not batch.set_aside)
    set_aside = (*(batch for batch in unfinished if batch.set_aside), *(batch for batch in left if batch.set_aside))
    known_pages = len(keyed) - len(due) - len(_keys_of(resumed) & keyed.keys())
    batches = [*cut(due, size, run, owner())]
    rechecks = [ref for key, ref in again.items() if key not in under_way]
    again_batches = cut(rechecks, size, run, owner(), first=len(batches))
    batches += [batch.model_copy(update={"recheck": True}) for batch in again_batches]
    return Plan(resumed, tuple(batches), known_pages, set_aside)


@contextmanager
def claimed(planned: Plan) -> Iterator[Plan]:
    """Give the plan without the unfinished batches that another run of this process has taken up since.

    Within the block no other run of this process (a slice beside this one) takes a batch of it for abandoned.
    """
    mine = replace(planned, resumed=claim(planned.resumed), batches=claim(planned.batches))
    try:
        yield mine
    finally:
        release((*mine.resumed, *mine.batches))


def _is_left(batch: OpenBatch, run: Run) -> bool:
    return not batch.set_aside and is_abandoned(batch, run.began_at)


def _rechecks(run: Run, settings: Settings) -> bool:
    return settings.recheck.enabled and run.window == Window()


def _to_recheck(refs: Sequence[PageRef], run: Run, settings: Settings, ledger: Ledger) -> dict[str, PageRef]:
    """Keep the source's watch list, and return which of its pages it is time for."""
    before = watchlist.load(run.source, ledger)
    listed = watchlist.with_pages(before, refs, run.began_at)
    known = ledger.known(run.source, listed.pages)
    listed = watchlist.without_old(listed, known, settings.recheck, run.began_at)
    if listed != before:
        watchlist.save(run.source, listed, ledger)
    return dict(watchlist.due(listed, known, settings.recheck, run.began_at))


def _keys_of(batches: Iterable[OpenBatch]) -> set[str]:
    return {url_key(ref.url) for batch in batches for ref in batch.refs}
