"""Groups of sources that share one run: their shards, their order, and the run's result."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from dateline.config.schema import Settings, Source
from dateline.tasks.core.display.findings import Finding, warning
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.models import ADDED, OutcomeKind, Reason
from dateline.tasks.core.runs.summary import RunResult, Summary
from dateline.tasks.core.sources.ways import web_addresses
from dateline.tasks.core.value_types import Model
from dateline.tasks.core.web.urls import host_of

MAX_RUNS_A_MINUTE = 30
"""How many runs that are due within a minute a Prefect server on SQLite can handle on two cores.

Measured with ``python -m tests.benchmarks.crowd_bench 10 30 100``, beside much other work: 30 went well, of 100 some
failed.
"""


class SourceState(StrEnum):
    """The result of a source in a run of its group."""

    QUIET = "nothing new"
    """Everything was read, and there was no news."""
    NEWS = "news"
    """Articles were archived, or pages were rejected."""
    PARTLY = "partly read"
    """A part could not be read, or a batch failed; the rest was archived."""
    LATE = "late"
    """It took longer than the group's `deadline_s`. The next run continues."""
    BLOCKED = "blocked by bot wall"
    """Every page that was fetched was a bot wall, a login or a consent page, or each part answered with a bot wall."""
    FAILED = "failed"
    """Nothing of it could be read, or an error occurred."""

    @property
    def is_trouble(self) -> bool:
        """Whether someone should look into the source."""
        return self not in {SourceState.QUIET, SourceState.NEWS}


class SourceResult(Model):
    """The result of one source in a run of its group."""

    source: str
    state: SourceState
    summary: Summary = Summary()
    seconds: float = 0.0
    detail: str = ""
    """What went wrong, as sentences."""
    is_waiting: bool = False
    """Whether it was blocked before, and none of its pages was due in this run."""
    is_storage: bool = False
    """Whether the archive or the ledger was the cause."""
    is_bug: bool = False
    """Whether an unexpected error was the cause."""

    @property
    def news(self) -> int:
        """Number of records that were added."""
        return sum(self.summary.count(kind) for kind in ADDED)


class GroupResult(Model):
    """The result of a run of a group."""

    group: str
    sources: int
    """How many sources the run had to read."""
    read: int
    """How many of them it has read."""
    summary: Summary
    """The totals of all of them."""
    told: tuple[SourceResult, ...] = ()
    """The sources with news or trouble."""
    warnings: tuple[str, ...] = ()
    """A sentence for each oddity of the run itself."""

    @property
    def troubled(self) -> tuple[SourceResult, ...]:
        """The sources in trouble."""
        return tuple(one for one in self.told if one.state.is_trouble)

    @property
    def quiet(self) -> int:
        """Number of sources that were read, without news or trouble."""
        return self.read - len(self.told)

    @property
    def in_words(self) -> str:
        """How many sources were read, and how many of them have news or are in trouble."""
        troubled = len(self.troubled)
        read = f"{self.read:,} of {count(self.sources, 'source')} read"
        with_news = f"{len(self.told) - troubled:,} with news"
        return f"{read}: {with_news}, {troubled:,} in trouble, {self.quiet:,} with nothing new"


def runs_a_minute(settings: Settings, sources: Iterable[Source]) -> int:
    """Return how many runs of enabled sources and of groups their schedules start in the busiest minutes.

    Those at intervals are spread evenly, those with the same cron expression are due at once.
    """
    at_intervals, by_cron = 0.0, Counter[tuple[str, str]]()
    for source in sources:
        if not source.enabled:
            continue
        schedule = source.schedule
        if schedule.cron:
            by_cron[schedule.cron, schedule.timezone] += 1
        elif schedule.interval_s:
            at_intervals += 60 / schedule.interval_s
        elif schedule.adaptive:
            at_intervals += 60 / source.poll_settings(settings.poll).min_interval_s
    for group in settings.groups.values():
        if group.cron:
            by_cron[group.cron, group.timezone] += group.shards
        elif group.interval_s:
            at_intervals += 60 * group.shards / group.interval_s
    return round(at_intervals) + max(by_cron.values(), default=0)


def crowding(settings: Settings, sources: Iterable[Source]) -> Finding | None:
    """Return a warning if more runs are due at a time than a Prefect server on SQLite can handle, else None."""
    many = runs_a_minute(settings, sources)
    if many <= MAX_RUNS_A_MINUTE:
        return None
    remedy = (
        "Put sources into a group ([groups] in settings.toml), which has one run, or keep Prefect's data in "
        "PostgreSQL: PREFECT_API_DATABASE_CONNECTION_URL=postgresql+asyncpg://…"
    )
    found = (
        f"{many:,} runs can be due within a minute, and a Prefect server on SQLite can handle about {MAX_RUNS_A_MINUTE}"
    )
    return warning("schedules", found, remedy)


def shard_of(name: str, shards: int) -> int:
    """Return the shard that a source belongs to, from 1 to ``shards``: by a hash of its name, so for good."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % shards + 1


def in_shard(name: str, shard: int, shards: int) -> bool:
    """Return whether a source belongs to the shard, from 1 to ``shards``."""
    return shard_of(name, shards) == shard


def group_run(group: str, shard: int | None, shards: int) -> str:
    """Return the name of the runs of a group, or of one of its several shards."""
    return f"{group}-{shard}" if shard and shards > 1 else group


def lanes(sources: Iterable[Source]) -> Sequence[Sequence[Source]]:
    """Return the sources in lanes: those whose first URL is on the same host are in one lane.

    A host gets one request at a time, so in parallel they would only wait for each other.
    """
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(_host(source), []).append(source)
    return list(found.values())


def _host(source: Source) -> str:
    return next(map(host_of, web_addresses(source)), f"source {source.name}")


def state_of(result: RunResult) -> SourceState:
    """Return the state of a source that was read within its time."""
    if result.failures or result.broken:
        return SourceState.PARTLY
    return SourceState.NEWS if result.summary.settled else SourceState.QUIET


def told_of(result: RunResult) -> str:
    """Return sentences about a source."""
    return "; ".join((*result.failures, *result.broken, *result.warnings))


def total(summaries: Iterable[Summary]) -> Summary:
    """Return the sums of totals."""
    kinds = dict.fromkeys(OutcomeKind, 0)
    reasons = dict.fromkeys(Reason, 0)
    sums = dict.fromkeys((name for name, field in Summary.model_fields.items() if field.annotation is int), 0)
    for one in summaries:
        for name in sums:
            sums[name] += getattr(one, name)
        for kind, pages in one.outcomes.items():
            kinds[kind] += pages
        for reason, pages in one.reasons.items():
            reasons[reason] += pages
    return Summary(
        outcomes={kind: pages for kind, pages in kinds.items() if pages},
        reasons={reason: pages for reason, pages in reasons.items() if pages},
        **sums,
    )
