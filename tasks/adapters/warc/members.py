"""Decompresses the records of a WARC file: gzip (annex D of the standard), Zstandard, or none.

Zstandard follows the IIPC's "Zstandard Compression for WARC Files 1.0": one frame per record, and optionally a
dictionary for all of them, in a skippable frame at the beginning of the file.
"""

import re
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol

import zstandard

from dateline.tasks.adapters.warc.streams import BrokenMemberError, RawBytes, Readable

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
"""The magic numbers of skippable frames, with which some tools begin a file."""
_SKIPPABLE_MAGIC = b"\x2a\x4d\x18"
"""The last three bytes of a skippable frame's magic number."""

Dictionary = zstandard.ZstdCompressionDict

_PIECE_BYTES = 1 << 16
_PROBED_BYTES = 4096
_MAX_ZSTD_WINDOW_BYTES = 1 << 27
"""The maximum window size, which is the default of ``zstd``."""
_MAX_DICTIONARY_BYTES = 1 << 24
_ZSTD_HEADER_BYTES = 18
"""The maximum length of a frame's header."""
_RAW_BLOCK, _RLE_BLOCK, _RESERVED_BLOCK = 0, 1, 3


class Member(Protocol):
    """One gzip member or Zstandard frame."""

    def fill(self) -> bytes:
        """Return some more decompressed bytes, or ``b""`` at the end of the member.

        Raises:
            BrokenMemberError: the member is damaged or cut short.
        """


class Packing(NamedTuple):
    """How a file's records are compressed."""

    magic: bytes
    """The bytes that each member begins with."""
    member: Callable[[RawBytes], Member]
    """Opens the next member."""
    begins_with_record: Callable[[bytes], bool]
    """Returns whether an apparent member, given its first bytes, contains a WARC record."""


def packing_of(raw: RawBytes, dictionary: Dictionary | None = None) -> Packing | None:
    """Return how the next bytes are compressed, or None if they are not.

    ``dictionary`` is the file's dictionary if reading begins at a later record. At the beginning of the file, it is
    read from there.

    Raises:
        BrokenMemberError: the file begins with a dictionary that cannot be read.
    """
    if raw.peek(len(GZIP_MAGIC)) == GZIP_MAGIC:
        return Packing(GZIP_MAGIC, GzipMember, _is_gzipped_record)
    begin = raw.peek(len(ZSTD_MAGIC))
    if begin == _DICTIONARY_MAGIC:
        dictionary = _read_dictionary(raw)
    elif begin != ZSTD_MAGIC and not _SKIPPABLE.match(begin):
        return None
    try:
        decompressor = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_MAX_ZSTD_WINDOW_BYTES)
    except zstandard.ZstdError as error:
        raise BrokenMemberError(f"its dictionary is damaged ({error})") from error
    known = dictionary.dict_id() if dictionary else 0
    return Packing(
        ZSTD_MAGIC, lambda raw: ZstdFrame(raw, decompressor, known), lambda begin: len(begin) > len(ZSTD_MAGIC)
    )


def dictionary_of(file: Readable) -> Dictionary | None:
    """Return the dictionary that a file begins with, or None if it has no readable one."""
    raw = RawBytes(file, 0)
    try:
        return _read_dictionary(raw) if raw.peek(len(_DICTIONARY_MAGIC)) == _DICTIONARY_MAGIC else None
    except BrokenMemberError:
        return None


def _read_dictionary(raw: RawBytes) -> Dictionary:
    size = int.from_bytes(raw.read(len(_DICTIONARY_MAGIC) + 4)[-4:], "little")
    if size > _MAX_DICTIONARY_BYTES:
        raise BrokenMemberError(f"its dictionary has {size} bytes; the maximum is {_MAX_DICTIONARY_BYTES}")
    data = raw.read(size)
    try:
        if data.startswith(ZSTD_MAGIC):
            with zstandard.ZstdDecompressor().stream_reader(data) as reader:
                data = reader.read(_MAX_DICTIONARY_BYTES)
        return Dictionary(data)
    except zstandard.ZstdError as error:
        raise BrokenMemberError(f"its dictionary is damaged ({error})") from error


def _is_gzipped_record(member: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(member[:_PROBED_BYTES], 5) == b"WARC/"
    except zlib.error:
        return False


class GzipMember:
    """Decompresses one gzip member (RFC 1952), and verifies its checksum. Bytes after it are put back."""

    def __init__(self, raw: RawBytes) -> None:
        self._raw = raw
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        raw.mark()

    def fill(self) -> bytes:
        """See `Member`."""
        while not self._inflate.eof:
            compressed = self._inflate.unconsumed_tail or self._raw.take()
            try:
                data = self._inflate.decompress(compressed, _PIECE_BYTES)
            except zlib.error as error:
                raise BrokenMemberError(f"the compressed bytes are damaged ({error})") from error
            if self._inflate.eof:
                self._raw.give_back(len(self._inflate.unused_data))
            if data:
                return self._raw.worked_on(data)
            if not compressed:
                raise BrokenMemberError("the compressed bytes are cut short")
        return b""


class ZstdFrame:
    """Decompresses one Zstandard frame (RFC 8878), block by block, so that no step returns more than 128 KiB.

    Skippable frames are treated as empty.
    """

    def __init__(self, raw: RawBytes, decompressor: zstandard.ZstdDecompressor, dictionary_id: int = 0) -> None:
        self._raw = raw
        self._dictionary_id = dictionary_id
        self._unpack = decompressor.decompressobj()
        self._has_begun = self._has_ended = self._has_checksum = False
        raw.mark()

    def fill(self) -> bytes:
        """See `Member`."""
        while not self._has_ended:
            part = self._block() if self._has_begun else self._header()
            try:
                data = self._unpack.decompress(part) if part else b""
            except zstandard.ZstdError as error:
                raise BrokenMemberError(f"the compressed bytes are damaged ({error})") from error
            if data:
                return self._raw.worked_on(data)
        return b""

    def _header(self) -> bytes:
        """Return the frame's header."""
        begin = self._raw.peek(_ZSTD_HEADER_BYTES)
        if begin[1:4] == _SKIPPABLE_MAGIC:
            self._raw.skip(int.from_bytes(begin[4:8], "little") + 8)
            self._has_ended = True
            return b""
        try:
            size = zstandard.frame_header_size(begin)
            stated = zstandard.get_frame_parameters(begin)
        except zstandard.ZstdError as error:
            raise BrokenMemberError(f"no compressed record begins here ({error})") from error
        if stated.dict_id and stated.dict_id != self._dictionary_id:
            raise BrokenMemberError(f"it needs the dictionary {stated.dict_id}, with which the file does not begin")
        self._has_checksum = stated.has_checksum
        self._has_begun = True
        return self._whole(size)

    def _block(self) -> bytes:
        """Return the next block with its header and, after the last one, the checksum."""
        header = int.from_bytes(self._raw.peek(3), "little")
        is_last, kind, size = header & 1, header >> 1 & 3, header >> 3
        if kind == _RESERVED_BLOCK:
            raise BrokenMemberError("the compressed bytes are damaged (unknown kind of block)")
        size = 1 if kind == _RLE_BLOCK else size
        self._has_ended = bool(is_last)
        return self._whole(3 + size + (4 if is_last and self._has_checksum else 0))

    def _whole(self, size: int) -> bytes:
        data = self._raw.read(size)
        if len(data) < size:
            raise BrokenMemberError("the compressed bytes are cut short")
        return data
