"""Reads many objects of an archive in order, fetching the next ones in advance."""

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from dateline.tasks.core.archive.records import earlier_key
from dateline.tasks.core.errors import DamagedObjectError, ObjectNotFoundError
from dateline.tasks.core.protocols import ArchiveStore


@dataclass(frozen=True, slots=True)
class _Pace:
    threads: int
    at_once: int
    """How many objects a thread reads before it hands them over."""

    @property
    def portions(self) -> int:
        """How many portions are read ahead. With the one that is handed over, at most 64 objects are in memory."""
        return 64 // self.at_once - 1


_OVER_NETWORK = _Pace(threads=16, at_once=1)
"""Each read waits for an answer."""
_ON_DISK = _Pace(threads=4, at_once=16)
"""A read takes some microseconds. Handing each object from thread to thread would take five times as long."""


def read_ahead(store: ArchiveStore, keys: Iterable[str]) -> Generator[tuple[str, bytes | None]]:
    """Yield each key with its object's bytes, or None if there is no such object.

    An object that the store itself finds damaged is yielded as ``b""``, which is not a valid record.

    Raises:
        StoreError: an object could not be read for another reason.
    """
    pace = _OVER_NETWORK if store.is_remote else _ON_DISK
    keys = iter(keys)
    portions = iter(lambda: tuple(islice(keys, pace.at_once)), ())
    pending: deque[Future[Sequence[tuple[str, bytes | None]]]] = deque()
    with ThreadPoolExecutor(pace.threads) as pool:
        try:
            pending.extend(pool.submit(_get_all, store, portion) for portion in islice(portions, pace.portions))
            while pending:
                found = pending.popleft().result()
                pending.extend(pool.submit(_get_all, store, portion) for portion in islice(portions, 1))
                yield from found
        finally:
            for future in pending:
                future.cancel()


def _get_all(store: ArchiveStore, keys: Sequence[str]) -> Sequence[tuple[str, bytes | None]]:
    return [(key, _get(store, key)) for key in keys]


def _get(store: ArchiveStore, key: str) -> bytes | None:
    try:
        return store.get(key)
    except ObjectNotFoundError:
        return _get(store, earlier) if (earlier := earlier_key(key)) else None
    except DamagedObjectError:
        return b""
