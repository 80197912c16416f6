"""The two interfaces of dateline's storage: the archive and the ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from dateline.tasks.core.ledger_models import OpenBatch, PackedManifest, PageEvent, PageState
from dateline.tasks.core.models import Manifest
from dateline.tasks.core.value_types import Model
from dateline.tasks.core.web.host_turns import Keeping, Turn, Wish


class Receipt(StrEnum):
    """The result of creating an object."""

    CREATED = "created"
    EXISTS = "exists"


class ArchiveStore(Protocol):
    """Objects by key. Objects are immutable: whoever creates a key first determines its content.

    Keys are relative, ``/``-separated and printable. An invalid key (empty, absolute, or with a ``..`` or ``.``
    segment, a backslash or a control character) raises `PermanentStoreError`. When a write returns, its objects are
    durable and complete: readers see all of an object or nothing, even after a power cut. Many threads, processes and
    machines may use an archive at the same time. Methods raise only `StoreError`, which has the key.
    """

    @property
    def is_remote(self) -> bool:
        """Whether each call waits for an answer over a network."""

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        """Create the object. Exactly one of any number of racing writers gets ``CREATED``."""

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        """Create each object as `put_if_absent` would, but at less cost. All are durable on return.

        After an error, some may have been created. Repeating the call is safe.
        """

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        """Create the object from a file, without holding it in memory."""

    def put(self, key: str, data: bytes) -> None:
        """Write the object, replacing an older one. Only for objects that are meant to be rewritten."""

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or ``length`` of them from ``offset``.

        A negative offset counts from the end; if the object is shorter, it means the beginning.

        Raises:
            ObjectNotFoundError: there is no such object.
        """

    def contains(self, key: str) -> bool:
        """Return whether the object exists."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that start with ``prefix``, sorted by code point. Memory does not grow with their number."""

    def delete(self, key: str) -> None:
        """Delete the object, if it exists. Only for expired segments, removed sources, and what can be rebuilt."""


Claim = tuple[Sequence[OpenBatch], Sequence[OpenBatch]]
"""The batches that a run opens or resumes, and those that it closes."""


class Ledger(Protocol):
    """Which pages were seen, when, and what is due: a cache of the manifests, and the coordination of all processes.

    All knowledge about pages comes from manifests through `apply`. So a lost ledger can be rebuilt by applying every
    manifest of the archive, in any order and any number of times, with the same result. Only the state of work in
    progress (open batches, hosts, slices) is nowhere else, and losing it costs repeated work, never an article.

    For ``url_key``, see `dateline.tasks.core.web.urls.url_key`. Times are arguments; a ledger reads no clock. Methods
    raise only `LedgerError`.
    """

    def known(self, source: str, url_keys: Iterable[str]) -> dict[str, PageState]:
        """Return the state of those pages that any run has settled, by url_key."""

    def apply(self, manifest: Manifest) -> None:
        """Add a batch's manifest, and close the batch if it is open. Idempotent; the order does not matter."""

    def rebuild(self, manifests: Iterable[PackedManifest]) -> None:
        """Forget everything that `apply` added, and add these manifests instead, at less cost.

        Atomic: until it returns, the ledger knows what it knew before, also if the process is killed. Manifests that
        other processes apply meanwhile are kept.

        Raises:
            LedgerError: another process is rebuilding the ledger.
        """

    def retract(self, manifest: Manifest) -> None:
        """Undo `apply`: forget what a manifest, given as it was applied, has added. Idempotent."""

    def forget_source(self, source: str, backfills: Iterable[str]) -> None:
        """Forget what is nowhere else about a source: its open batches, its notes, and the slices of these backfills.

        A source's notes have its name as their key, or begin with it and a space.
        """

    def trace(self, url_key: str, *, redirected: bool = False) -> Sequence[PageEvent]:
        """Return the events of a page in all runs, oldest first.

        With ``redirected``, also those of pages with other URLs that were found at this one, for example after a
        redirect (`Outcome.page_url`).
        """

    def trace_article(self, article: str) -> Sequence[PageEvent]:
        """Return all events of an article, given its key or id, oldest first."""

    def twins(self, keys: Iterable[str]) -> dict[str, Sequence[PageEvent]]:
        """Return the events that added records with these keys, oldest first (`dateline.tasks.core.archive.twins`)."""

    def open_batch(self, batch: OpenBatch) -> None:
        """Record that a batch is about to be fetched, so that a killed run's pages are not forgotten.

        If it is open already, its state is replaced.
        """

    def claim(
        self,
        source: str,
        url_keys: Iterable[str],
        choose: Callable[[Mapping[str, PageState], Sequence[OpenBatch]], Claim],
    ) -> None:
        """Open and close batches of a source as ``choose`` decides, given the pages' states and the unfinished batches.

        Atomic: if runs claim batches of a source at the same time, each sees the batches that the previous one opened.
        """

    def keep_batches(self, run: str, now: datetime) -> None:
        """Renew a run's claim on its open batches: their ``kept_at`` becomes ``now``."""

    def unfinished(self, source: str | None = None) -> Sequence[OpenBatch]:
        """Return the open batches of a source, or of all sources, oldest first."""

    def close_batch(self, run: str, batch: str) -> None:
        """Forget an open batch, if it exists."""

    def take_host(self, host: str, wish: Wish) -> Turn:
        """Request a turn at a host. From its beginning, its holder may make requests, one after the other.

        Atomic across all processes that share the ledger: a host has one turn at a time; between the last request of a
        turn and the first of the next lies at least the longer of their delays; and no turn begins during a rest (see
        `rest_host`). A turn ends when it is freed, when ``wish.has_ended`` says that its holder's process has
        ended or, unless it is kept, ``term_s`` seconds after its beginning.
        """

    def keep_host(self, host: str, holder: str, now: datetime, term_s: float) -> Keeping:
        """Extend a turn to ``term_s`` seconds after ``now``, and return whether the holder still has it."""

    def free_host(self, host: str, holder: str, last_at: datetime, delay_s: float) -> None:
        """End a turn whose last request ended at ``last_at``, unless the holder has lost it."""

    def rest_host(self, host: str, until: datetime) -> None:
        """Let the host rest: no turn begins before ``until``. A longer rest in force is not shortened."""

    def forget_future(self, now: datetime) -> Sequence[str]:
        """Forget turns and rests of hosts, and slices, so far after ``now`` that a clock must have been wrong.

        Returns a description of each. Usually there are none.
        """

    def mark_slice_done(self, backfill: str, slice_key: str, now: datetime) -> None:
        """Record that a slice of a backfill is done."""

    def slices_done(self, backfill: str) -> frozenset[str]:
        """Return the keys of the slices of a backfill that are done."""

    def note(self, name: str, key: str, value: Model) -> None:
        """Keep a small value (a feed's validators, a source's watermark) under a name and a key, replacing an older."""

    def noted(self, name: str, key: str) -> str | None:
        """Return the JSON that `note` kept, or None."""

    def close(self) -> None:
        """Close connections and files."""
