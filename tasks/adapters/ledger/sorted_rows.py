"""Sorts the rows of an index by their digests, on disk, so that memory does not grow with their number."""

import struct
import tempfile
from collections.abc import Iterable, Iterator
from typing import Self

_EVENT_BYTES = 8
_KEPT_BYTES = 1 << 15
_CHECK_EACH = 1 << 16
_LOT = 50_000
"""How many rows are yielded at a time, at least. With 100 million, a 256th of them, which takes some 60 MB."""


class SortedRows:
    """Takes pairs of a digest and an event id, in any order, and yields them in order.

    Digests are spread evenly, so the rows are divided by the first byte of their digest. Each of the 256 parts is small
    enough to be sorted in memory.
    """

    def __init__(self, digest_bytes: int) -> None:
        self._row = struct.Struct(f">{digest_bytes}sQ")
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `__exit__`
        self._kept = [bytearray() for _ in range(256)]
        self._written: list[list[tuple[int, int]]] = [[] for _ in range(256)]
        self._unchecked = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Delete the file."""
        self._file.close()

    def add(self, rows: Iterable[tuple[bytes, int]]) -> None:
        """Add rows."""
        pack, kept = self._row.pack, self._kept
        for digest, event in rows:
            kept[digest[0]] += pack(digest, event)
            self._unchecked += 1
        if self._unchecked >= _CHECK_EACH:
            self._unchecked = 0
            self._write()

    def lots(self) -> Iterator[list[tuple[bytes, int]]]:
        """Yield all rows in order, in lists."""
        lot: list[tuple[bytes, int]] = []
        for first_byte in range(256):
            lot += sorted(self._row.iter_unpack(self._part(first_byte)))
            if len(lot) >= _LOT:
                yield lot
                lot = []
        if lot:
            yield lot

    def _write(self) -> None:
        for kept, written in zip(self._kept, self._written, strict=True):
            if len(kept) >= _KEPT_BYTES:
                written.append((self._file.seek(0, 2), len(kept)))
                self._file.write(kept)
                kept.clear()

    def _part(self, first_byte: int) -> bytes:
        parts = []
        for offset, length in self._written[first_byte]:
            self._file.seek(offset)
            parts.append(self._file.read(length))
        return b"".join((*parts, self._kept[first_byte]))
