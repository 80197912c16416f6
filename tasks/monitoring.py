"""State for monitoring sources: tallies of past days, reported silences, and overdue rechecks.

The tally of a past day is kept in the ledger, so that its manifests are read only once.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.fetching import watchlist
from dateline.tasks.adapters.fetching.batch_owner import is_run_abandoned
from dateline.tasks.adapters.ledger.clocks import clock_trouble
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.process_names import has_ended, process_name
from dateline.tasks.adapters.ledger.shared import ledger_if_usable, shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.batches import troubled_batches
from dateline.tasks.core.archive.records import RUNS, day_path, read_manifest
from dateline.tasks.core.archive.removal import REMOVED
from dateline.tasks.core.errors import DamagedObjectError, LedgerError, RecordError
from dateline.tasks.core.models import Outcome
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.runs.groups import group_run, shard_of
from dateline.tasks.core.sources.health import FailuresInARow, RunsEnded, SourceHealth, SourceProgress, health
from dateline.tasks.core.sources.tallies import DayTally, tally
from dateline.tasks.core.value_types import Model, UtcDatetime
from dateline.tasks.schedule_state import read_watermark

_log = logging.getLogger(__name__)

_TALLY, _SILENCE, _FAILING, _ENDED = "tally", "silence", "failing", "ended"
"""The names under which the ledger keeps them. They never change, because existing ledgers contain them."""
_SETTLED = timedelta(days=3)
"""A batch may be finished on a later day than it was begun, but hardly this late."""


def tallies(
    days: int, today: date, settings: Settings, known: Mapping[date, DayTally] | None = None
) -> dict[date, DayTally]:
    """Return the tallies of today and the days before, ``days`` in all. ``known`` are those that it returned before.

    The ledger only saves time: without one, or if it cannot be written, manifests are read again.

    Raises:
        StoreError: the archive could not be read.
        LedgerError: the ledger could not be read.
    """
    settled = {day: one for day, one in (known or {}).items() if today - day >= _SETTLED}
    found: dict[date, DayTally] = {}
    with ledger_if_usable(settings.ledger.url) as ledger:
        store, keeper = open_store(settings.archive), ledger
        for back in range(days):
            day = today - timedelta(days=back)
            kept = settled.get(day) or recall(ledger, _TALLY, day.isoformat(), DayTally)
            found[day] = kept or tally(_outcomes(store, day))
            if keeper and kept is None and today - day >= _SETTLED:
                try:
                    keeper.note(_TALLY, day.isoformat(), found[day])
                except LedgerError:
                    keeper = None  # it may be read-only
    return found


def _outcomes(store: ArchiveStore, day: date) -> Iterator[Outcome]:
    for key in store.list(f"{RUNS}{day_path(day)}/"):
        try:
            yield from read_manifest(store.get(key), key).outcomes
        except (RecordError, DamagedObjectError) as error:
            _log.warning("A manifest is left out of the figures: %s", error)


def healths_of(
    sources: Mapping[str, Source], tallies: Mapping[date, DayTally], settings: Settings, now: datetime
) -> Sequence[SourceHealth]:
    """Return the health of each enabled source, and of each other source in the tallies, sorted by name.

    Sources that were removed with their articles are left out.

    Raises:
        LedgerError: the ledger could not be read.
    """
    enabled = {source.name for source in sources.values() if source.enabled}
    names = sorted(enabled | {name for day in tallies.values() for name in day.sources})
    with shared_ledger(settings.ledger.url) as ledger:
        names = [name for name in names if name in sources or not ledger.noted(REMOVED, name)]
    return [health(name, tallies, _progress(name, sources.get(name), settings, now), now) for name in names]


def _progress(name: str, source: Source | None, settings: Settings, now: datetime) -> SourceProgress:
    runs = _runs_ended(name, settings)
    return SourceProgress(
        watermark=read_watermark(name, settings, now),
        recheck_due_at=oldest_due_recheck(name, settings, now),
        set_aside=sum(batch.set_aside for batch in troubled_batches(settings, name)),
        is_interrupted=_is_interrupted(name, runs, settings, now),
        is_scheduled=source is not None and settings.is_scheduled(source),
        runs=runs,
        failures=_failures_in_a_row(name, source, settings) if runs.failed_at else None,
    )


def _runs_ended(name: str, settings: Settings) -> RunsEnded:
    with shared_ledger(settings.ledger.url) as ledger:
        return recall(ledger, _ENDED, name, RunsEnded) or RunsEnded()


def _is_interrupted(name: str, runs: RunsEnded, settings: Settings, now: datetime) -> bool:
    if runs.first_began_at is None:
        return False
    with shared_ledger(settings.ledger.url) as ledger:
        return is_run_abandoned(runs.process, runs.first_began_at, ledger.unfinished(name), now)


def note_end(  # noqa: PLR0913 - the last ones by keyword
    source: str,
    settings: Settings,
    failed_at: datetime | None = None,
    failure: str = "",
    *,
    is_blocked: bool = False,
    is_unasked: bool = False,
) -> None:
    """Record that a run of the source succeeded or, if ``failed_at`` is given, when and why it failed.

    ``is_blocked``: whether it failed because it got nothing but walls. ``is_unasked``: whether it failed because the
    host rests and was not asked; then a source that was blocked before still is.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        before = recall(ledger, _ENDED, source, RunsEnded) or RunsEnded()
        succeeded = before.has_succeeded or failed_at is None
        is_blocked = is_blocked or (is_unasked and before.is_blocked)
        after = RunsEnded(has_succeeded=succeeded, failed_at=failed_at, failure=failure, is_blocked=is_blocked)
        if after != before:
            ledger.note(_ENDED, source, after)


def note_begin(source: str, settings: Settings, now: datetime) -> None:
    """Record that a run of the source begins, unless one has ended or is at work on this machine.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        before = recall(ledger, _ENDED, source, RunsEnded)
        if before is None or (before.first_began_at and has_ended(before.process) is not False):
            began_at = before.first_began_at if before else now
            ledger.note(_ENDED, source, RunsEnded(first_began_at=began_at, process=process_name()))


def was_blocked(source: str, settings: Settings) -> bool:
    """Return whether the last run of the source got nothing but walls, apart from runs that asked nothing after it.

    Raises:
        LedgerError: the ledger could not be read.
    """
    return _runs_ended(source, settings).is_blocked


def clock_trouble_of(sources: Mapping[str, Source], settings: Settings, now: datetime) -> str | None:
    """Return a sentence if clocks of the sources' servers are ahead of this machine's, else None.

    Raises:
        LedgerError: the ledger could not be read.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        return clock_trouble(sources, ledger, now)


class Silence(Model):
    """A silence, by the last day on which the source published anything."""

    since: date


def untold_silences(healths: Iterable[SourceHealth], today: date, settings: Settings) -> Sequence[SourceHealth]:
    """Return the silent sources whose silence has not been reported yet, and record it as reported.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    untold = []
    with shared_ledger(settings.ledger.url) as ledger:
        for one in healths:
            if one.is_silent and one.silent_days is not None:
                silence = Silence(since=today - timedelta(days=one.silent_days))
                if recall(ledger, _SILENCE, one.source, Silence) != silence:
                    ledger.note(_SILENCE, one.source, silence)
                    untold.append(one)
    return untold


class Failing(Model):
    """Consecutive failed runs of a source."""

    runs: int = 0
    since: UtcDatetime
    """When the first of them failed."""
    is_told: bool = False


def count_failure(source: str, now: datetime, settings: Settings) -> Failing | None:
    """Record that a run of the source failed; return the consecutive failures if they should be reported now.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        before = recall(ledger, _FAILING, source, Failing)
        if before is None or not before.runs:
            before = Failing(since=now)
        counted = before.model_copy(update={"runs": before.runs + 1})
        is_due = not before.is_told and counted.runs >= settings.watch.failed_runs
        ledger.note(_FAILING, source, counted.model_copy(update={"is_told": before.is_told or is_due}))
    return counted if is_due else None


def forget_failures(source: str, settings: Settings) -> None:
    """Record that a run of the source succeeded.

    Raises:
        LedgerError: the ledger could not be read or written.
    """
    with shared_ledger(settings.ledger.url) as ledger:
        if (before := recall(ledger, _FAILING, source, Failing)) and before.runs:
            ledger.note(_FAILING, source, Failing(since=before.since))


def _failures_in_a_row(name: str, source: Source | None, settings: Settings) -> FailuresInARow | None:
    """Return the failures of the source's scheduled runs, or of its group's, if they are as many as are reported."""
    group = _group_run(source, settings) if source else ""
    with shared_ledger(settings.ledger.url) as ledger:
        for counted, of_group in ((name, ""), *([(name_of_group(group), group)] if group else [])):
            found = recall(ledger, _FAILING, counted, Failing)
            if found and found.runs >= settings.watch.failed_runs:
                return FailuresInARow(found.runs, found.since, of_group)
    return None


def _group_run(source: Source, settings: Settings) -> str:
    """Return the name of the runs of the source's group, or of its shard; "" if it has none."""
    group = settings.groups.get(source.schedule.group or "")
    return group_run(source.schedule.group or "", shard_of(source.name, group.shards), group.shards) if group else ""


def name_of_group(run: str) -> str:
    """Return the name under which the failures of a group's runs are counted. No source has such a name."""
    return f"group {run}"


def oldest_due_recheck(source: str, settings: Settings, now: datetime) -> datetime | None:
    """Return when the source's longest overdue recheck was due (aware UTC), or None if no recheck is due.

    Raises:
        LedgerError: the ledger could not be read.
    """
    if not settings.recheck.enabled:
        return None
    with shared_ledger(settings.ledger.url) as ledger:
        listed = watchlist.load(source, ledger)
        known = ledger.known(source, listed.pages)
    return watchlist.oldest_due(listed, known, settings.recheck, now)
