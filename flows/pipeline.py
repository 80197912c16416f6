"""Moves the batches of a run through fetching, cleaning and archiving."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Event, Lock
from typing import Any, NamedTuple, TypeVar, cast

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.futures import PrefectConcurrentFuture
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from dateline.config.schema import Settings, Source
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.stopping import stopping_together
from dateline.tasks.archive import Archived, archive
from dateline.tasks.batches import note_failure
from dateline.tasks.clean import clean
from dateline.tasks.cleaners import CleaningCrew, cleaners
from dateline.tasks.core.archive.batches import BrokenBatch, Cleaned
from dateline.tasks.core.errors import BatchError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.runs.summary import Amounts, Stages
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import Plan
from dateline.tasks.read import Read, is_at_hand, read

T = TypeVar("T")
Cleaning = Callable[[], list[Cleaned]]
"""Waits for the records of a batch, and returns them."""


class Fetching(NamedTuple):
    """A batch that is being fetched."""

    is_done: Callable[[], bool]
    result: Callable[[], Amounts]
    """Waits for the amounts that were transferred and stored."""


_UI_EVERY_S = 2.0


def unvisited(value: T) -> T:
    """Wrap a task's argument, so that Prefect does not search each field of each record for futures."""
    return cast("T", quote(value))


def process_batches(  # noqa: PLR0913, PLR0917 - what a run consists of
    planned: Plan, source: Source, settings: Settings, stages: Stages, on_look: Callable[[Look], None], label: str
) -> Iterator[Archived | BrokenBatch]:
    """Fetch, clean and archive each batch. While one is archived, others are cleaned, and the next one is fetched.

    Batches are archived here, in order, wherever they are cleaned, so that the archive does not depend on that. A
    failed batch is recorded and yielded as such, and the others continue. ``on_look`` is called, in other threads, with
    the results of rechecks without a change. Progress is told under the ``label``.
    """
    batches = (*planned.resumed, *planned.batches)
    if not batches:
        return
    counter = _Counter(label, planned.pages, on_look)
    with (
        cleaners(settings.ingest) as call_crew,
        stopping_together() as stop,
        _cleaning(source, settings, crew := call_crew(), counter, stages) as cleaning,
    ):
        submit = cast(
            "Callable[[OpenBatch], PrefectConcurrentFuture[Amounts]]",  # the flow's task runner uses threads
            partial(
                fetch.submit, source=unvisited(source), settings=unvisited(settings), on_page=counter.fetched, stop=stop
            ),
        )

        def fetching(batch: OpenBatch) -> Fetching:
            if _reads_itself(crew, batch):
                return Fetching(lambda: True, Amounts)
            future = submit(unvisited(batch))
            return Fetching(future.wrapped_future.done, future.result)

        for batch, cleaned in _in_turn(batches, fetching, cleaning, crew.at_once, stages):
            done: Archived | BrokenBatch
            try:
                with stages.timed("clean"):
                    records = cleaned()
                with stages.timed("archive"):
                    done = archive(unvisited(batch), unvisited(records), unvisited(settings))
            except BatchError as error:
                done = note_failure(batch, error, settings)
            counter.archived(len(batch.refs))
            yield done


def _in_turn(
    batches: Sequence[OpenBatch],
    fetching: Callable[[OpenBatch], Fetching],
    cleaning: Callable[[OpenBatch], Cleaning],
    at_once: int,
    stages: Stages,
) -> Iterator[tuple[OpenBatch, Cleaning]]:
    """Yield each batch with a callable that waits for its records.

    Meanwhile up to ``at_once`` batches are being cleaned, as soon as they are fetched. If the site is slow, no batch
    waits for the next one.
    """
    begun: deque[tuple[OpenBatch, Cleaning]] = deque()
    ahead = fetching(batches[0])
    for batch, following in zip(batches, (*batches[1:], None), strict=True):
        while begun and (len(begun) > at_once or not ahead.is_done()):
            yield begun.popleft()
        failure: BatchError | None = None
        with stages.timed("fetch"):
            try:
                stages.fetched += ahead.result()
            except BatchError as error:
                failure = error
        if following:
            ahead = fetching(following)
        begun.append((batch, partial(_raise, failure) if failure else cleaning(batch)))
    yield from begun


def _raise(failure: BatchError) -> list[Cleaned]:
    raise failure


def _reads_itself(crew: CleaningCrew, batch: OpenBatch) -> bool:
    """Return whether the crew reads the batch's pages itself, so that they are not fetched first."""
    return crew.is_here and is_at_hand(batch)


@contextmanager
def _cleaning(
    source: Source, settings: Settings, crew: CleaningCrew, counter: "_Counter", stages: Stages
) -> Iterator[Callable[[OpenBatch], Cleaning]]:
    """Yield a function that starts cleaning a batch and returns a callable that waits for the result."""
    # The runner waits for its threads, so they must be told to stop before it ends.
    runner: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=crew.at_once + 1)
    with runner, stopping_together() as stop:
        common = {"source": unvisited(source), "settings": unvisited(settings)}
        reading = common | {"crew": unvisited(crew), "on_page": counter.fetched, "stop": stop}

        def begin(batch: OpenBatch) -> Cleaning:
            if _reads_itself(crew, batch):
                queued = Event()
                future = runner.submit(read, {"batch": unvisited(batch), "on_queued": queued.set, **reading})
                future.wrapped_future.add_done_callback(lambda _: queued.set())
                queued.wait()  # else the first of several batches could be last in the queue, and delay archiving all
                return partial(_records, future, stages)
            do = partial(crew.do, stop=stop)
            return runner.submit(clean, {"batch": unvisited(batch), "do": do, **common}).result

        yield begin


def _records(reading: PrefectConcurrentFuture[Read], stages: Stages) -> list[Cleaned]:
    done = reading.result()
    stages.fetched += done.amounts
    return done.cleaned


class _Counter:
    """Counts pages for the terminal (each one) and the UI (each `_UI_EVERY_S`: an update there costs 30 ms)."""

    def __init__(self, label: str, total: int, on_look: Callable[[Look], None]) -> None:
        self._label, self._total, self._on_look = label, total, on_look
        self._fetched = self._archived = 0
        self._lock = Lock()
        self._told_at = time.monotonic()
        self._artifact = create_progress_artifact(0.0, description=f"{label}: pages archived")

    def fetched(self, look: Look | None = None) -> None:
        """Count a page that was fetched or failed. The result of a recheck without a change is passed on."""
        with self._lock:
            if look:
                self._on_look(look)
            self._fetched += 1
            tell(Progress(f"{self._label}: pages fetched", self._fetched, self._total))

    def archived(self, pages: int) -> None:
        """Count the pages of a finished batch."""
        self._archived += pages
        now = time.monotonic()
        if self._archived == self._total or now - self._told_at > _UI_EVERY_S:
            update_progress_artifact(self._artifact, 100.0 * self._archived / self._total)  # type: ignore[arg-type]
            self._told_at = now
        tell(Progress(f"{self._label}: pages archived", self._archived, self._total))
