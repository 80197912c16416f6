"""Whether a part of a source is worth asking, by what it brought."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.tasks.core.errors import DiscoveryError
from dateline.tasks.core.models import Article, Reason
from dateline.tasks.core.sources.ways import KINDS, Way


class PartHealth(StrEnum):
    """How a part of a source is."""

    HEALTHY = "healthy"
    """It names pages that are articles, recent ones among them."""
    STALE = "stale"
    """Nothing in it is recent."""
    EMPTY = "empty"
    """It names no pages, or none that is an article."""
    BLOCKED = "blocked"
    """The site refuses robots, by robots.txt, by status, or by a bot wall."""
    DEAD = "dead"
    """It cannot be read, or is not what it should be."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What trying one part of a source brought."""

    way: Way
    name: str
    health: PartHealth
    detail: str
    """A sentence for a person."""
    pages: int = 0
    """How many pages it named, as far as it was read."""
    newest_at: datetime | None = None
    articles: tuple[Article, ...] = ()
    """What some of its pages became."""

    @property
    def kind(self) -> str:
        """What a part of this kind is called: a feed."""
        return KINDS[self.way].part


_REFUSED = frozenset({Reason.BLOCKED, Reason.ROBOTS})


def health_of_failure(error: DiscoveryError) -> PartHealth:
    """Return what it says of a part that it could not be read."""
    return PartHealth.BLOCKED if error.reason in _REFUSED else PartHealth.DEAD


def health_of_pages(reasons: list[Reason | None]) -> PartHealth:
    """Return what pages say that became articles (None) or were rejected; there is at least one."""
    if None in reasons:
        return PartHealth.HEALTHY
    return PartHealth.BLOCKED if _REFUSED.issuperset(reasons) else PartHealth.EMPTY


def is_stale(newest_at: datetime | None, now: datetime, after: timedelta) -> bool:
    """Return whether the newest page is older than it may be; one that is not known is not."""
    return newest_at is not None and now - newest_at > after
