"""The final states of runs of `ingest`, with names that show their result.

Prefect shows a state's name in every list of runs, colours it by its type, and names the event of a run's end after it:
``prefect.flow-run.Nothing new``.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from dateline.tasks.core.display.escaping import printable
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import BlockedError, DiscoveryError, StillBlockedError
from dateline.tasks.core.models import OutcomeKind, Reason
from dateline.tasks.core.runs.ending import Ending
from dateline.tasks.core.runs.groups import GroupResult
from dateline.tasks.core.runs.parts_read import PartsRead
from dateline.tasks.core.runs.summary import RunResult


class EndName(StrEnum):
    """The names in addition to Prefect's. A run with new articles is ``Completed``, like runs of other flows."""

    NOTHING_NEW = "Nothing new"
    """Everything was read, and there was no news."""
    PARTLY_READ = "Partly read"
    """A part of the source could not be read, or a batch failed; the rest was archived."""
    BLOCKED = "Blocked by bot wall"
    """Every page that was fetched was a bot wall, a login or a consent page: in this run or, if no page was due in it,
    in the last one that fetched any. Or every feed, sitemap and listing that was asked answered with a bot wall, in
    this run or, if it asked nothing because the host rests, before. The run counts as failed."""


def completed(result: RunResult) -> State[Any]:
    """Return the state of a run that was not stopped."""
    kinds, summary = (OutcomeKind.NEW, OutcomeKind.REVISION, OutcomeKind.COLLISION), result.summary
    news = sum(summary.count(kind) for kind in kinds)
    told = f"{news} new or changed, {summary.count(OutcomeKind.REJECTED)} rejected"
    if lost := lost_parts(len(result.failures), len(result.broken)):
        return Completed(name=EndName.PARTLY_READ.value, message=f"{lost}; {told}", data=result)
    name = None if news else EndName.NOTHING_NEW.value
    return Completed(name=name, message=told, data=result)


def lost_parts(unread: int, broken: int) -> str:
    """Return how many parts of a source were not read and how many batches failed, or "" if none."""
    parts = [count(unread, "unread part")] if unread else []
    parts += [count(broken, "failed batch", "failed batches")] if broken else []
    return ", ".join(parts)


def completed_group(result: GroupResult) -> State[Any]:
    """Return the state of a group's run that came to its end."""
    news = sum(one.news for one in result.told)
    sources = count(sum(1 for one in result.told if one.news), "source")
    rejected = result.summary.count(OutcomeKind.REJECTED)
    told = f"{news:,} new or changed at {sources} of {result.sources:,}, {rejected:,} rejected"
    if result.troubled:
        message = f"{count(len(result.troubled), 'source')} in trouble; {told}"
        return Completed(name=EndName.PARTLY_READ.value, message=message, data=result)
    name = None if news else EndName.NOTHING_NEW.value
    return Completed(name=name, message=told, data=result)


def blocked(error: BlockedError | DiscoveryError) -> State[Any]:
    """Return the state of a run that got only walls. Whoever called it gets the error raised."""
    return Failed(name=EndName.BLOCKED.value, message=printable(str(error)), data=error)


def ending_of(state: State[Any]) -> Ending:
    """Return how a run ended that was not stopped, given its final state."""
    lacks = state.name in {EndName.PARTLY_READ, EndName.BLOCKED}
    failures = state.data.failures if isinstance(state.data, DiscoveryError) else ()
    return Ending(state.name or "Completed", (state.message or "") if lacks else "", failures)


def check_read(result: RunResult, parts: PartsRead) -> None:
    """Check that anything of the source was read in the run, or that at least none of its parts failed.

    Pages that a feed listed earlier do not count if the feed was not due in this run.

    Raises:
        DiscoveryError: nothing was. ``is_wall`` says that the run got nothing but bot walls.
    """
    if result.failures and (parts.are_none or not result.summary.discovered):
        is_wall = parts.are_walled and (result.is_walled or not result.summary.looked_at)
        reason = Reason.NOT_ASKED if parts.are_left_alone else None
        failures = result.failures
        raise DiscoveryError("; ".join(failures), url=result.source, reason=reason, is_wall=is_wall, failures=failures)


def check_not_blocked(result: RunResult, wall_met_at: datetime | None) -> None:
    """Check that not every page was a wall, in this run or, if no page was due in it, in an earlier one.

    Raises:
        BlockedError: every page that got an outcome was one.
        StillBlockedError: no page was due, and every page of the earlier run at ``wall_met_at`` was one.
    """
    if result.is_walled:
        pages = count(result.summary.settled - result.summary.not_asked, "page")
        told = f"{pages} fetched, and each was a bot wall, a login or a consent page; nothing was archived"
        raise BlockedError("; ".join(filter(None, [told, result.why_not_asked])))
    if wall_met_at:
        raise StillBlockedError(
            f"{result.why_not_asked or 'no page was due'}: at {wall_met_at:%Y-%m-%d %H:%M} UTC each page was a bot "
            "wall, a login or a consent page, and they are tried again later"
        )
