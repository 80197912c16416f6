"""Reads bytes in pieces, and decompresses gzip if the bytes (not the name) show it."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import BinaryIO

PIECE_BYTES = 65_536
MAX_GZIP_MEMBERS = 10_000
"""The maximum number of gzip members that are read, because millions of empty ones would take unlimited time."""
MAX_GZIP_LAYERS = 3
"""How many times content may be compressed. Servers compress files again that are compressed already."""
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31  # zlib: gzip format, maximum window


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the rest of a stream in pieces of at most `PIECE_BYTES`."""
    while piece := stream.read(PIECE_BYTES):
        yield piece


def inflated(parts: Iterable[bytes], max_bytes: int, warnings: list[str]) -> Iterator[bytes]:
    """Yield the decompressed content, at most ``max_bytes``, in bounded memory.

    Up to `MAX_GZIP_MEMBERS` gzip members (RFC 1952) may be followed by uncompressed bytes, which are passed through.
    Content that is compressed several times is decompressed up to `MAX_GZIP_LAYERS` times. An error (a damaged or
    incomplete member, too many members or bytes) ends the content and adds to ``warnings``. Raises only errors of
    ``parts``; linear in time.
    """
    content = _bounded(_content(_sliced(parts), warnings), max_bytes, warnings)
    for _ in range(MAX_GZIP_LAYERS - 1):
        begin, content = _peeked(content, len(_GZIP))
        if begin != _GZIP:
            break
        content = _bounded(_content(_sliced(content), warnings), max_bytes, warnings)
    yield from content


def _peeked(parts: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """Return the first ``size`` bytes, and all parts."""
    head = b""
    while len(head) < size and (part := next(parts, None)) is not None:
        head += part
    return head[:size], chain([head], parts)


def _bounded(parts: Iterable[bytes], max_bytes: int, warnings: list[str]) -> Iterator[bytes]:
    left = max_bytes
    for part in parts:
        yield part[:left]
        left -= len(part)
        if left < 0:
            warnings.append(f"cut after {max_bytes} bytes")
            return


def _sliced(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in small pieces, because the bytes after a member are copied for each member."""
    for part in parts:
        for start in range(0, len(part), PIECE_BYTES):
            yield part[start : start + PIECE_BYTES]


def _content(parts: Iterable[bytes], warnings: list[str]) -> Iterator[bytes]:
    parts = iter(parts)
    member = None
    members = 0
    head = b""
    for part in parts:
        data = head + part
        head = b""
        while data:
            if member is None:
                if len(data) < len(_GZIP):
                    head = data
                    break
                if not data.startswith(_GZIP):
                    yield data
                    yield from parts
                    return
                if members == MAX_GZIP_MEMBERS:
                    warnings.append(f"cut after {MAX_GZIP_MEMBERS} gzip members")
                    return
                members += 1
                member = zlib.decompressobj(_GZIP_WINDOW)
            before = member.copy()
            try:
                yield member.decompress(data, PIECE_BYTES)
            except zlib.error as error:
                yield from _up_to_damage(before, data)
                warnings.append(f"damaged gzip data ({error})")
                return
            data = member.unconsumed_tail
            if member.eof:
                data = member.unused_data.lstrip(b"\0")
                member = None
    yield head
    if member is not None:
        yield member.flush()
        warnings.append("the gzip data is cut short")


def _up_to_damage(member: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Yield what can be decompressed before the damage: all of it, if only the checksum is wrong."""
    with suppress(zlib.error):
        for at in range(len(data)):
            yield member.decompress(data[at : at + 1])
