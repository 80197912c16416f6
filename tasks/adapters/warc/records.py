"""Reads WARC files record by record (ISO 28500:2017), even damaged ones.

A broken record is yielded as a value with its offset, and reading continues at the next record that can be found.
Supported are gzip and Zstandard, with a member or frame per record or for the whole file, and uncompressed files.
Memory holds one record, whose maximum size the caller sets.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dateline.tasks.adapters.warc.members import GZIP_MAGIC, Dictionary, Packing, packing_of
from dateline.tasks.adapters.warc.streams import (
    UTF8_MARK,
    BrokenMemberError,
    RawBytes,
    Readable,
    RecordBytes,
    UnreadableFileError,
)

MAX_BLOCK_BYTES = 64_000_000
"""The default maximum size of a record."""

_MAX_SKIP_BYTES = 256_000_000
"""How much of a compressed member is decompressed only to skip it."""

_PUBLISHED = frozenset((b"WARC/1.0", b"WARC/1.1"))
_ARC_BEGIN = b"filedesc:"
_IS_ARC = (
    "it is an ARC file, the format before WARC; `warcio recompress FILE.arc.gz FILE.warc.gz` makes a WARC file of it"
)

_MAX_LINE_BYTES = 1 << 16
_MAX_HEADERS = 200


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record of the file."""

    offset: int
    """The offset of its compressed member or, in an uncompressed file, of the record."""
    headers: Mapping[str, str]
    """By lower-case name. Of repeated headers, the first."""
    block: bytes
    member: bytes = b""
    """The gzip member, if it contains only this record, of a published version, and is not very large."""
    length: int = 0
    """The size of its compressed member or, in an uncompressed file, of the record. 0 if the member contains others."""

    @property
    def kind(self) -> str:
        """``WARC-Type``, in lower case."""
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that could not be read, with the reason. It is a value, because the rest of the file can be read."""

    offset: int
    detail: str
    """The reason, as a sentence."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The record's headers, as far as they were read."""


class _BrokenRecordError(Exception):
    """The bytes are intact, but not a valid record."""


Wanted = Callable[[Mapping[str, str]], bool]
"""Returns whether a record is wanted, given its headers."""


def truncation_of(record: WarcRecord) -> str | None:
    """Return why the record's block is cut (WARC 1.1, section 5.13), such as ``length`` or ``time``, or None."""
    return record.headers.get("warc-truncated")


def _all_are_wanted(_headers: Mapping[str, str]) -> bool:
    return True


def read_records(  # noqa: PLR0913 - all but the stream by keyword
    stream: Readable,
    *,
    max_block_bytes: int = MAX_BLOCK_BYTES,
    start: int = 0,
    wanted: Wanted = _all_are_wanted,
    dictionary: Dictionary | None = None,
    bounded: bool = False,
) -> Iterator[WarcRecord | BrokenRecord]:
    """Yield each record of a WARC file, or a `BrokenRecord` in its place.

    Args:
        stream: The file.
        max_block_bytes: The maximum size of a record's block.
        start: The offset in the file at which the stream begins. Yielded offsets count from the file's beginning.
        wanted: Records for which this returns False are skipped, even if they are broken. In compressed files they are
            not held in memory.
        dictionary: The file's dictionary, if it has one and the stream begins at a later record.
        bounded: Whether to stop reading a file that takes more work than its size justifies.

    Raises:
        UnreadableFileError: the file contains no WARC records, or was too much work.
    """
    raw = RawBytes(stream, start, bounded=bounded)
    if raw.peek(len(UTF8_MARK)) == UTF8_MARK:
        raw.skip(len(UTF8_MARK))
    begin = raw.offset
    try:
        packing = packing_of(raw, dictionary)
    except BrokenMemberError as error:
        raise UnreadableFileError(str(error)) from error
    if packing is None:
        source = RecordBytes(raw.take)
        for record in _Records(source, raw, lambda: begin + source.position, max_block_bytes, None, wanted):
            yield record if isinstance(record, BrokenRecord) else _sized(record, begin + source.position)
    else:
        yield from _of_members(raw, packing, max_block_bytes, wanted)


def _of_members(
    raw: RawBytes, packing: Packing, max_block_bytes: int, wanted: Wanted
) -> Iterator[WarcRecord | BrokenRecord]:
    while raw.peek(1):
        offset = raw.offset
        member = RecordBytes(packing.member(raw).fill)
        records = _Records(member, raw, lambda: offset, max_block_bytes, _MAX_SKIP_BYTES, wanted)  # noqa: B023 - consumed in this iteration
        try:
            for record in records:
                if isinstance(record, BrokenRecord) or not records.is_first or member.peek(1):
                    yield record
                else:
                    is_copyable = packing.magic == GZIP_MAGIC and records.is_plain
                    yield _sized(record, raw.offset, raw.since(offset) if is_copyable else b"")
        except BrokenMemberError as error:
            if records.is_wanted:
                yield BrokenRecord(offset, f"The record cannot be read: {error}.", records.headers)
            raw.seek_member(packing.magic, packing.begins_with_record)
        if raw.peek(1) == b"\0":
            raw.skip_padding()


def _sized(record: WarcRecord, end: int, member: bytes = b"") -> WarcRecord:
    return replace(record, member=member, length=end - record.offset)


class _Records:
    """Parses the records in one run of bytes."""

    def __init__(  # noqa: PLR0913, PLR0917 - it has one caller
        self,
        source: RecordBytes,
        raw: RawBytes,
        offset: Callable[[], int],
        max_block_bytes: int,
        max_skip_bytes: int | None,
        wanted: Wanted,
    ) -> None:
        self._source = source
        self._raw = raw
        self._offset = offset
        self._max_block_bytes = max_block_bytes
        self._max_skip_bytes = max_skip_bytes
        self._wanted = wanted
        self.headers: dict[str, str] = {}
        """The headers of the current record."""
        self.is_wanted = True
        """Whether the current record is wanted, as far as known."""
        self.is_first = False
        """Whether the current record is at the very beginning."""
        self.is_plain = False
        """Whether, besides, it is of a version that all tools read."""
        self._cut_short = ""
        """If the file ends within a record that was skipped: a sentence about it."""

    def __iter__(self) -> Iterator[WarcRecord | BrokenRecord]:
        source = self._source
        source.skip_line_ends()
        while source.peek(1):
            offset = self._offset()
            self.headers, self.is_wanted = {}, True
            try:
                headers = self._read_headers()
                self.is_wanted = self._wanted(headers)
                record = WarcRecord(offset, headers, self._read_block())
            except _BrokenRecordError as error:
                if self.is_wanted:
                    yield BrokenRecord(offset, f"The record cannot be read: {error}.", self.headers)
                if self._cut_short:
                    raise UnreadableFileError(self._cut_short) from error
                source.seek_record(self._max_skip_bytes)
            else:
                if self.is_wanted:
                    yield record

    def _read_headers(self) -> Mapping[str, str]:
        """Read the version line and the headers up to the empty line. A folded line continues the one above."""
        if not self._source.at_record():
            if self._source.peek(len(_ARC_BEGIN)) == _ARC_BEGIN:
                raise UnreadableFileError(_IS_ARC)
            self._source.read(1)  # so that the search for the next record advances
            raise _BrokenRecordError("it does not begin like a WARC record")
        self.is_first = self._source.position == 0
        self.is_plain = self._source.readline(_MAX_LINE_BYTES).rstrip() in _PUBLISHED and self.is_first
        last = ""
        for _ in range(_MAX_HEADERS):
            line = self._source.readline(_MAX_LINE_BYTES)
            text = _decoded(line).strip()
            if not text:
                return self.headers
            name, colon, value = text.partition(":")
            if line[:1] in b" \t" and last:
                self.headers[last] += f" {text}"
            elif colon:
                last = name.strip().lower()
                self.headers.setdefault(last, value.strip())
        raise _BrokenRecordError("its headers do not end")

    def _read_block(self) -> bytes:
        """Return the block, and move to the next record. For an unwanted record, b"" may be returned."""
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise _BrokenRecordError("it does not state its length")
        size = int(length[:20])
        if not self.is_wanted and self._max_skip_bytes is not None:
            self._skip_block(size)
            self._source.skip_line_ends()
            if not self._source.at_record():
                raise _BrokenRecordError("its length is wrong")
            return b""
        if size > self._max_block_bytes:
            self._skip_block(size)
            raise _BrokenRecordError(f"it has {size} bytes; the maximum is {self._max_block_bytes}")
        held = self._source.hold(size)
        if held < size:
            self._raw.count_work(held)
            raise _BrokenRecordError(f"it is cut short: it has {held} of {size} bytes")
        if not self._source.at_record_after(size):
            self._raw.count_work(held)
            raise _BrokenRecordError(f"it does not end after the {size} bytes that it states")
        block = self._source.read(size)
        self._source.skip_line_ends()
        return block

    def _skip_block(self, size: int) -> None:
        if self._max_skip_bytes is not None and size > self._max_skip_bytes:
            raise BrokenMemberError(f"it has {size} bytes; the maximum is {self._max_block_bytes}")
        missing = self._source.skip(size)
        if missing and self._max_skip_bytes is None:
            what = f"its last record, which ends at byte {self._source.position}, claims {missing} more bytes"
            self._cut_short = f"{what}; records among these were not read"
            if not self.is_wanted:
                raise UnreadableFileError(self._cut_short)


def _decoded(line: bytes) -> str:
    """Return a header line as text. Bytes that are not UTF-8 are percent-encoded, because they occur in URLs."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in line)  # noqa: PLR2004 - end of ASCII
