"""Reads an object piece by piece, so that memory does not depend on its size."""

from dateline.tasks.core.protocols import ArchiveStore

SMALL_PIECE, LARGE_PIECE = 1 << 18, 1 << 23
"""Bytes per request, for one page of a segment and for a whole segment."""


class StoredBytes:
    """A `Readable` over an object, starting at an offset. Reading raises `StoreError` on failure."""

    def __init__(self, store: ArchiveStore, key: str, offset: int = 0, *, piece_bytes: int = LARGE_PIECE) -> None:
        self._store, self._key, self._offset, self._piece_bytes = store, key, offset, piece_bytes
        self._piece, self._taken, self._ended = b"", 0, False

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``, or ``b""`` at the end."""
        if self._taken == len(self._piece) and not self._ended:
            self._piece, self._taken = self._store.get(self._key, self._offset, self._piece_bytes), 0
            self._offset += len(self._piece)
            self._ended = len(self._piece) < self._piece_bytes
        data = self._piece[self._taken : self._taken + size]
        self._taken += len(data)
        return data
