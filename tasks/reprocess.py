"""Cleans stored segments again with the current cleaner, and archives the changes. Nothing is fetched."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.archive.mark import check_mark
from dateline.tasks.adapters.archive.place import Placed, place_again, would_place_again
from dateline.tasks.adapters.fetching.foreign_files import ForeignFiles
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.adapters.stores.stored_bytes import StoredBytes
from dateline.tasks.adapters.warc.elsewhere import LostPage
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.changes import changes
from dateline.tasks.core.archive.records import (
    RAW,
    RUNS,
    manifest_bytes,
    manifest_key,
    manifest_of,
    read_article,
    read_manifest,
)
from dateline.tasks.core.archive.reprocess_effects import (
    WRITES,
    Effect,
    PageEffect,
    Standing,
    at_standing_time,
    effect_of,
    lies_in,
    with_forerunner,
)
from dateline.tasks.core.archive.reprocess_jobs import (
    SegmentEffects,
    SegmentJob,
    job_for,
    last_outcomes,
    origin,
    origin_of,
)
from dateline.tasks.core.archive.retention import PRUNED, segment_of
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.dedupe import hashes_of
from dateline.tasks.core.display.wording import count
from dateline.tasks.core.errors import ObjectNotFoundError, RecordError
from dateline.tasks.core.models import Article, Manifest, Outcome, Rejection, Window
from dateline.tasks.core.protocols import ArchiveStore, Ledger, Receipt
from dateline.tasks.core.web.fetched import RawPage, StoredPage
from dateline.tasks.core.web.urls import url_key


@dataclass(frozen=True, slots=True)
class Jobs:
    """The segments of a source to clean again, and those that cannot be cleaned yet."""

    jobs: tuple[SegmentJob, ...]
    unfinished: tuple[str, ...]
    pruned: int
    """How many segments that may have held such pages were deleted deliberately."""


@task(name="segments", task_run_name="segments of {source}", cache_policy=NO_CACHE, persist_result=False)
def segments_of(source: str, window: Window, settings: Settings) -> Jobs:
    """Return the source's segments that may hold pages of the window.

    Raises:
        StoreError: the segments could not be listed.
    """
    store = open_store(settings.archive)
    segments = dict.fromkeys(store.list(f"{RAW}{source}/"))
    own = {manifest_of(key) for key in segments}
    finished: set[str | None] = set()
    later: dict[str, list[str]] = {}
    for key in store.list(RUNS):
        if name := origin_of(key):
            later.setdefault(name, []).append(key)
        elif key in own:
            finished.add(key)
    found = [job for key in segments if (job := job_for(key, window, later.get(origin(key), ())))]
    removed = (segment_of(key) for key in store.list(f"{PRUNED}{source}/"))
    return Jobs(
        jobs=tuple(job for job in found if job.manifests[0] in finished),
        unfinished=tuple(job.segment for job in found if job.manifests[0] not in finished),
        pruned=sum(1 for key in removed if key not in segments and job_for(key, window, ())),
    )


@task(name="reclean", task_run_name="reclean {job.segment}", cache_policy=NO_CACHE, persist_result=False)
def reclean(job: SegmentJob, run: Run, source: Source, settings: Settings, *, dry_run: bool) -> SegmentEffects:
    """Clean a segment's pages again. Write the changed records and then a manifest, or nothing if nothing changed.

    Idempotent: nothing is written twice. A page that cannot be read is reported in ``failures``, and does not stop
    the others. After an error, the next run continues.

    Raises:
        StoreError: the archive could not be read or written.
        LedgerError: the ledger could not be read or written.
    """
    store = open_store(settings.archive)
    with shared_ledger(settings.ledger.url) as ledger:
        if not dry_run:
            check_mark(store, ledger)
        manifests = [read_manifest(store.get(key), key) for key in job.manifests]
        work = _Recleaning(store, ledger, run, settings, last_outcomes(manifests, job.segment), dry_run)
        for again, page in _pages(job, store, source, settings, work.failures):
            try:
                work.settle(again, page)
            except (RecordError, ObjectNotFoundError) as error:
                work.failures.append(f"{page.ref.url}: {error} Run `dateline audit`.")
        if dry_run:
            return work.effects()
        for manifest in manifests[1:]:  # the process may have been killed between manifest and ledger
            ledger.apply(manifest)
        return work.effects(_write_manifest(store, ledger, run, job, work.outcomes))


def _pages(
    job: SegmentJob, store: ArchiveStore, source: Source, settings: Settings, failures: list[str]
) -> Iterator[tuple[Article | Rejection, RawPage]]:
    most = source.fetch_settings(settings.fetch).max_body_bytes
    lost: Counter[str] = Counter()
    try:
        for stored in read_segment(StoredBytes(store, job.segment), job.segment, ForeignFiles({source.name: source})):
            if isinstance(stored, LostPage):
                lost[stored.detail] += 1
            elif not isinstance(stored, StoredPage):
                failures.append(f"{job.segment} at byte {stored.offset}: {stored.detail} Run `dateline audit`.")
            elif isinstance(stored.page, RawPage):
                yield to_record(stored, source, settings.dedupe.scope, most), stored.page
    except ObjectNotFoundError:
        failures.append(f"{job.segment} has disappeared since it was listed: `dateline audit` says why.")
    for detail, pages in lost.items():
        failures.append(f"{count(pages, 'raw page')} of {job.segment} cannot be read. {detail} Run `dateline audit`.")


def _write_manifest(store: ArchiveStore, ledger: Ledger, run: Run, job: SegmentJob, outcomes: Sequence[Outcome]) -> int:
    """Write the manifest and update the ledger, if there are outcomes. Return the number of objects created."""
    if not outcomes:
        return 0
    manifest = Manifest(run=run.name, batch=origin(job.segment), outcomes=tuple(outcomes))
    receipt = store.put_if_absent(manifest_key(run.name, manifest.batch, run.began_at), manifest_bytes(manifest))
    ledger.apply(manifest)
    return int(receipt is Receipt.CREATED)


@dataclass(slots=True)
class _Recleaning:
    """The state of cleaning one segment again."""

    store: ArchiveStore
    ledger: Ledger
    run: Run
    settings: Settings
    standing: Mapping[int, Outcome]
    """The standing of each raw page so far, by its offset."""
    dry_run: bool
    counts: Counter[Effect] = field(default_factory=Counter)
    told: list[PageEffect] = field(default_factory=list)
    created: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def settle(self, again: Article | Rejection, page: RawPage) -> None:
        """Archive the result of cleaning the page again, if it differs."""
        outcome = self.standing.get(again.raw.offset) if again.raw else None
        if outcome is None:
            raise RecordError("no manifest lists its outcome.", key=again.raw.segment if again.raw else "")
        if not lies_in(self.run.window, again, outcome):
            return
        standing = Standing(outcome, self._article(outcome))
        again = at_standing_time(again, standing)
        effect = effect_of(again, standing)
        after = again.reason.value if isinstance(again, Rejection) else (outcome.article or "")
        if isinstance(again, Article) and effect in WRITES:
            if effect is not Effect.REVISION:
                again = with_forerunner(again, standing, self._earlier(page))
            place = would_place_again if self.dry_run else place_again
            placed = place(self.store, again, self.settings.dedupe.match)
            after = placed.key
            self.created += placed.created
            self.outcomes.append(_outcome(outcome, again, placed))
        self.counts[effect] += 1
        if effect is not Effect.SAME:
            self.told.append(_page_effect(page, effect, standing, again, after))

    def effects(self, manifests: int = 0) -> SegmentEffects:
        """Return the effects, counting ``manifests`` written. A dry run writes nothing."""
        return SegmentEffects(
            counts=dict(self.counts),
            told=tuple(self.told),
            written=0 if self.dry_run else self.created + manifests,
            failures=tuple(self.failures),
        )

    def _article(self, outcome: Outcome) -> Article | None:
        return read_article(self.store.get(outcome.article), outcome.article) if outcome.article else None

    def _earlier(self, page: RawPage) -> list[Outcome]:
        return [event.outcome for event in self.ledger.trace(url_key(page.ref.url))]


def _page_effect(
    page: RawPage, effect: Effect, standing: Standing, again: Article | Rejection, after: str
) -> PageEffect:
    outcome, article = standing
    before = outcome.article or (outcome.reason.value if outcome.reason else "")
    fields = changes(article, again) if article and isinstance(again, Article) else ()
    return PageEffect(url=page.ref.url, effect=effect, before=before, after=after, fields=fields)


def _outcome(before: Outcome, again: Article, placed: Placed) -> Outcome:
    return before.model_copy(
        update={
            "kind": placed.kind,
            "article": placed.key,
            "headline": again.headline,
            "published_at": again.published_at,
            **hashes_of(again, placed.record_hash),
            "reason": None,
            "detail": None,
            "raw": again.raw,
        }
    )
