"""Judges the health of a part of a source by the results of trying it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Article, Reason
from dateline.tasks.core.sources.ways import NamedPart


class PartHealth(StrEnum):
    """The health of a part of a source."""

    HEALTHY = "healthy"
    """It lists articles, including recent ones."""
    STALE = "stale"
    """It lists nothing recent."""
    EMPTY = "empty"
    """It lists no pages, or no articles."""
    BLOCKED = "blocked"
    """The site refuses robots, by robots.txt, a status or a bot wall."""
    DEAD = "dead"
    """It cannot be read, or is of the wrong kind."""


@dataclass(frozen=True, slots=True)
class ProbeResult(NamedPart):
    """The result of trying one part of a source."""

    health: PartHealth
    detail: str
    """What was found, as a sentence."""
    pages: int = 0
    """How many pages it lists, as far as it was read."""
    newest_at: datetime | None = None
    oldest_at: datetime | None = None
    articles: tuple[Article, ...] = ()
    """Articles made from some of its pages."""
    is_missing: bool = False
    """Whether the site has no such file."""
    is_unasked: bool = False
    """Whether the site was not asked for it, because it rests after it refused earlier requests."""
    is_guess: bool = False
    """Whether nothing names it: it was tried because other sites have one there."""


_REFUSED = frozenset({Reason.BLOCKED, Reason.ROBOTS})


def health_of_failure(error: DiscoveryError) -> PartHealth:
    """Return the health of a part that could not be read."""
    return PartHealth.BLOCKED if error.reason in _REFUSED else PartHealth.DEAD


def health_of_pages(reasons: list[Reason | None]) -> PartHealth:
    """Return the health of a part, given for each page tried its rejection reason, or None for an article.

    ``reasons`` must not be empty.
    """
    if None in reasons:
        return PartHealth.HEALTHY
    return PartHealth.BLOCKED if _REFUSED.issuperset(reasons) else PartHealth.EMPTY


def is_stale(newest_at: datetime | None, now: datetime, after: timedelta) -> bool:
    """Return whether the newest page is too old. If its time is unknown, it is not."""
    return newest_at is not None and now - newest_at > after
