"""What a run of `reprocess` goes through, and what it did."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from pydantic import Field

from dateline.tasks.core.archive.records import RUNS, day_of, manifest_of
from dateline.tasks.core.archive.reprocess_effects import Effect, PageEffect
from dateline.tasks.core.models import Manifest, Model, Outcome, Window

RUN_SUFFIX = "-reprocess"
"""Ends the names of these runs, so that their manifests are found among all others."""

MAX_TOLD = 1000
"""How many changed pages a run tells one by one; it counts all of them."""

_AHEAD = timedelta(days=1)
"""A page may bear a timestamp so far after its fetch, where a zone was guessed or a clock is wrong."""


class SegmentJob(Model):
    """A segment to clean again, and the manifests that say what its pages are so far, oldest first."""

    segment: str
    manifests: tuple[str, ...]


class SegmentEffects(Model):
    """What cleaning one segment again did, or would do."""

    counts: dict[Effect, int] = Field(default_factory=dict)
    told: tuple[PageEffect, ...] = ()
    written: int = 0
    failures: tuple[str, ...] = ()
    """Pages that could not be read, a sentence each."""


class ReprocessResult(SegmentEffects):
    """What a run of `reprocess` did with a source, or would do."""

    source: str
    run: str
    dry_run: bool
    segments: int
    skipped: tuple[str, ...] = ()
    """Segments whose batch is unfinished; the next ingest completes them."""
    pruned: int = 0
    """Segments that were removed by choice, with their pages."""

    @property
    def pages(self) -> int:
        """How many pages were cleaned again."""
        return sum(self.counts.values())

    def count(self, effect: Effect) -> int:
        """Return on how many pages cleaning again had this effect."""
        return self.counts.get(effect, 0)


def origin(segment: str) -> str:
    """Return a name for a segment in its source: its run and batch. It is the batch in a reprocess's own manifest."""
    return segment.rpartition("/")[2].removesuffix(".warc.gz")


def origin_of(manifest: str) -> str | None:
    """Return the `origin` of the segment that a reprocess's manifest tells of; None for any other manifest."""
    if not manifest.startswith(RUNS):
        return None
    run, batch = manifest.removesuffix(".jsonl").split("/")[-2:]
    return batch if run.endswith(RUN_SUFFIX) else None


def job_for(segment: str, window: Window, later: Iterable[str]) -> SegmentJob | None:
    """Return the job for a segment; None where the key is no segment's, or its pages cannot lie in the window.

    Nothing is fetched before it is published, so a segment that is older than the window holds nothing of it. A
    younger one may: a backfill fetches what is years old. ``later`` are manifests of earlier reprocesses of it.
    """
    manifest, day = manifest_of(segment), day_of(segment)
    if manifest is None or day is None:
        return None
    if window.since and day < (window.since - _AHEAD).date():
        return None
    return SegmentJob(segment=segment, manifests=(manifest, *sorted(later)))


def last_outcomes(manifests: Iterable[Manifest], segment: str) -> dict[int, Outcome]:
    """Return the last outcome of each raw page of the segment, by its offset; ``manifests`` come oldest first."""
    return {
        outcome.raw.offset: outcome
        for manifest in manifests
        for outcome in manifest.outcomes
        if outcome.raw and outcome.raw.segment == segment
    }


def added_up(parts: Iterable[SegmentEffects]) -> SegmentEffects:
    """Return what the segments' effects are together."""
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
