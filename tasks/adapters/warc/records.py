"""Reading WARC files record by record (ISO 28500:2017), whatever state they are in.

A record that is broken is a value with its place, and reading goes on at the next one that can be found. Read are gzip
and Zstandard with a member or frame for each record, either of a whole file, and plain files. Memory holds one record,
and one is no larger than the caller says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dateline.tasks.adapters.warc.members import Dictionary, Packing, packing_of
from dateline.tasks.adapters.warc.streams import (
    BrokenMemberError,
    RawBytes,
    Readable,
    RecordBytes,
    UnreadableFileError,
)

MAX_BLOCK_BYTES = 64_000_000
"""The largest record that is read, unless told otherwise."""

_MAX_SKIP_BYTES = 256_000_000
"""How much of one gzip member is decompressed only to be passed over."""

_ARC_BEGIN = b"filedesc:"
_IS_ARC = (
    "it is an ARC file, the format before WARC; `warcio recompress FILE.arc.gz FILE.warc.gz` makes a WARC file of it"
)

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


def read_records(  # noqa: PLR0913 - all but the stream by keyword
    stream: Readable,
    *,
    max_block_bytes: int = MAX_BLOCK_BYTES,
    start: int = 0,
    wanted: Wanted = _all_are_wanted,
    dictionary: Dictionary | None = None,
    bounded: bool = False,
) -> Iterator[WarcRecord | BrokenRecord]:
    """Yield each record of a WARC file, or in its place what is wrong with it.

    ``start`` is the offset in the file at which the stream begins; offsets count from the file's beginning.
    ``dictionary`` is the file's, where it has one and the stream begins later. Records that are not ``wanted`` are
    passed over, whole or broken, in compressed files without holding them in memory.

    Raises:
        UnreadableFileError: The file is none of WARC records, or is ``bounded`` and makes more work than its size is
            worth.
    """
    raw = RawBytes(stream, start, bounded=bounded)
    try:
        packing = packing_of(raw, dictionary)
    except BrokenMemberError as error:
        raise UnreadableFileError(str(error)) from error
    if packing is None:
        source = RecordBytes(raw.take)
        yield from _Records(source, raw, lambda: start + source.position, max_block_bytes, None, wanted)
    else:
        yield from _of_members(raw, packing, max_block_bytes, wanted)


def _of_members(
    raw: RawBytes, packing: Packing, max_block_bytes: int, wanted: Wanted
) -> Iterator[WarcRecord | BrokenRecord]:
    while raw.peek(1):
        offset = raw.offset
        member = RecordBytes(packing.member(raw).fill)
        records = _Records(member, raw, lambda: offset, max_block_bytes, _MAX_SKIP_BYTES, wanted)  # noqa: B023 - used up in this round
        try:
            yield from records
        except BrokenMemberError as error:
            if records.is_wanted:
                yield BrokenRecord(offset, f"The record cannot be read: {error}.", records.headers)
            raw.seek_member(packing.magic, packing.begins_with_record)


class _Records:
    """Parses the records in one run of bytes."""

    def __init__(  # noqa: PLR0913, PLR0917 - of one caller
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
        """Those of the record that is being read."""
        self.is_wanted = True
        """Whether that record is wanted, as far as is known."""

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
                source.seek_record(self._max_skip_bytes)
            else:
                if self.is_wanted:
                    yield record

    def _read_headers(self) -> Mapping[str, str]:
        """Read the version line and the named fields up to the empty line; a folded line continues the one above."""
        if not self._source.at_record():
            if self._source.peek(len(_ARC_BEGIN)) == _ARC_BEGIN:
                raise UnreadableFileError(_IS_ARC)
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

    def _read_block(self) -> bytes:
        """Return the block and go on to the next record; of a record that is not wanted, b"" may be returned."""
        length = self.headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            raise _BrokenRecordError("it does not say how long it is")
        size = int(length[:20])
        if not self.is_wanted and self._max_skip_bytes is not None:
            self._skip_block(size)
            self._source.skip_line_ends()
            if not self._source.at_record():
                raise _BrokenRecordError("its length is wrong")
            return b""
        if size > self._max_block_bytes:
            self._skip_block(size)
            raise _BrokenRecordError(f"it has {size} bytes; at most {self._max_block_bytes} are read")
        held = self._source.hold(size)
        if held < size:
            self._raw.count_work(held)
            raise _BrokenRecordError(f"it is cut short: {held} of {size} bytes are there")
        if not self._source.at_record_after(size):
            self._raw.count_work(held)
            raise _BrokenRecordError(f"it does not end after the {size} bytes that it should have")
        block = self._source.read(size)
        self._source.skip_line_ends()
        return block

    def _skip_block(self, size: int) -> None:
        if self._max_skip_bytes is not None and size > self._max_skip_bytes:
            raise BrokenMemberError(f"it has {size} bytes; at most {self._max_block_bytes} are read")
        missing = self._source.skip(size)
        if missing and self._max_skip_bytes is None and not self.is_wanted:
            what = f"its last record, which ends at byte {self._source.position}, claims {missing} bytes more"
            raise UnreadableFileError(f"{what}; what may be among these was not read")
