"""Reading WARC files record by record (ISO 28500:2017), whatever state they are in.

A record that is broken is a value with its place, and reading goes on at the next one that can be found. Gzip with a
member for each record (annex D of the standard), gzip of a whole file, and plain files are read. Memory holds one
record, and one is no larger than the caller says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.tasks.adapters.warc.streams import (
    GZIP_MAGIC,
    BrokenMemberError,
    GzipMember,
    RawBytes,
    Readable,
    RecordBytes,
)

MAX_BLOCK_BYTES = 64_000_000
"""The largest record that is read, unless told otherwise."""

_MAX_SKIP_BYTES = 256_000_000
"""How much of one gzip member is decompressed only to be passed over."""

_MAX_LINE_BYTES = 1 << 16
_MAX_HEADERS = 200


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record as it stands in the file."""

    offset: int
    """Where its gzip member begins; in a plain file, where the record does."""
    headers: Mapping[str, str]
    """By lower-case name; of a name that comes twice, the first."""
    block: bytes

    @property
    def kind(self) -> str:
        """``WARC-Type``, in lower case."""
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that could not be read, and why; a value, since the rest of the file can be."""

    offset: int
    detail: str
    """A sentence for a person."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The record's headers, as far as they were read."""


class _BrokenRecordError(Exception):
    """The bytes are whole, but no record."""


Wanted = Callable[[Mapping[str, str]], bool]
"""Says by a record's headers whether it is wanted at all."""


def _all_are_wanted(_headers: Mapping[str, str]) -> bool:
    return True


def read_records(
    stream: Readable, *, max_block_bytes: int = MAX_BLOCK_BYTES, start: int = 0, wanted: Wanted = _all_are_wanted
) -> Iterator[WarcRecord | BrokenRecord]:
    """Yield each record of a WARC file, or in its place what is wrong with it.

    ``start`` is the offset in the file at which the stream begins; offsets count from the file's beginning. Records
    that are not ``wanted`` are passed over, in compressed files without holding them in memory.
    """
    raw = RawBytes(stream, start)
    if raw.peek(len(GZIP_MAGIC)) != GZIP_MAGIC:
        source = RecordBytes(raw.take)
        yield from _Records(source, lambda: start + source.position, max_block_bytes, None, wanted)
        return
    while raw.peek(1):
        offset = raw.offset
        member = RecordBytes(GzipMember(raw).fill)
        records = _Records(member, lambda: offset, max_block_bytes, _MAX_SKIP_BYTES, wanted)  # noqa: B023 - used up in this round
        try:
            yield from records
        except BrokenMemberError as error:
            yield BrokenRecord(offset, f"The record cannot be read: {error}.", records.headers)
            raw.seek_member()


class _Records:
    """Parses the records in one run of bytes."""

    def __init__(
        self,
        source: RecordBytes,
        offset: Callable[[], int],
        max_block_bytes: int,
        max_skip_bytes: int | None,
        wanted: Wanted,
    ) -> None:
        self._source = source
        self._offset = offset
        self._max_block_bytes = max_block_bytes
        self._max_skip_bytes = max_skip_bytes
        self._wanted = wanted
        self.headers: dict[str, str] = {}
        """Those of the record that is being read."""

    def __iter__(self) -> Iterator[WarcRecord | BrokenRecord]:
        source = self._source
        source.skip_line_ends()
        while source.peek(1):
            offset = self._offset()
            self.headers = {}
            try:
                headers = self._read_headers()
                wanted = self._wanted(headers)
                record = WarcRecord(offset, headers, self._read_block(keep=wanted))
            except _BrokenRecordError as error:
                yield BrokenRecord(offset, f"The record cannot be read: {error}.", self.headers)
                source.seek_record(self._max_skip_bytes)
            else:
                if wanted:
                    yield record

    def _read_headers(self) -> Mapping[str, str]:
        """Read the version line and the named fields up to the empty line; a folded line continues the one above."""
        if not self._source.at_record():
            self._source.read(1)  # so that the search for the next record gets on
            raise _BrokenRecordError("it does not begin as a WARC record does")
        self._source.readline(_MAX_LINE_BYTES)
        last = ""
        for _ in range(_MAX_HEADERS):
            line = self._source.readline(_MAX_LINE_BYTES)
            text = line.decode("utf-8", "replace").strip()
            if not text:
                return self.headers
            name, colon, value = text.partition(":")
            if line[:1] in b" \t" and last:
                self.headers[last] += f" {text}"
            elif colon:
                last = name.strip().lower()
                self.headers.setdefault(last, value.strip())
        raise _BrokenRecordError("its headers do not end")

    def _read_block(self, *, keep: bool) -> bytes:
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise _BrokenRecordError("it does not say how long it is")
        size = int(length[:20])
        if not keep and self._max_skip_bytes is not None:
            self._skip_block(size)
            self._source.skip_line_ends()
            return b""
        if size > self._max_block_bytes:
            self._skip_block(size)
            raise _BrokenRecordError(f"it has {size} bytes; at most {self._max_block_bytes} are read")
        held = self._source.hold(size)
        if held < size:
            raise _BrokenRecordError(f"it is cut short: {held} of {size} bytes are there")
        if not self._source.at_record_after(size):
            raise _BrokenRecordError(f"it does not end after the {size} bytes that it should have")
        block = self._source.read(size)
        self._source.skip_line_ends()
        return block

    def _skip_block(self, size: int) -> None:
        if self._max_skip_bytes is not None and size > self._max_skip_bytes:
            raise BrokenMemberError(f"it has {size} bytes; at most {self._max_block_bytes} are read")
        self._source.skip(size)
