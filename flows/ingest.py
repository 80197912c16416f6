"""The main flow: archives the articles of a source."""

import re
import textwrap
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled
from prefect.task_runners import ThreadPoolTaskRunner

from dateline.config.loader import Config, load
from dateline.config.schema import Source
from dateline.flows.catch_up import catch_up
from dateline.flows.ingest_run import ANY_TIME, Work
from dateline.flows.runtime.adaptive_schedule import keep_rhythm
from dateline.flows.runtime.deployment_of_run import deployment_id
from dateline.flows.runtime.dropped_runs import naming_dropped_runs
from dateline.flows.runtime.end_states import blocked, check_not_blocked, completed, ending_of
from dateline.flows.runtime.failures import is_blocked, noting_end, reporting_early_end
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.parameters import Moment, checking_parameters, window_between
from dateline.flows.runtime.run_log import failing_in_sentences, print_end, print_failure
from dateline.flows.runtime.turn_watch import telling_of_turns
from dateline.tasks.again import refs_of
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.errors import BlockedError, ConfigError, DiscoveryError, StoppedError
from dateline.tasks.core.models import OutcomeKind, Window
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.core.runs.windows import end_of_run
from dateline.tasks.core.sources.ways import Way, narrowed
from dateline.tasks.ledger import holding_archive
from dateline.tasks.schedule_state import note_wall, put_clock_right, wall_before
from dateline.tasks.search import keep_index_up

MAX_NAMED = 100
"""How many characters of the requested URLs appear in the name of a run."""


def _run_name() -> str:
    given = flow_run.parameters
    since, until, via = given.get("since"), given.get("until"), given.get("via", Way.ALL)
    way = "" if via == Way.ALL else f" by {via}"
    if again := given.get("again"):
        return f"{given['source']} again: {textwrap.shorten(', '.join(again), MAX_NAMED, placeholder=' …')}"
    if since or until:
        return f"{given['source']} [{_in_short(since)}, {_in_short(until)}){way}"
    scheduled = f" up to {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}" if deployment_id() else ""
    return f"{given['source']}{scheduled}{way}"


def _in_short(given: object) -> str:
    """Return a time, given as an object or as text from a form, without redundant parts. All times are in UTC."""
    text = re.sub(r"(\+00:00|Z)$", "", str(given or "…")).replace("T", " ")
    return text.removesuffix(" 00:00:00").removesuffix(":00")


@flow(
    name="ingest",
    flow_run_name=_run_name,
    on_running=ON_RUNNING,
    validate_parameters=False,  # see `dateline.flows.runtime.parameters`
    task_runner=ThreadPoolTaskRunner(max_workers=2),  # type: ignore[arg-type]  # the stub wants a coroutine runner
)
@failing_in_sentences
@checking_parameters
@naming_dropped_runs
def ingest(  # noqa: PLR0913, PLR0917 - the fields of the run form
    source: str,
    since: Moment | None = None,
    until: Moment | None = None,
    via: Way = Way.ALL,
    part_of: Window | None = None,
    again: list[str] | None = None,
) -> RunResult:
    """Archive what ``source`` published in ``[since, until)``, found in one way or in all ways.

    Without a window, a run of a deployment covers the time from the source's watermark to the run's scheduled time;
    pages that the source lists there are archived whenever they were published. Other runs without a window cover
    everything that the source lists. Both advance the watermark if everything could be read.

    Settled pages are not fetched again, and pages that another run is working on are left to it. Batches that a killed
    run left unfinished come first.

    Args:
        source: The name of the source.
        since: Only pages published at or after this time.
        until: Only pages published before this time.
        via: How to find pages; all: every way that the source file lists.
        part_of: The window of the backfill that this run is a slice of. It decides which pages are accepted, and the
            run waits for pages that other slices are working on.
        again: URLs of single pages of the source. If given, only these are fetched, now, whatever is known about them
            and whenever they were published.

    Raises:
        ConfigError: a URL is not one of a page of the source, or a window is given as well.
        DiscoveryError: nothing that was asked of the source could be read. Unfinished batches were completed, and pages
            that it had listed earlier were fetched if they were due.
    """
    config = load()
    work = Work.of(narrowed(config.source(source), via), config.settings, scheduled=bool(deployment_id()))
    if again and (since or until or part_of):
        raise ConfigError("single pages are fetched again whenever they were published: omit since and until")
    named = (flow_run.name or source) if since or until else source  # a slice of a backfill is named with its days
    request = _Request(window_between(since, until), via, part_of, tuple(again or ()))
    try:
        with reporting_early_end(work.publish), telling_of_turns(named):
            state = _final_state(work, request, config)
    except StoppedError as stopped:
        return Cancelled(message=str(stopped))  # type: ignore[return-value]  # the run ends in the state that it returns
    except Exception as error:
        print_failure(named, error)
        raise
    # The report and the line in the terminal name the state in which the run ends.
    work.publish(ending_of(state))
    print_end(named, state)
    return state  # type: ignore[return-value]  # as above; the caller gets the result


@dataclass(frozen=True, slots=True)
class _Request:
    """The arguments of a run, except its source."""

    window: Window
    via: Way
    part_of: Window | None
    again: tuple[str, ...]

    @property
    def is_regular(self) -> bool:
        """Whether the run has the arguments of a scheduled run."""
        return self.window == ANY_TIME and self.via is Way.ALL and not self.again


def _final_state(work: Work, request: _Request, config: Config) -> State[Any]:
    """Do the work of a run. Return the state in which it ends, with its result."""
    source, settings = work.source, config.settings
    is_scheduled = request.is_regular and work.scheduled
    try:
        with noting_end(source.name, settings, counted=is_scheduled):
            result = _ingested(work, request, config)
            note_wall(source.name, result, datetime.now(UTC), settings)
            if is_scheduled:
                check_not_blocked(result, wall_before(source.name, result, settings))
    except (BlockedError, DiscoveryError) as error:
        if not is_blocked(error, source.name, settings):
            raise
        if request.is_regular:
            keep_rhythm(source, 0, settings)  # a site with a wall is left alone for longer and longer
        return blocked(error)
    if request.is_regular:
        keep_rhythm(source, result.summary.count(OutcomeKind.NEW), settings)
    return completed(result)


def _ingested(work: Work, request: _Request, config: Config) -> RunResult:
    began_at = datetime.now(UTC)
    name = Run.begin(work.source.name, request.window, began_at, str(flow_run.id)).name
    with holding_archive(config.settings), cleaners(config.settings.ingest):
        _do(work, request, name, began_at, config.sources.values())
        behind = work.clock_is_behind
        work.told += put_clock_right(work.source.name, config.settings, began_at, behind=behind)
        if note := keep_index_up(config.settings):
            work.told.append(note)
    return work.result(name)


def _do(work: Work, request: _Request, run: str, began_at: datetime, sources: Collection[Source]) -> None:
    source = work.source.name
    if request.again:
        refs = refs_of(request.again, work.source, sources, work.settings)
        work.look_again(Run(run, source, ANY_TIME, began_at), refs)
    elif request.part_of is not None:
        work.ingest_slice(Run(run, source, request.part_of, began_at), request.window)
    elif request.window != ANY_TIME:
        work.ingest_window(Run(run, source, request.window, began_at), request.window)
    else:
        end = end_of_run(flow_run.scheduled_start_time, began_at) if deployment_id() else None
        catch_up(work, run, began_at, end, advance=request.via is Way.ALL)
