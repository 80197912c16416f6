"""The jobs and results of a `reprocess` run."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from dateline.tasks.core.archive.records import RUNS, day_of, manifest_of
from dateline.tasks.core.archive.reprocess_effects import Effect, PageEffect
from dateline.tasks.core.models import Manifest, Outcome, Window
from dateline.tasks.core.value_types import Model

RUN_SUFFIX = "-reprocess"
"""The suffix of the ids of these runs, by which their manifests are found."""

MAX_TOLD = 1000
"""How many changed pages a run lists individually. All of them are counted."""

_AHEAD = timedelta(days=1)
"""How long after its fetch a page's timestamp may be, if the time zone was guessed or a clock is wrong."""


class SegmentJob(Model):
    """A segment to clean again, and the manifests with the outcomes of its pages, oldest first."""

    segment: str
    manifests: tuple[str, ...]


class SegmentEffects(Model):
    """The effects of cleaning one segment again."""

    counts: dict[Effect, int] = Field(default_factory=dict)
    told: tuple[PageEffect, ...] = ()
    written: int = 0
    failures: tuple[str, ...] = ()
    """A sentence for each page that could not be read."""


class ReprocessResult(SegmentEffects):
    """The result of a `reprocess` run for one source."""

    source: str
    run: str
    dry_run: bool
    segments: int
    skipped: tuple[str, ...] = ()
    """Segments whose batch is unfinished. The next ingest completes them."""
    pruned: int = 0
    """How many segments were deleted deliberately, with their pages."""

    @property
    def pages(self) -> int:
        """How many pages were cleaned again."""
        return sum(self.counts.values())

    def count(self, effect: Effect) -> int:
        """Return the number of pages with this effect."""
        return self.counts.get(effect, 0)


def origin(segment: str) -> str:
    """Return a segment's name within its source: its run and batch. Manifests of `reprocess` use it as the batch."""
    return segment.rpartition("/")[2].removesuffix(".warc.gz")


def origin_of(manifest: str) -> str | None:
    """Return the `origin` of the segment of a `reprocess` manifest, or None for any other manifest."""
    if not manifest.startswith(RUNS):
        return None
    run, batch = manifest.removesuffix(".jsonl").split("/")[-2:]
    return batch if run.endswith(RUN_SUFFIX) else None


def job_for(segment: str, window: Window, later: Iterable[str]) -> SegmentJob | None:
    """Return the job for a segment, or None if the key is not a segment's or its pages cannot be in the window.

    Pages are fetched after they were published, so a segment older than the window has none of its pages. A newer one
    may have: backfills fetch old pages. ``later`` are the manifests of earlier `reprocess` runs of the segment.
    """
    manifest, day = manifest_of(segment), day_of(segment)
    if manifest is None or day is None:
        return None
    if window.since and day < (window.since - _AHEAD).date():
        return None
    return SegmentJob(segment=segment, manifests=(manifest, *sorted(later)))


def last_outcomes(manifests: Iterable[Manifest], segment: str) -> dict[int, Outcome]:
    """Return the last outcome of each raw page of the segment, by offset. ``manifests`` must be oldest first."""
    return {
        outcome.raw.offset: outcome
        for manifest in manifests
        for outcome in manifest.outcomes
        if outcome.raw and outcome.raw.segment == segment
    }


def added_up(parts: Iterable[SegmentEffects]) -> SegmentEffects:
    """Return the combined effects of the segments."""
    counts: Counter[Effect] = Counter()
    told: list[PageEffect] = []
    failures: list[str] = []
    written = 0
    for part in parts:
        counts.update(part.counts)
        told += part.told[: MAX_TOLD - len(told)]
        failures += part.failures[: MAX_TOLD - len(failures)]
        written += part.written
    in_order = {effect: counts[effect] for effect in Effect if counts[effect]}
    return SegmentEffects(counts=in_order, told=tuple(told), written=written, failures=tuple(failures))
