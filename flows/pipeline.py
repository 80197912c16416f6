"""The batches of a run, through fetching, cleaning and archiving."""

from collections.abc import Callable, Iterator
from threading import Lock

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectFuture

from config.schema import Settings, Source
from flows.run_progress import Progress, tell
from flows.stopping import stopping_together
from tasks.archive import Archived, archive
from tasks.clean import clean
from tasks.core.models import OpenBatch
from tasks.core.protocols import Receipt
from tasks.core.stages import Stages
from tasks.fetch import fetch
from tasks.plan import Plan


def work_off(planned: Plan, source: Source, settings: Settings, stages: Stages) -> Iterator[Archived]:
    """Fetch, clean and archive each batch; the next one is fetched while one is cleaned."""
    batches = (*planned.resumed, *planned.batches)
    if not batches:
        return
    counter = _Counter(source.name, planned.pages)
    with stopping_together() as stop:
        ahead = _fetching(batches[0], source, settings, counter, stop)
        for batch, following in zip(batches, (*batches[1:], None), strict=True):
            with stages.timed("fetch"):
                ahead.result()
            if following:
                ahead = _fetching(following, source, settings, counter, stop)
            with stages.timed("clean"):
                cleaned = clean(batch, source, settings)
            with stages.timed("archive"):
                archived = archive(batch, cleaned, settings)
            counter.archived(len(batch.refs))
            yield archived


def _fetching(
    batch: OpenBatch, source: Source, settings: Settings, counter: "_Counter", stop: Callable[[], bool]
) -> PrefectFuture[Receipt]:
    return fetch.submit(batch, source, settings, counter.fetched, stop)


class _Counter:
    """Counts pages for the terminal (each page) and the UI (each batch: an update there costs 30 ms)."""

    def __init__(self, source: str, total: int) -> None:
        self._source, self._total = source, total
        self._fetched = self._archived = 0
        self._lock = Lock()
        self._artifact = create_progress_artifact(0.0, description=f"{source}: pages archived")

    def fetched(self) -> None:
        """Count one page whose bytes, or failure, came."""
        with self._lock:
            self._fetched += 1
            tell(Progress(f"{self._source}: fetching", self._fetched, self._total))

    def archived(self, pages: int) -> None:
        """Count a batch that is done."""
        self._archived += pages
        update_progress_artifact(self._artifact, 100.0 * self._archived / self._total)  # type: ignore[arg-type]
        tell(Progress(f"{self._source}: archived", self._archived, self._total))
