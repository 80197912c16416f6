"""`[ingest]`, `[poll]`, `[recheck]` and `[watch]`: how runs divide work, what they ask again and report."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dateline.config.schema.values import Count, Growth, Number, Seconds, Strict, WrongValueError

DASK_PATTERN = r"^(tcp|tls|ucx|ws|wss)://[^/]+$"
BLOCK_PATTERN = r"^[a-z0-9-]+/[a-z0-9-]+$"


class IngestSettings(Strict):
    """`[ingest]`: how a run divides its work."""

    batch_pages: Annotated[Count, Field(ge=1, le=1000)] = 50
    """How many pages are fetched, cleaned and archived together; each batch has one WARC segment and one manifest."""
    bulk_batch_pages: Annotated[Count, Field(ge=1, le=1000)] = 500
    """The most pages in a batch of pages in files on this machine (saved pages, WARC files), which need no request.
    Fewer than eight times as many are divided into eight batches, or into batches of 100."""
    overlap_s: Annotated[Number, Field(ge=0, le=1e10)] = 2 * 86_400.0
    """How far a scheduled run's window overlaps the one before it, to catch pages that sources list late."""
    slice_s: Annotated[Number, Field(ge=60, le=1e10)] = 7 * 86_400.0
    """The longest part of a window that a scheduled run takes at once when it catches up."""
    retry_after_s: Seconds = 3600.0
    """How long after a temporary failure (a timeout, a 503, a bot wall) a page is tried again."""
    max_tries: Annotated[Count, Field(ge=1, le=100)] = 5
    """How many times a page that fails is tried before it is left alone."""
    max_pages_per_run: Annotated[Count, Field(ge=1, le=10**9)] = 50_000
    """How many pages one run accepts at most; the next run continues with the rest."""
    clean_on: Literal["threads", "processes", "dask"] = "threads"
    """Where batches are cleaned: in the run's own process, in others beside it, or on a Dask cluster."""
    clean_workers: Annotated[Count, Field(ge=1, le=1024)] | None = None
    """How many batches are cleaned at once in processes or on Dask; by default, as many as there are cores."""
    dask_address: Annotated[str, Field(pattern=DASK_PATTERN)] | None = None
    """The scheduler of a Dask cluster (`tcp://host:8786`); without it one is started on this machine for the run."""


class PollSettings(Strict):
    """`[poll]`: how often scheduled runs ask a feed: busy ones often, quiet ones less often."""

    adaptive: bool = True
    """Whether quiet feeds are polled less often. If false, every run polls every feed."""
    min_interval_s: Seconds = 300.0
    """The shortest interval between two polls of a feed."""
    max_interval_s: Seconds = 6 * 3600.0
    """The longest interval between two polls of a feed. Keep it far below `ingest.overlap_s`."""
    growth: Growth = 1.5
    """Factor by which the interval grows each time a feed has nothing new."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_interval_s > self.max_interval_s:
            raise WrongValueError("min_interval_s is longer than max_interval_s", "make it shorter")
        return self


class RecheckSettings(Strict):
    """`[recheck]`: when articles are looked at again for changes: soon at first, then less and less often."""

    enabled: bool = True
    """Whether archived articles are rechecked."""
    first_after_s: Seconds = 3600.0
    """Age at which an article is first rechecked."""
    growth: Growth = 3.0
    """Factor between an article's age at one recheck and its age at the next."""
    until_age_s: Seconds = 7 * 86_400.0
    """Age after which an article is no longer rechecked."""
    max_pages_per_run: Annotated[Count, Field(ge=1, le=10**9)] = 500
    """How many articles one run rechecks at most."""


class WatchSettings(Strict):
    """`[watch]`: what Prefect's automations report, and to whom; when a silent Prefect server is given up."""

    notification: Annotated[str, Field(pattern=BLOCK_PATTERN)] | None = None
    """A Prefect notification block as `type/name` (`slack-webhook/news`); without one there are events only."""
    heartbeats_lost_s: Annotated[Number, Field(ge=60, le=1e10)] = 90.0
    """How long a run may send no heartbeat (one is sent every 30 s) before it counts as crashed."""
    server_lost_s: Annotated[Number, Field(ge=10, le=1e10)] = 120.0
    """How long the Prefect server may fail to answer before the runs that report to it, and `serve`, end."""
    silent_after_s: Annotated[Number, Field(ge=10, le=1e10)] = 3 * 86_400.0
    """How long a source that had new articles may have none before Prefect reports it."""
    failed_runs: Annotated[Count, Field(ge=1, le=10**9)] = 3
    """How many runs of a source must fail in a row before they are reported, once until a run succeeds."""
    rejected_share: Annotated[Number, Field(gt=0, le=1)] = 0.5
    """Share of rejected pages above which a run reports them."""
    rejected_pages: Annotated[Count, Field(ge=1, le=10**9)] = 20
    """How many pages a run must have processed before its share counts."""
