"""The flow of a group: archives the articles of all of its sources in one run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from prefect import flow
from prefect.runtime import flow_run
from prefect.states import Cancelled

from dateline.config.groups import members, named_group
from dateline.config.loader import Config, load
from dateline.config.schema import Group, Source
from dateline.flows.group_member import GroupRun
from dateline.flows.runtime.deployment_of_run import deployment_id
from dateline.flows.runtime.dropped_runs import naming_dropped_runs
from dateline.flows.runtime.end_states import completed_group
from dateline.flows.runtime.failures import count_failures, reporting_early_end
from dateline.flows.runtime.hooks import ON_RUNNING
from dateline.flows.runtime.lanes import Deadline, Lanes
from dateline.flows.runtime.parameters import Moment, checking_parameters, window_between
from dateline.flows.runtime.progress import Progress, tell
from dateline.flows.runtime.run_log import failing_in_sentences, log, print_end, print_failure
from dateline.flows.runtime.turn_watch import telling_of_turns
from dateline.flows.ui.group_report import publish
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ConfigError, StoppedError
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.ending import Ending
from dateline.tasks.core.runs.groups import GroupResult, SourceResult, SourceState, group_run, in_shard, lanes, total
from dateline.tasks.core.runs.windows import end_of_run
from dateline.tasks.discover import sharing_clients
from dateline.tasks.ledger import holding_archive
from dateline.tasks.schedule_state import forget_future
from dateline.tasks.search import keep_index_up

_MANY_CLOCKS = 10
"""Our clock counts as behind if the servers of at least one in so many sources have a later time."""


def _run_name() -> str:
    given = flow_run.parameters
    shard = f", shard {given['shard']}" if given.get("shard") else ""
    scheduled = f" up to {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}" if deployment_id() else ""
    return f"{given['group']}{shard}{scheduled}"


@flow(name="ingest-group", flow_run_name=_run_name, on_running=ON_RUNNING, validate_parameters=False)
@failing_in_sentences
@checking_parameters
@naming_dropped_runs
def ingest_group(
    group: str, shard: int | None = None, since: Moment | None = None, until: Moment | None = None
) -> GroupResult:
    """Archive what the sources of ``group`` published: those of one shard, or all.

    Each source is read as in a run of its own: up to the run's scheduled time, from its own watermark, and its feeds as
    often as they have news. A source that fails or is slow does not affect the others.

    Args:
        group: The name of the group.
        shard: Only the sources of this shard, from 1 to the group's number of shards.
        since: Only pages published at or after this time.
        until: Only pages published before this time.

    Raises:
        ConfigError: there is no such group or shard.
        Exception: all of its sources failed: the error of the first of them.
    """
    config = load()
    named = named_group(config, group)
    if shard is not None and not 1 <= shard <= named.shards:
        raise ConfigError(f"the group {group} has {count(named.shards, 'shard')}: choose one from 1 to {named.shards}")
    sources = [one for one in members(config, group) if shard is None or in_shard(one.name, shard, named.shards)]
    name = group_run(group, shard, named.shards)
    work = _GroupWork(name, named, config, sources)
    try:
        with reporting_early_end(work.publish), telling_of_turns(name):
            work.do(window_between(since, until))
    except StoppedError as stopped:
        return Cancelled(message=str(stopped))  # type: ignore[return-value]  # the run ends in the state that it returns
    except Exception as error:
        print_failure(name, error)
        raise
    state = completed_group(work.result)
    work.publish(Ending(state.name or "Completed"))
    print_end(name, state)
    return state  # type: ignore[return-value]  # as above; whoever calls the flow gets the result


@dataclass
class _GroupWork:
    """The work of one run of a group, and its results so far."""

    name: str
    group: Group
    config: Config
    sources: Sequence[Source]
    done: list[SourceResult] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def do(self, window: Window) -> None:
        """Read all sources, and archive what they have."""
        settings, began_at = self.config.settings, datetime.now(UTC)
        end = end_of_run(flow_run.scheduled_start_time, began_at) if deployment_id() else None
        run = Run.begin(self.name, window, began_at, str(flow_run.id)).name
        in_lanes = lanes(self.sources)
        log(f"{self.name}: {count(len(self.sources), 'source')} at {count(len(in_lanes), 'host')} to read")
        with holding_archive(settings), cleaners(settings.ingest), sharing_clients(settings) as clients:
            common = GroupRun(run, settings, clients, window, began_at, end, self._late, self.errors.append)
            working = Lanes(common.read, self._deadline_of, self._given_up, self.group.sources_at_once)
            for _, result in working.run(in_lanes):
                self._note(result)
            if common.is_regular and (told := count_failures(self.name, self.done, settings)):
                self.warnings.append(told)
            if len(clients.later) <= len(self.sources) // _MANY_CLOCKS:
                self.warnings += forget_future(settings, began_at)
            if note := keep_index_up(settings):
                self.warnings.append(note)
        if self.errors and all(one.state is SourceState.FAILED for one in self.done):
            raise self.errors[0]

    def _deadline_of(self, source: Source) -> Deadline:
        """Return the deadline of a source. A page that is being fetched then may still be completed."""
        grace_s = source.fetch_settings(self.config.settings.fetch).total_timeout_s
        return Deadline(self.group.deadline_s, grace_s)

    @property
    def _late(self) -> str:
        return f"it took more than {self.group.deadline_s:g} s (deadline_s); the next run continues"

    def _given_up(self, source: Source) -> SourceResult:
        return SourceResult(
            source=source.name, state=SourceState.LATE, detail=self._late, seconds=self.group.deadline_s
        )

    def _note(self, result: SourceResult) -> None:
        self.done.append(result)
        tell(Progress(f"{self.name}: reading sources", len(self.done), len(self.sources)))
        if result.state is not SourceState.QUIET:
            told = f"{result.source}: {result.state.value}; {result.news:,} new or changed"
            log(f"{told}; {result.detail}" if result.detail else told, is_trouble=result.state.is_trouble)

    @property
    def result(self) -> GroupResult:
        """The result so far."""
        told = sorted((one for one in self.done if one.state is not SourceState.QUIET), key=lambda one: one.source)
        return GroupResult(
            group=self.name,
            sources=len(self.sources),
            read=len(self.done),
            summary=total(one.summary for one in self.done),
            told=tuple(told),
            warnings=tuple(self.warnings),
        )

    def publish(self, ending: Ending) -> None:
        """Publish the report of the run, with how it ended."""
        publish(self.result, ending.state, ending.notes(self.warnings))
