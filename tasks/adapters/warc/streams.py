"""The bytes of a WARC file: raw bytes that can be re-read, and the decompressed bytes that records are parsed from."""

import re
from collections.abc import Callable
from typing import Protocol

UTF8_MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which editors write before records."""

_READ_BYTES = 1 << 16
_KEPT_BYTES = 1 << 20
"""How many bytes back the search for the next member begins when a compressed member is broken."""

_PROBED_BYTES = 4096

FREE_WORK_BYTES = 256_000_000
WORK_FACTOR = 200
"""Reading a file stops when more bytes than these, and that many times the bytes read from it, were decompressed or
searched in vain. No honest file comes near, and the time that a hostile one takes is linear in its size."""

_RECORD_START = re.compile(rb"^WARC/\d\.\d+\r?\n", re.MULTILINE)
_RECORD_START_BYTES = 16
_LINE_ENDS = 256
_BETWEEN_RECORDS = b"\r\n" + UTF8_MARK


class Readable(Protocol):
    """A source of bytes. It need not be seekable."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most ``size``, or ``b""`` at the end."""


class BrokenMemberError(Exception):
    """The compressed bytes are damaged or cut short, or contain too much."""


class UnreadableFileError(Exception):
    """The file cannot be read, or not any further. The message says why, and fits after "FILE: "."""


class RawBytes:
    """A file's bytes in order. Those since the last mark are kept, up to a limit, so that they can be read again."""

    def __init__(self, stream: Readable, start: int, *, bounded: bool = True) -> None:
        self._stream = stream
        self._read = 0
        """How many bytes were read from the stream."""
        self._work = 0 if bounded else None
        """How many bytes were decompressed, or searched in vain. None if the work is not limited."""
        self._window = b""
        self._base = start
        """The offset in the file of the window's first byte."""
        self._at = 0
        """How many bytes of the window have been taken."""
        self._mark = 0

    @property
    def offset(self) -> int:
        """The offset in the file of the next byte."""
        return self._base + self._at

    def mark(self) -> None:
        """Keep the bytes from here on."""
        self._mark = self._at

    def since(self, offset: int) -> bytes:
        """Return the bytes taken since an offset in the file, or ``b""`` if they are no longer kept."""
        return self._window[offset - self._base : self._at] if offset >= self._base else b""

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them, fewer than ``size`` only at the end."""
        while len(self._window) - self._at < size and self._more():
            pass
        return self._window[self._at : self._at + size]

    def take(self) -> bytes:
        """Take and return some bytes, or ``b""`` at the end."""
        if self._at == len(self._window):
            self._more()
        taken = self._window[self._at :]
        self._at = len(self._window)
        return taken

    def give_back(self, size: int) -> None:
        """Put back the last ``size`` bytes taken."""
        self._at -= size

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes; fewer only at the end."""
        taken = self.peek(size)
        self._at += len(taken)
        return taken

    def skip(self, size: int) -> None:
        """Skip ``size`` bytes, or as many as there are."""
        while size and (passed := len(self.read(min(size, _READ_BYTES)))):
            size -= passed

    def skip_padding(self) -> None:
        """Skip zero bytes, with which some programs fill files up to a block."""
        while (ahead := self.peek(_READ_BYTES)) and (zeros := len(ahead) - len(ahead.lstrip(b"\0"))):
            self.skip(zeros)

    def worked_on(self, data: bytes) -> bytes:
        """Count ``data``, which was decompressed from the file, as work, and return it.

        Raises:
            UnreadableFileError: the work is out of proportion to the bytes read from the file.
        """
        self.count_work(len(data))
        return data

    def count_work(self, size: int) -> None:
        """Count bytes that were decompressed, or searched in vain, as work.

        Raises:
            UnreadableFileError: the work is out of proportion to the bytes read from the file.
        """
        if self._work is not None:
            self._work += size
            if self._work > FREE_WORK_BYTES + WORK_FACTOR * self._read:
                sentence = f"up to byte {self.offset}, its records claim or contain far more than its bytes can"
                raise UnreadableFileError(f"{sentence}; the rest of the file was not read")

    def seek_member(self, magic: bytes, begins_with_record: Callable[[bytes], bool]) -> None:
        """Move to the next member after the mark that contains a WARC record, or to the end.

        Raises:
            UnreadableFileError: the search took too much work.
        """
        self._at = self._mark + 1
        while True:
            found = self._window.find(magic, self._at)
            if found >= 0:
                self._at = found
                begin = self.peek(_PROBED_BYTES)
                self.count_work(len(begin))
                if begins_with_record(begin):
                    return
                self._at += 1
            else:
                self._at = max(self._at, len(self._window) - len(magic) + 1)
                self._mark = self._at
                if not self._more():
                    self._at = len(self._window)
                    return

    def _more(self) -> bool:
        data = self._stream.read(_READ_BYTES)
        self._read += len(data)
        dropped = max(0, min(self._at, max(self._mark, self._at - _KEPT_BYTES)))
        self._window = self._window[dropped:] + data
        self._base += dropped
        self._at -= dropped
        self._mark = max(0, self._mark - dropped)
        return bool(data)


class RecordBytes:
    """The decompressed bytes that records are parsed from, of one compressed member or of an uncompressed file."""

    def __init__(self, fill: Callable[[], bytes]) -> None:
        self._fill = fill
        """Returns some more bytes, or ``b""`` at the end."""
        self._buffer = bytearray()
        self._at = 0
        """How many bytes of the buffer have been taken. Taking only moves this, and looking ahead copies nothing, so
        that the time is linear, however many records claim to be long."""
        self.position = 0
        """How many bytes have been taken."""

    def _held(self) -> int:
        return len(self._buffer) - self._at

    def _grow(self) -> bool:
        data = self._fill()
        if self._at > len(self._buffer) // 2:
            del self._buffer[: self._at]
            self._at = 0
        self._buffer += data
        return bool(data)

    def hold(self, size: int) -> int:
        """Buffer the next ``size`` bytes without taking them. Return their number, which is less only at the end."""
        while self._held() < size and self._grow():
            pass
        return min(self._held(), size)

    def read(self, size: int) -> bytes:
        """Return the next ``size`` bytes; fewer only at the end."""
        self.hold(size)
        taken = bytes(self._buffer[self._at : self._at + size])
        self._take(len(taken))
        return taken

    def _take(self, size: int) -> None:
        self._at += size
        self.position += size

    def skip(self, size: int) -> int:
        """Skip ``size`` bytes, or as many as there are. Return how many were missing."""
        while size and (passed := len(self.read(min(size, _READ_BYTES)))):
            size -= passed
        return size

    def readline(self, limit: int) -> bytes:
        """Return the next bytes up to a line feed, the end, or the limit."""
        searched = 0
        while (end := self._buffer.find(b"\n", self._at + searched)) < 0:
            searched = self._held()
            if searched >= limit or not self._grow():
                break
        return self.read(min(end + 1 - self._at if end >= 0 else self._held(), limit))

    def peek(self, size: int, ahead: int = 0) -> bytes:
        """Return the bytes after the next ``ahead`` bytes without taking any, fewer than ``size`` only at the end."""
        self.hold(ahead + size)
        return bytes(self._buffer[self._at + ahead : self._at + ahead + size])

    def skip_line_ends(self) -> None:
        """Skip the empty lines between records and a byte order mark, up to a limit."""
        self._take(self._line_ends(0))

    def _line_ends(self, ahead: int) -> int:
        following = self.peek(_LINE_ENDS, ahead)
        return len(following) - len(following.lstrip(_BETWEEN_RECORDS))

    def at_record(self, ahead: int = 0) -> bool:
        """Return whether a record's first line, or the end, follows after the next ``ahead`` bytes."""
        following = self.peek(_RECORD_START_BYTES, ahead)
        return not following or _RECORD_START.match(following) is not None

    def at_record_after(self, size: int) -> bool:
        """Return whether a record begins, or the end comes, after ``size`` bytes and the empty lines that follow."""
        return self.at_record(size + self._line_ends(size))

    def seek_record(self, limit: int | None) -> None:
        """Move to the next line that begins a record, or to the end.

        Raises:
            BrokenMemberError: there is none within ``limit`` bytes.
        """
        passed = 0
        while True:
            if found := self._find_record():
                self._take(found.start() - self._at)
                return
            useless = max(0, self._held() - _RECORD_START_BYTES)
            self._take(useless)
            passed += useless
            if limit is not None and passed > limit:
                raise BrokenMemberError("no record begins within the maximum number of bytes")
            if not self._grow():
                self._take(self._held())
                return

    def _find_record(self) -> re.Match[bytes] | None:
        """Return the next line in the buffer that begins a record."""
        return _RECORD_START.search(self._buffer, self._at)
