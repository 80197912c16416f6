"""The two contracts between dateline and the world that keeps its data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from dateline.tasks.core.models import Manifest, Model, OpenBatch, PageEvent, PageState
from dateline.tasks.core.web.host_turns import Keeping, Turn, Wish


class Receipt(StrEnum):
    """What came of asking for an object to be created."""

    CREATED = "created"
    EXISTS = "exists"


class ArchiveStore(Protocol):
    """Objects by key. The archive's truth: whoever creates a key first has written it, for ever.

    Keys are relative, ``/``-separated, of printable characters; a key that would leave the archive (empty, absolute,
    with a ``..`` or ``.`` segment, a backslash or a control character) raises `PermanentStoreError`. When a call that
    writes returns, what it wrote is durable and whole: a reader sees all of an object or none, also after a power cut.
    Many threads, processes and machines may use one archive at once. Every method raises `StoreError`s only; the
    errors carry the key.
    """

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        """Create the object. Exactly one of any number of racing writers gets ``CREATED``."""

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        """Create each object as `put_if_absent` would, at less cost than one by one; all are durable on return.

        After an error some may have been created; asking again is safe.
        """

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        """Create the object from a file, without holding it in memory."""

    def put(self, key: str, data: bytes) -> None:
        """Write the object, over an older one: only for what is rewritten on purpose."""

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or ``length`` of them from ``offset``.

        A negative offset counts from the end, and is the beginning where the object is shorter.

        Raises `ObjectNotFoundError` where there is no such object.
        """

    def contains(self, key: str) -> bool:
        """Return whether the object exists."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that start with ``prefix``, ordered by code point, paged: memory does not grow with them."""

    def delete(self, key: str) -> None:
        """Remove the object; none there is no error. Only for raw segments that are over, and what is made again."""


Claim = tuple[Sequence[OpenBatch], Sequence[OpenBatch]]
"""The batches that a run opens or takes over, and those that it closes."""


class Ledger(Protocol):
    """What was seen, when, and what is due: a cache of the run manifests, and the meeting point of all processes.

    Everything about pages comes from manifests by `apply`, so a ledger that is lost is rebuilt by applying every
    manifest of the archive, in any order and any number of times, to the same content. Only what concerns work under
    way (open batches, hosts, slices) lives here alone, and losing it costs repeated work, never an article.
    ``url_key`` is that of `dateline.tasks.core.web.urls.url_key`. Times are passed in; a ledger reads no clock. Every
    method raises `LedgerError`s only.
    """

    def known(self, source: str, url_keys: Iterable[str]) -> dict[str, PageState]:
        """Return the state of those pages that any run has settled, by url_key."""

    def apply(self, manifest: Manifest) -> None:
        """Take in one batch's manifest, and close the batch if it was open. Idempotent; order does not matter."""

    def apply_all(self, manifests: Iterable[Manifest]) -> None:
        """Take in many manifests as `apply` would one by one, at less cost: for a rebuild.

        Until it returns, pages of these manifests may not be known. After an error, doing it again is safe.
        """

    def trace(self, url_key: str, *, redirected: bool = False) -> Sequence[PageEvent]:
        """Return what happened to a page, in every run, oldest first.

        With ``redirected`` also what happened to pages of other addresses that were found at this one, after a
        redirect for example (`Outcome.page_url`).
        """

    def trace_article(self, article: str) -> Sequence[PageEvent]:
        """Return every event that names the article (its key, or its id), oldest first."""

    def open_batch(self, batch: OpenBatch) -> None:
        """Note that a batch is about to be fetched, so that a killed run's pages are not forgotten.

        Of one that is open already, what is known of it is replaced.
        """

    def claim(
        self,
        source: str,
        url_keys: Iterable[str],
        choose: Callable[[Mapping[str, PageState], Sequence[OpenBatch]], Claim],
    ) -> None:
        """Open and close batches of a source as ``choose`` says, given the pages' states and the unfinished batches.

        Atomic: of the runs that claim batches of a source at the same time, each sees what the one before it opened.
        """

    def keep_batches(self, run: str, now: datetime) -> None:
        """Note that a run still has its open batches in hand: their ``kept_at`` becomes ``now``."""

    def unfinished(self, source: str | None = None) -> Sequence[OpenBatch]:
        """Return the batches of a source, or of all, that were opened and not closed, oldest first."""

    def close_batch(self, run: str, batch: str) -> None:
        """Forget an open batch; none there is no error."""

    def take_host(self, host: str, wish: Wish) -> Turn:
        """Ask for a turn at a host, which allows requests from its first moment on, one after another.

        Atomic across all processes that share the ledger: nobody has two turns at a host at once, a turn's first
        request is no closer to the last one before it than the longer of both their delays, and none falls into a
        rest (see `rest_host`). A turn ends when it is given back, or ``term_s`` after its first moment if not kept.
        """

    def keep_host(self, host: str, holder: str, now: datetime, term_s: float) -> Keeping:
        """Let a turn last until ``term_s`` from ``now``, and return whether it is still the holder's."""

    def free_host(self, host: str, holder: str, last_at: datetime, delay_s: float) -> None:
        """Give a turn back, whose last request ended at ``last_at``; one that is not the holder's stays as it is."""

    def rest_host(self, host: str, until: datetime) -> None:
        """Let the host rest: no turn begins before ``until``. An earlier, longer rest stays."""

    def forget_future(self, now: datetime) -> Sequence[str]:
        """Forget hosts' turns and rests, and slices, that lie so far ahead of ``now`` that a clock was wrong.

        Returns what that was, in words; nothing, as a rule.
        """

    def mark_slice_done(self, backfill: str, slice_key: str, now: datetime) -> None:
        """Note that one slice of a backfill is complete."""

    def slices_done(self, backfill: str) -> frozenset[str]:
        """Return the slice keys of a backfill that are complete."""

    def note(self, name: str, key: str, value: Model) -> None:
        """Keep a small value (validators of a feed, a source's watermark) under a name and a key, over an older one."""

    def noted(self, name: str, key: str) -> str | None:
        """Return the JSON that `note` kept, or None."""

    def clear_pages(self) -> None:
        """Forget everything that `apply` took in, before a rebuild."""

    def close(self) -> None:
        """Give back connections and files."""
