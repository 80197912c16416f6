"""Reads many objects of an archive in order, fetching the next ones in advance."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from dateline.tasks.core.archive.records import earlier_key
from dateline.tasks.core.errors import DamagedObjectError, ObjectNotFoundError
from dateline.tasks.core.protocols import ArchiveStore

_AT_ONCE = 16
_AHEAD = 64
"""The maximum number of objects held in memory."""


def read_ahead(store: ArchiveStore, keys: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield each key with its object's bytes, or None if there is no such object.

    An object that the store itself finds damaged is yielded as ``b""``, which is not a valid record.

    Raises:
        StoreError: an object could not be read for another reason.
    """
    pending: deque[tuple[str, Future[bytes | None]]] = deque()
    keys = iter(keys)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            pending.extend((key, pool.submit(_get, store, key)) for key in islice(keys, _AHEAD))
            while pending:
                key, future = pending.popleft()
                data = future.result()
                pending.extend((key, pool.submit(_get, store, key)) for key in islice(keys, 1))
                yield key, data
        finally:
            for _, future in pending:
                future.cancel()


def _get(store: ArchiveStore, key: str) -> bytes | None:
    try:
        return store.get(key)
    except ObjectNotFoundError:
        return _get(store, earlier) if (earlier := earlier_key(key)) else None
    except DamagedObjectError:
        return b""
