"""The main flow: from a source to articles in the archive."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from threading import Lock

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from config.loader import load
from config.schema import Settings, Source
from flows.report import publish
from flows.run_progress import Progress, tell
from tasks.archive import Archived, archive
from tasks.clean import clean
from tasks.core.batches import Run
from tasks.core.errors import DiscoveryError
from tasks.core.models import OpenBatch, Window
from tasks.core.protocols import Receipt
from tasks.core.summary import RunResult, summarize
from tasks.discover import Discovery, discover
from tasks.fetch import fetch
from tasks.plan import Plan, plan


def _run_name() -> str:
    given = flow_run.parameters
    since, until = given.get("since"), given.get("until")
    window = f" [{since or '…'}, {until or '…'})" if since or until else ""
    return f"{given['source']}{window}"


@flow(
    name="ingest",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=2),  # type: ignore[arg-type]  # the stub wants a coroutine runner
)
def ingest(source: str, since: datetime | None = None, until: datetime | None = None) -> RunResult:
    """Archive what ``source`` published in ``[since, until)``; without them, all that it names.

    Pages that are settled are not fetched again. Batches that a killed run left unfinished come first. Raises
    `DiscoveryError` where nothing of the source could be read, after finishing what could be.
    """
    config = load()
    table, settings = config.source(source), config.settings
    run = Run.begin(source, Window(since=since, until=until), datetime.now(UTC), str(flow_run.id))
    tell(Progress(f"{source}: looking for pages"))
    discovery = discover(table, settings, run.window)
    planned = plan(discovery.refs, run, settings)
    archived = list(_work(planned, table, settings))
    outcomes = tuple(outcome for batch in archived for outcome in batch.outcomes)
    summary = summarize(
        outcomes,
        discovered=len(discovery.refs),
        known=planned.known,
        written=sum(batch.created for batch in archived),
    )
    publish(source, summary, outcomes, _notes(discovery, planned))
    if discovery.failures and not discovery.refs:
        raise DiscoveryError("; ".join(discovery.failures), url=source)
    return RunResult(
        source=source,
        run=run.name,
        summary=summary,
        outcomes=outcomes,
        warnings=discovery.warnings,
        failures=discovery.failures,
    )


def _work(planned: Plan, source: Source, settings: Settings) -> Iterator[Archived]:
    """Fetch, clean and archive each batch; the next one is fetched while one is cleaned."""
    batches = (*planned.resumed, *planned.batches)
    if not batches:
        return
    counter = _Counter(source.name, planned.pages)

    def fetching(batch: OpenBatch) -> PrefectFuture[Receipt]:
        return fetch.submit(batch, source, settings, counter.fetched)

    ahead = fetching(batches[0])
    for batch, following in zip(batches, (*batches[1:], None), strict=True):
        ahead.result()
        if following:
            ahead = fetching(following)
        cleaned = clean(batch, source, settings)
        yield archive(batch, cleaned, settings)
        counter.archived(len(batch.refs))


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


def _notes(discovery: Discovery, planned: Plan) -> Sequence[str]:
    resumed = [f"{len(planned.resumed)} batches of an unfinished run were completed"] if planned.resumed else []
    return [*resumed, *discovery.failures, *discovery.warnings]
