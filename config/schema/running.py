"""`[ingest]`, `[poll]`, `[recheck]` and `[watch]`: how runs are cut, what they ask again, and what is told."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dateline.config.schema.values import Seconds, Strict, WrongValueError


class IngestSettings(Strict):
    """`[ingest]`: how a run is cut."""

    batch_pages: Annotated[int, Field(ge=1, le=1000)] = 50
    overlap_s: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 2 * 86_400.0
    """How far a scheduled run's window reaches back over the one before it, for what sources name late."""
    slice_s: Annotated[float, Field(ge=60, allow_inf_nan=False)] = 7 * 86_400.0
    """The longest part of a window that a scheduled run takes at once when it catches up."""
    retry_after_s: Seconds = 3600.0
    """How long after a failure that may pass (a timeout, a 503, a bot wall) a page is due again."""
    max_tries: Annotated[int, Field(ge=1, le=100)] = 5
    max_pages_per_run: Annotated[int, Field(ge=1)] = 50_000
    """How many pages one run takes up at most; the next run goes on with the others."""
    clean_on: Literal["threads", "processes", "dask"] = "threads"
    """Where batches are cleaned: in the run's own process, in others beside it, or on a Dask cluster."""
    clean_workers: Annotated[int, Field(ge=1, le=1024)] | None = None
    """How many batches are cleaned at the same time elsewhere; without it as many as there are cores."""
    dask_address: Annotated[str, Field(pattern=r"^(tcp|tls|ucx|ws|wss)://[^/]+$")] | None = None
    """The scheduler of a Dask cluster (`tcp://host:8786`); without it one is started on this machine for the run."""


class PollSettings(Strict):
    """`[poll]`: how often scheduled runs ask a feed, within bounds: busy ones soon again, quiet ones more rarely."""

    adaptive: bool = True
    """Without it, each run asks each feed."""
    min_interval_s: Seconds = 300.0
    max_interval_s: Seconds = 6 * 3600.0
    """Keep it far below `ingest.overlap_s`."""
    growth: Annotated[float, Field(gt=1, allow_inf_nan=False)] = 1.5
    """How many times longer a feed is left alone each time that it had nothing new."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_interval_s > self.max_interval_s:
            raise WrongValueError("min_interval_s is longer than max_interval_s", "make it shorter")
        return self


class RecheckSettings(Strict):
    """`[recheck]`: how often an article is looked at again for changes, soon at first and more rarely later."""

    enabled: bool = True
    first_after_s: Seconds = 3600.0
    """At which age an article is looked at again for the first time."""
    growth: Annotated[float, Field(gt=1, allow_inf_nan=False)] = 3.0
    """How many times older than at the last look it is at the next."""
    until_age_s: Seconds = 7 * 86_400.0
    """At which age it is left alone."""
    max_pages_per_run: Annotated[int, Field(ge=1)] = 500


class WatchSettings(Strict):
    """`[watch]`: of what Prefect's automations tell, and whom."""

    notification: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")] | None = None
    """A Prefect notification block as `type/name` (`slack-webhook/news`); without one there are events only."""
    heartbeats_lost_s: Annotated[float, Field(ge=60, allow_inf_nan=False)] = 90.0
    """How long a run may send no heartbeat (one comes every 30 s) before it counts as crashed."""
    silent_after_s: Annotated[float, Field(ge=10, allow_inf_nan=False)] = 3 * 86_400.0
    """How long no new article may come of a source that had some before Prefect tells of it."""
    rejected_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Above which share of rejected pages a run tells of them."""
    rejected_pages: Annotated[int, Field(ge=1)] = 20
    """How many pages a run must have looked at for its share to mean something."""
