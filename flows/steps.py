"""How the steps of a run are called: each as a task run of Prefect, or as plain calls for the sources of a group.

A task run costs the server and the client some 20 ms, a hundred times as much as a feed without news.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from dateline.config.schema import Settings, Source
from dateline.flows.pipeline import process_batches, unvisited
from dateline.flows.runtime.lanes import Deadline
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import log
from dateline.flows.runtime.stopping import stopping_together
from dateline.tasks.archive import Archived, archive
from dateline.tasks.batches import as_noted, note_failure
from dateline.tasks.clean import clean
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import BrokenBatch, Cleaned, Run
from dateline.tasks.core.errors import BatchError, StoppedError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.runs.summary import Stages
from dateline.tasks.discover import Discovery, SharedClients, discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import Plan, plan, plan_again
from dateline.tasks.read import is_at_hand, read

Planner = Callable[[Sequence[PageRef], Run, Settings, int], Plan]
Processing = Callable[
    [Plan, Source, Settings, Stages, Callable[[Look], None], str],
    Iterator[Archived | BrokenBatch],
]


class Log(Protocol):
    """Adds a line to the log of the run."""

    def __call__(self, sentence: str, *, is_trouble: bool = False) -> None:
        """Add the sentence."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a run of a source."""

    discover: Callable[..., Discovery]
    plan: Planner
    plan_again: Planner
    process: Processing
    tell: Callable[[Progress], None]
    log: Log
    is_late: Callable[[], bool] = lambda: False
    """Whether the source has used up its time, so that the next run must continue."""


def _as_task(planner: Planner) -> Planner:
    def planned(refs: Sequence[PageRef], run: Run, settings: Settings, first: int) -> Plan:
        return planner(unvisited(refs), run, unvisited(settings), first)

    return planned


def _discovered(*args: Any, **kwargs: Any) -> Discovery:  # noqa: ANN401 - those of `discover`
    return discover(*args, **kwargs, return_state=True).result()


AS_TASKS = Steps(_discovered, _as_task(plan), _as_task(plan_again), process_batches, tell, log)


def plain_steps(clients: SharedClients, deadline: Deadline) -> Steps:
    """Return steps that are plain calls, for one of many sources. They share connections and log only problems.

    Once ``deadline`` has passed, no further page is requested. It is renewed when the pages have been found.
    """

    def found(*args: object, **kwargs: object) -> Discovery:
        without_thread = kwargs | {"stop": None}  # for feeds without news, it would be a large part of the work
        discovery = discover.fn(*args, **without_thread, clients=clients)  # type: ignore[arg-type]  # those of `discover`
        deadline.renew()
        return discovery

    def check_time(_: Progress) -> None:
        # Called for each file that is about to be read. It is not shown: the run shows how many sources are done.
        if deadline.is_past():
            raise StoppedError("there was no time for more of the source; the next run continues")

    return Steps(found, plan.fn, plan_again.fn, partial(_process, deadline), check_time, _log_trouble, deadline.is_past)


def _log_trouble(sentence: str, *, is_trouble: bool = False) -> None:
    if is_trouble:
        log(sentence, is_trouble=True)


def _process(  # noqa: PLR0913, PLR0917 - the first is bound, the others are those of `process_batches`
    deadline: Deadline,
    planned: Plan,
    source: Source,
    settings: Settings,
    stages: Stages,
    on_look: Callable[[Look], None],
    _label: str,
) -> Iterator[Archived | BrokenBatch]:
    """Fetch, clean and archive each batch, one step after the other, while other sources are read in parallel."""
    with stopping_together() as stop:
        for number, batch in enumerate((*planned.resumed, *planned.batches)):
            if number and deadline.is_past():
                return
            try:
                records = _cleaned(batch, source, settings, stages, on_look, stop, deadline.is_past)
                with stages.timed("archive"):
                    yield archive.fn(batch, records, settings)
            except BatchError as error:
                yield note_failure(batch, error, settings)


def _cleaned(  # noqa: PLR0913, PLR0917 - what the steps take
    batch: OpenBatch,
    source: Source,
    settings: Settings,
    stages: Stages,
    on_look: Callable[[Look], None],
    stop: Callable[[], bool],
    late: Callable[[], bool],
) -> list[Cleaned]:
    def tell_look(look: Look | None) -> None:
        if look:
            on_look(look)

    with cleaners(settings.ingest) as call_crew:
        crew = call_crew()
        if crew.is_here and is_at_hand(batch):
            with stages.timed("clean"):
                done = read.fn(batch, source, settings, crew, stop=stop)
            stages.fetched += done.amounts
            return done.cleaned
        with stages.timed("fetch"):
            stages.fetched += fetch.fn(batch, source, settings, tell_look, stop, late)
        if late():
            batch = as_noted(batch, settings)  # some pages may have been left out
        with stages.timed("clean"):
            return clean.fn(batch, source, settings, partial(crew.do, stop=stop))
