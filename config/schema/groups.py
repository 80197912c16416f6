"""`[groups.NAME]`: sources that share one schedule and one run."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from dateline.config.schema.cron import CronExpression
from dateline.config.schema.values import NAME_PATTERN, Count, Interval, Seconds, Strict, TimezoneName, WrongValueError

GroupName = Annotated[str, Field(pattern=NAME_PATTERN)]


class Group(Strict):
    """`[groups.NAME]`: a group of sources; each names it in `[source.schedule]`.

    Without `cron` and `interval_s`, it is ingested only on request.
    """

    cron: CronExpression | None = None
    """Five fields, in the zone ``timezone``: `"*/15 * * * *"`."""
    timezone: TimezoneName = "UTC"
    """IANA name of the zone that `cron` is in."""
    interval_s: Interval | None = None
    """Time between the starts of two runs."""
    shards: Annotated[Count, Field(ge=1, le=256)] = 1
    """The number of deployments among which the group is divided, by a hash of the sources' names."""
    deadline_s: Seconds = 300.0
    """How long a run waits for one source to list its pages, and then for its pages; the next run continues."""
    sources_at_once: Annotated[Count, Field(ge=1, le=512)] = 32
    """How many sources a run reads at the same time; those of one host are read one after the other."""

    @property
    def is_scheduled(self) -> bool:
        """Whether the group is ingested automatically."""
        return self.cron is not None or self.interval_s is not None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.cron is not None and self.interval_s is not None:
            raise WrongValueError("a group has one of cron and interval_s", "remove the other")
        return self
