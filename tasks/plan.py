"""Between discovery and fetching: which pages are due, and which batches of a killed run come first."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from config.schema import Settings
from tasks.adapters.ledger import open_ledger
from tasks.adapters.owner import is_abandoned, owner
from tasks.core.batches import Run, cut
from tasks.core.due import is_due
from tasks.core.models import OpenBatch, PageRef
from tasks.core.urls import url_key


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run will do."""

    resumed: tuple[OpenBatch, ...]
    """Batches that a run before left unfinished."""
    batches: tuple[OpenBatch, ...]
    known: int
    """Pages that are settled, or that another run has in hand."""

    @property
    def pages(self) -> int:
        """How many pages the run will look at."""
        return sum(len(batch.refs) for batch in (*self.resumed, *self.batches))


@task(name="plan", task_run_name="plan {run.source}", cache_policy=NO_CACHE, persist_result=False)
def plan(refs: Sequence[PageRef], run: Run, settings: Settings) -> Plan:
    """Return the source's unfinished batches, and new ones of the pages that are due. `LedgerError`s pass."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        unfinished = ledger.unfinished(run.source)
        keyed = {url_key(ref.url): ref for ref in refs}
        known = ledger.known(run.source, keyed)
    in_hand = _page_keys(unfinished)
    due = [
        ref
        for key, ref in keyed.items()
        if key not in in_hand and is_due(ref, known.get(key), settings.ingest, run.window, run.began_at)
    ]
    resumed = tuple(batch for batch in unfinished if is_abandoned(batch, run.began_at))
    known_pages = len(keyed) - len(due) - len(_page_keys(resumed) & keyed.keys())
    return Plan(resumed, tuple(cut(due, settings.ingest.batch_pages, run, owner())), known_pages)


def _page_keys(batches: Iterable[OpenBatch]) -> set[str]:
    return {url_key(ref.url) for batch in batches for ref in batch.refs}
