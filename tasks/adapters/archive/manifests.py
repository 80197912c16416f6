"""Reads manifests of an archive as a ledger stores them."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.tasks.adapters.ledger.packing import packed
from dateline.tasks.adapters.stores.opening import ArchiveSettings, open_store
from dateline.tasks.adapters.stores.read_ahead import read_ahead
from dateline.tasks.core.archive.records import read_manifest
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.ledger_models import PackedManifest
from dateline.tasks.core.protocols import ArchiveStore


def read_packed(store: ArchiveStore, keys: Iterable[str]) -> Iterator[PackedManifest | str]:
    """Yield each manifest, or a sentence if it could not be read.

    Raises:
        StoreError: the archive could not be read.
    """
    for key, data in read_ahead(store, keys):
        try:
            yield packed(read_manifest(data or b"", key))
        except RecordError as error:
            yield error.problem


def read_packed_of(archive: ArchiveSettings, keys: Sequence[str]) -> Sequence[PackedManifest | str]:
    """Return what `read_packed` yields, in a process that has not opened the archive."""
    return list(read_packed(open_store(archive), keys))
