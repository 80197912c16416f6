"""Rebuilds damaged or missing records: articles from their raw pages, rejections from their manifests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time

from dateline.config.schema import DedupeScope, FetchSettings, Source
from dateline.tasks.adapters.archive.audit_index import AuditIndex
from dateline.tasks.adapters.fetching.foreign_files import ForeignFiles
from dateline.tasks.adapters.ledger.process_names import process_name
from dateline.tasks.adapters.warc.elsewhere import LostPage, notes_only
from dateline.tasks.adapters.warc.segments import read_segment
from dateline.tasks.adapters.warc.stored_record import read_record
from dateline.tasks.adapters.warc.streams import Readable
from dateline.tasks.core.archive.audit import fits_its_key, rejection_of
from dateline.tasks.core.archive.known_time import at_known_time, is_vaguer
from dateline.tasks.core.archive.records import (
    article_id,
    day_of,
    manifest_of,
    read_manifest,
    record_hash,
    rejection_key,
    to_json,
)
from dateline.tasks.core.archive.twins import twin_key
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.dedupe import COLLISION_WARNING, hashes_of
from dateline.tasks.core.errors import ObjectNotFoundError, RecordError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import ADDED, Article, Outcome, OutcomeKind
from dateline.tasks.core.protocols import ArchiveStore, Ledger
from dateline.tasks.core.web.fetched import StoredPage
from dateline.tasks.core.web.urls import url_key

REMOVED_PAGE = "its raw page was deleted deliberately ([archive] raw_retention)"


class CannotMendError(Exception):
    """A record cannot be rebuilt. The message says why."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A rebuilt record."""

    data: bytes
    outcome: Outcome
    """Its line in the manifest, with its current hashes."""
    exact: bool
    """Whether it equals the original, byte for byte."""


@dataclass(frozen=True, slots=True)
class Mender:
    """Rebuilds records. Writes nothing."""

    store: ArchiveStore
    ledger: Ledger
    index: AuditIndex
    sources: Mapping[str, Source]
    fetch: FetchSettings
    scope: DedupeScope

    def article(self, key: str) -> Mended:
        """Rebuild the article with this key from its raw page.

        Raises:
            CannotMendError: the raw page is unavailable, or the current cleaner reads another article from it.
        """
        why = "no manifest lists the page that it was made from"
        best: Mended | None = None
        for outcome in self._outcomes(key):
            if outcome.kind not in ADDED or outcome.raw is None:
                continue
            try:
                record = self._clean(outcome)
            except (RecordError, ObjectNotFoundError) as error:
                why = REMOVED_PAGE if self.index.is_pruned(outcome.raw.segment) else str(error)
                continue
            for version in self._versions(record, outcome, key):
                data = to_json(version)
                hashes = hashes_of(version, record_hash(data))
                exact = hashes["record_hash"] == outcome.record_hash
                if exact or (fits_its_key(version, key) and best is None):
                    best = Mended(data, outcome.model_copy(update=hashes), exact)
                if exact:
                    return best or Mended(data, outcome, exact=True)
            why = "the current cleaner reads a different headline, minute or text from its raw page"
        if best is None:
            raise CannotMendError(why)
        return best

    def rejection(self, key: str) -> bytes:
        """Return the rejection with this key, as recorded in a manifest.

        Raises:
            CannotMendError: no manifest lists it.
        """
        for outcome in self._outcomes(key):
            rejection = rejection_of(outcome)
            if rejection and rejection_key(rejection) == key:
                return to_json(rejection)
        raise CannotMendError("no manifest lists it")

    def is_removed(self, key: str) -> bool:
        """Return whether the raw pages that the article was made from were deleted deliberately."""
        pages = [outcome.raw for outcome in self._outcomes(key) if outcome.kind in ADDED and outcome.raw]
        return bool(pages) and all(self.index.is_pruned(page.segment) for page in pages)

    def _outcomes(self, key: str) -> Iterator[Outcome]:
        for manifest, line in self.index.lines(key):
            with suppress(RecordError, ObjectNotFoundError):
                yield read_manifest(self.store.get(manifest), manifest).outcomes[line]

    def _clean(self, outcome: Outcome) -> Article:
        if outcome.raw is None:
            raise RecordError("it has no raw page", key=outcome.article or "")
        source = self.sources.get(outcome.source) or Source(name=outcome.source)
        page = read_record(self.store, outcome.raw, ForeignFiles(self.sources))
        most = source.fetch_settings(self.fetch).max_body_bytes
        record = to_record(StoredPage(page, outcome.raw), source, self.scope, most)
        if not isinstance(record, Article):
            raise RecordError(
                f"the current cleaner rejects its raw page ({record.reason.value})", key=outcome.raw.segment
            )
        return record

    def _versions(self, record: Article, outcome: Outcome, key: str) -> Iterator[Article]:
        """Yield the forms that the record may have had under this key, the likeliest first.

        A collision names the first record of its key; a revision names the last one before it.
        """
        if outcome.published_at and is_vaguer(record, outcome.published_at):
            record = at_known_time(record, outcome.published_at, article_id(key).partition(".")[0])
        record = record.model_copy(update={"id": article_id(key)})
        others = self._others(record, outcome, key)
        linked: list[Article] = []
        if outcome.kind is OutcomeKind.COLLISION:
            warnings = ((*record.warnings, f"{COLLISION_WARNING}{other}") for other in reversed(others))
            linked = [record.model_copy(update={"warnings": warning}) for warning in warnings]
        elif outcome.kind is OutcomeKind.REVISION:
            linked = [record.model_copy(update={"revision_of": other}) for other in others]
        yield from linked
        yield record

    def _others(self, record: Article, outcome: Outcome, key: str) -> Sequence[str]:
        """Return the ids of the records that it may have revised or collided with, latest first."""
        prefix = f"{key.rpartition('/')[0]}/{record.dedupe_key}."
        earlier: Iterable[str | None] = (event.outcome.article for event in self.ledger.trace(url_key(outcome.url)))
        twins = (event.outcome.article for found in self.ledger.twins(_twin_of(record)).values() for event in found)
        names = [*self.store.list(prefix), *twins, *earlier]
        return list(dict.fromkeys(article_id(name) for name in reversed(names) if name and name != key))


def _twin_of(record: Article) -> Sequence[str]:
    key = twin_key(record)
    return (key,) if key else ()


def reopened(segment: str, stream: Readable) -> OpenBatch | None:
    """Return the batch of a segment as it was before its manifest was written, or None if it cannot be determined.

    The window of its run is not known any more, so all of its pages will be accepted.
    """
    manifest, day = manifest_of(segment), day_of(segment)
    found = read_segment(stream, segment, notes_only)
    refs = tuple(stored.page.ref for stored in found if isinstance(stored, StoredPage | LostPage))
    if manifest is None or day is None or not refs:
        return None
    run, batch = manifest.removesuffix(".jsonl").split("/")[-2:]
    return OpenBatch(
        run=run,
        batch=batch,
        source=segment.split("/")[1],
        segment=segment,
        manifest=manifest,
        refs=refs,
        opened_at=datetime.combine(day, time(), UTC),
        owner=process_name(),
    )
