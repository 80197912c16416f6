"""The writers to kill: programs that write an archive step by step, as the flows do, but without Prefect's engine.

The order of writes is that of the tasks and of `dateline.flows.ingest_run`, which are the real ones. Without the engine
a run takes at most a second, so that hundreds of kills are cheap.
"""

import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.config.schema import CleaningRules, Selectors, Settings, Source
from dateline.flows.ingest_run import Work
from dateline.flows.runtime.lanes import results_as_completed
from dateline.flows.steps import Planner
from dateline.tasks.adapters.archive.parquet import require_parquet
from dateline.tasks.archive import archive
from dateline.tasks.claims import claimed
from dateline.tasks.compact import closed_days, compact_day
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.runs.backfill import Slice, slices_of
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.core.sources.ways import Way
from dateline.tasks.discover import Discovery, discover
from dateline.tasks.ledger import holding_ledger, rebuild_ledger
from dateline.tasks.plan import Plan, plan
from dateline.tasks.prune import prune_segments
from dateline.tasks.schedule_state import mark_slice_done, slices_left
from tests.support.local_site import story
from tests.support.plain_steps import cleaned_pages
from tests.support.sample_archive import reclean_all
from tests.torture.kill_points import run_once, settings_in

CLOSED = datetime(2026, 11, 1, tzinfo=UTC)
"""A time at which all days of the pages are closed."""
RULES = CleaningRules(timezone="Asia/Tokyo", selectors=Selectors(remove=("h2",)))
RECLEANED = Source(name="sample", cleaning=RULES)
SPAN = (date(2026, 1, 2), date(2026, 1, 8))
STORIES = 20
"""The stories cover a little more than SPAN: the first and the last are outside."""
FIRST, STEP = datetime(2026, 1, 1, 20, 30, tzinfo=UTC), timedelta(hours=8)


@dataclass(frozen=True)
class Writer:
    """A program to kill. ``prepare`` runs once in a new archive, and ``write`` again and again until it finishes."""

    source: Source
    """The source as an audit needs it."""
    write: Callable[[Settings], None]
    prepare: Callable[[Settings], None] = lambda _: None


def writers(pages: Path) -> dict[str, Writer]:
    """Return the writers by name. The stories of some of them are written into the folder ``pages``."""
    for number in range(STORIES):
        pages.mkdir(parents=True, exist_ok=True)
        page = story(f"Ferry log number {number} is read out", FIRST + number * STEP)
        (pages / f"story-{number}.html").write_bytes(page)
    stories = Source(name="stories", folders=(pages,))
    backfills = {
        f"backfill-{parallel}": Writer(stories, partial(backfill, stories, parallel)) for parallel in (1, 2, 3, 4)
    }
    once = partial(ingest, stories)
    return backfills | {
        "sample": Writer(RECLEANED, whole_life),
        "stories": Writer(stories, once),
        "rebuild": Writer(stories, partial(rebuilt_and_ingested, stories), prepare=once),
    }


@cache
def warm_up() -> None:
    """Do the lazy imports of the writers, so that the processes that are forked later have them."""
    require_parquet()
    with TemporaryDirectory(prefix="dateline-torture-") as folder:
        run_once(settings_in(Path(folder)))


def whole_life(settings: Settings) -> None:
    """Ingest the sample, clean it again under other rules, write closed days, and prune."""
    run_once(settings)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex, RUN_SUFFIX)
    reclean_all(settings, RECLEANED, run)
    for day, keys in closed_days(Window(), settings, CLOSED):
        compact_day.fn(day, keys, settings, verify=False)
    prune_segments.fn(settings, (), datetime.now(UTC), lambda _: None, dry_run=False)


def ingest(source: Source, settings: Settings) -> None:
    """Do what the flow `ingest` does, with claims, so that pages that another process works on are left to it."""
    run = Run.begin(source.name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    with holding_ledger(settings):
        PlainWork.of(source, settings).ingest_window(run, Window())


def rebuilt_and_ingested(source: Source, settings: Settings) -> None:
    """Rebuild the ledger, and ingest, which finds nothing to do."""
    rebuild_ledger(settings)
    ingest(source, settings)


def backfill(source: Source, parallel: int, settings: Settings) -> None:
    """Do what the flow `backfill` does over SPAN, in slices of a day.

    The folder has no dates, so each slice lists all of the pages, and claims decide which slice fetches which page.
    """
    slices = slices_of([source.name], *SPAN, SliceLength.DAY)
    whole = Window(since=slices[0].window.since, until=slices[-1].window.until)
    with holding_ledger(settings):
        left = slices_left(slices, whole, Way.ALL, settings)
        work = partial(_caught, partial(_slice, source, whole, settings))
        with closing(results_as_completed(left, work, parallel)) as finished:
            errors = [error for _, error in finished if error]
    if errors:
        raise errors[0]


def _slice(source: Source, whole: Window, settings: Settings, job: Slice) -> None:
    began_at = datetime.now(UTC)
    name = Run.begin(source.name, job.window, began_at, uuid.uuid4().hex).name
    work = PlainWork.of(source, settings)
    work.ingest_slice(Run(name, source.name, whole, began_at), job.window)
    if not work.standing.missing:
        mark_slice_done(job, whole, Way.ALL, began_at, settings, outside=bool(work.standing.outside))


def _caught(work: Callable[[Slice], None], job: Slice) -> Exception | None:
    try:
        work(job)
    except Exception as error:  # noqa: BLE001 - `results_as_completed` wants results
        return error
    return None


class PlainWork(Work):
    """The work of a run, with the steps called as plain functions."""

    def _discover(self, run: Run, window: Window) -> Discovery:
        discovery = discover.fn(self.source, self.settings, window, judged=run.window)
        self.discoveries.append(discovery)
        return discovery

    def _process(
        self,
        refs: Sequence[PageRef],
        run: Run,
        first: int = 0,
        planner: Planner | None = None,  # noqa: ARG002 - no writer looks again at single pages
    ) -> Plan:
        planned = self._without_broken(plan.fn(refs, run, self.settings, first))
        with claimed(planned, run, self.settings) as mine:
            self.plans.append(mine)
            for batch in (*mine.resumed, *mine.batches):
                cleaned = cleaned_pages(batch, self.source, self.settings)
                self.archived.append(archive.fn(batch, cleaned, self.settings))
        return mine
