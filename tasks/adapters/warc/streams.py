"""The bytes under a WARC file: raw ones with a look back, and the readers that records are parsed from."""

import re
import zlib
from collections.abc import Callable
from typing import Protocol

GZIP_MAGIC = b"\x1f\x8b\x08"

_READ_BYTES = 1 << 16
_KEPT_BYTES = 1 << 20
"""How far back a new start is looked for when a gzip member turns out to be broken."""

_RECORD_START = re.compile(rb"^WARC/\d\.\d+\r?\n", re.MULTILINE)
_RECORD_START_BYTES = 16
_LINE_ENDS = 256


class Readable(Protocol):
    """A source of bytes; it need not be seekable."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``; none at the end."""


class BrokenMemberError(Exception):
    """The compressed bytes are damaged, end too early, or hold too much."""


class RawBytes:
    """A file's bytes in order, with those since the last mark kept, up to a bound, to be looked at again."""

    def __init__(self, stream: Readable, start: int) -> None:
        self._stream = stream
        self._window = b""
        self._base = start
        """Offset in the file of the window's first byte."""
        self._at = 0
        """How much of the window has been taken."""
        self._mark = 0

    @property
    def offset(self) -> int:
        """Offset in the file of the next byte."""
        return self._base + self._at

    def mark(self) -> None:
        """Keep what comes from here on."""
        self._mark = self._at

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them; fewer than ``size`` only at the end."""
        while len(self._window) - self._at < size and self._more():
            pass
        return self._window[self._at : self._at + size]

    def take(self) -> bytes:
        """Return some bytes, none at the end."""
        if self._at == len(self._window):
            self._more()
        taken = self._window[self._at :]
        self._at = len(self._window)
        return taken

    def give_back(self, size: int) -> None:
        """Undo the taking of the last ``size`` bytes."""
        self._at -= size

    def seek_member(self) -> None:
        """Go to the next gzip member after the mark that begins like a WARC record, or to the end."""
        self._at = self._mark + 1
        while True:
            found = self._window.find(GZIP_MAGIC, self._at)
            if found >= 0:
                self._at = found
                if _begins_with_record(self.peek(4096)):
                    return
                self._at += 1
            else:
                self._at = max(self._at, len(self._window) - len(GZIP_MAGIC) + 1)
                self._mark = self._at
                if not self._more():
                    self._at = len(self._window)
                    return

    def _more(self) -> bool:
        data = self._stream.read(_READ_BYTES)
        dropped = max(0, min(self._at, max(self._mark, self._at - _KEPT_BYTES)))
        self._window = self._window[dropped:] + data
        self._base += dropped
        self._at -= dropped
        self._mark = max(0, self._mark - dropped)
        return bool(data)


def _begins_with_record(member: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(member, 5) == b"WARC/"
    except zlib.error:
        return False


class RecordBytes:
    """The decompressed bytes that records are parsed from: one gzip member's, or a plain file's."""

    def __init__(self, fill: Callable[[], bytes]) -> None:
        self._fill = fill
        """Returns some more bytes, none at the end."""
        self._buffer = bytearray()
        self.position = 0
        """How many bytes have been taken."""

    def _grow(self) -> bool:
        data = self._fill()
        self._buffer += data
        return bool(data)

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes; fewer only at the end."""
        while len(self._buffer) < size and self._grow():
            pass
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.position += len(taken)
        return taken

    def unread(self, data: bytes) -> None:
        """Put back what was read last."""
        self._buffer[:0] = data
        self.position -= len(data)

    def skip(self, size: int) -> None:
        """Pass over ``size`` bytes, or as many as there are."""
        while size and (passed := len(self.read(min(size, _READ_BYTES)))):
            size -= passed

    def readline(self, limit: int) -> bytes:
        """Return the next bytes up to a line feed, the end, or the limit."""
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched >= limit or not self._grow():
                break
        return self.read(min(end + 1 if end >= 0 else len(self._buffer), limit))

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them; fewer than ``size`` only at the end."""
        following = self.read(size)
        self.unread(following)
        return following

    def skip_line_ends(self) -> bytes:
        """Pass over the empty lines between records, within reason, and return them."""
        passed = b""
        while len(passed) < _LINE_ENDS and (byte := self.peek(1)) and byte in b"\r\n":
            passed += self.read(1)
        return passed

    def at_record(self) -> bool:
        """Return whether a record's first line is next, or the end is."""
        following = self.peek(_RECORD_START_BYTES)
        return not following or _RECORD_START.match(following) is not None

    def seek_record(self, limit: int | None) -> None:
        """Go to the next line that begins a record, or to the end.

        Raises:
            BrokenMemberError: There is none within ``limit`` bytes.
        """
        passed = 0
        while True:
            if found := _RECORD_START.search(self._buffer):
                self.read(found.start())
                return
            passed += len(self.read(max(0, len(self._buffer) - _RECORD_START_BYTES)))
            if limit is not None and passed > limit:
                raise BrokenMemberError("no record begins in so many bytes")
            if not self._grow():
                self.read(len(self._buffer))
                return


class GzipMember:
    """Decompresses one gzip member (RFC 1952), with its checksum; what follows it is given back."""

    def __init__(self, raw: RawBytes) -> None:
        self._raw = raw
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        raw.mark()

    def fill(self) -> bytes:
        """Return some more decompressed bytes, none at the member's end.

        Raises:
            BrokenMemberError: The member is damaged or ends too early.
        """
        while not self._inflate.eof:
            compressed = self._inflate.unconsumed_tail or self._raw.take()
            try:
                data = self._inflate.decompress(compressed, _READ_BYTES)
            except zlib.error as error:
                raise BrokenMemberError(f"the compressed bytes are damaged ({error})") from error
            if self._inflate.eof:
                self._raw.give_back(len(self._inflate.unused_data))
            if data:
                return data
            if not compressed:
                raise BrokenMemberError("the compressed bytes end too early")
        return b""
