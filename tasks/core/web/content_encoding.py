"""Decodes the content encoding of a page's body, up to a limit.

Supported are gzip and deflate (RFC 9110, section 8.4.1), br (RFC 7932), and zstd (RFC 8878, with the window limit of
RFC 9659). Decompression bombs are decoded only up to the limit: no decoder is asked for much more than what remains.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import brotli
import zstandard

from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import RawPage, is_called_page

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""The header of requests: the encodings that `content` can decode."""
MAX_CODINGS = 4
"""The maximum number of nested encodings. No honest page has more."""
MAX_GZIP_MEMBERS = 10_000
"""The maximum number of gzip members that are read, because millions of empty ones would take unlimited time."""
ZSTD_MAX_WINDOW_BYTES = 8 * 1024 * 1024
"""The maximum window of the zstd content encoding (RFC 9659)."""

CUT_SHORT = "the body is cut short: its compressed data has no end"

_INPUT_STEP_BYTES = 64 * 1024
_OUTPUT_STEP_BYTES = 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_HEAD_CHECKSUM, _GZIP_EXTRA, _GZIP_NAME, _GZIP_COMMENT = 2, 4, 8, 16
_ZLIB_HEAD_BYTES = 2
_ZSTD_START = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
"""The start of a frame of zstd, or of one to be skipped (RFC 8878, section 3.1.2)."""
_MARKUP_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*[<{]")
_END_OF_DOCUMENT = re.compile(
    rb"(?:</(?:[\w-]{1,40}:)?(?:html|rss|feed|rdf|urlset|sitemapindex)\s*>\s*(?:<!--[^<>]*-->\s*)?|[}\]]\s*)\Z",
    re.IGNORECASE,
)
_END_BYTES = 1000


@dataclass(frozen=True, slots=True)
class Content:
    """A decoded body."""

    body: bytes
    complete: bool = True
    """False if an encoded stream was cut short or damaged. ``body`` is then the part that could be decoded."""

    @property
    def is_cut_short(self) -> bool:
        """Whether a part of the document is missing. Some servers never end their streams, but send all of it."""
        return not self.complete and not self.has_end

    @property
    def has_end(self) -> bool:
        """Whether the body ends as a whole document does."""
        return _END_OF_DOCUMENT.search(self.body[-_END_BYTES:]) is not None


@dataclass(frozen=True, slots=True)
class ContentFailure:
    """Why the body could not be decoded: ``TOO_LARGE`` or ``UNREADABLE``."""

    reason: Reason
    detail: str


def content(page: RawPage, limit_bytes: int) -> Content | ContentFailure:
    """Return the page's body with its content encodings decoded, if it has at most ``limit_bytes`` bytes.

    Wrong headers are handled as in browsers: unknown encodings are ignored, and plain text declared as gzip or zstd is
    returned as it is. Never raises.
    """
    return _undo_all(content_codings(page), page.body, limit_bytes)


def without_transfer_codings(
    headers: Iterable[tuple[str, str]], body: bytes, limit_bytes: int
) -> Content | ContentFailure:
    """Return a body without chunks with its other transfer encodings decoded (RFC 9112, section 7).

    Some servers send them although no one requests them (``TE``).
    """
    codings = [name for name in _names(headers, "transfer-encoding") if name not in {"identity", "chunked"}]
    return _undo_all(codings, body, limit_bytes)


def _undo_all(codings: Sequence[str], body: bytes, limit_bytes: int) -> Content | ContentFailure:
    if len(codings) > MAX_CODINGS:
        return ContentFailure(Reason.UNREADABLE, f"the body has {len(codings)} nested encodings")
    so_far = Content(body)
    for coding in reversed(codings):
        undone = _undo(coding, so_far.body, limit_bytes)
        if len(undone.body) > limit_bytes:
            return ContentFailure(Reason.TOO_LARGE, f"the body is larger than {limit_bytes} bytes after decompression")
        if so_far.body and not undone.body and not undone.complete:
            return ContentFailure(Reason.UNREADABLE, f"the body cannot be decompressed: it is not {coding}")
        so_far = Content(undone.body, so_far.complete and undone.complete)
    if len(so_far.body) > limit_bytes:
        return ContentFailure(Reason.TOO_LARGE, f"the body is larger than {limit_bytes} bytes")
    return so_far


def content_head(page: RawPage, limit_bytes: int) -> bytes:
    """Return at most the first ``limit_bytes`` bytes of the decoded body."""
    body = page.body
    for coding in reversed(content_codings(page)[:MAX_CODINGS]):
        body = _undo(coding, body, limit_bytes).body
    return body[:limit_bytes]


def content_codings(page: RawPage) -> tuple[str, ...]:
    """Return the names of the content encodings in lower case, in the order in which they were applied.

    A page that is compressed with gzip, as no page's markup begins so, has that encoding without its header: some
    servers send files that were compressed before as they are.
    """
    stated = tuple(name for name in _names(page.headers, "content-encoding") if name != "identity")
    is_unstated = not stated and page.body.startswith(_GZIP_MAGIC) and is_called_page(page.header("content-type"))
    return ("gzip",) if is_unstated else stated


def _names(headers: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    """Return the items of a header's lists, in lower case."""
    told = ",".join(value for name, value in headers if name.casefold() == wanted)
    return [name for part in told.split(",") if (name := part.strip().lower())]


def _undo(coding: str, body: bytes, limit_bytes: int) -> Content:
    """Decode one encoding. A result longer than ``limit_bytes`` means that the limit is exceeded."""
    undo = _CODINGS.get(coding)
    if undo is None or not body:
        return Content(body)
    undone = undo(body, limit_bytes)
    return undone if undone.body or undone.complete else _undo_mislabelled(body, limit_bytes)


def _undo_mislabelled(body: bytes, limit_bytes: int) -> Content:
    """Return a body that is not in the stated encoding: in the one that its first bytes show, or plain markup."""
    if body.startswith(_GZIP_MAGIC) or _ZSTD_START.match(body):
        return _gunzip(body, limit_bytes)
    return Content(body) if _MARKUP_START.match(body) else Content(b"", complete=False)


class _Decoder(Protocol):
    """Decodes one stream. Raises `zlib.error` or `brotli.error` if it is damaged."""

    def step(self, data: bytes, room_bytes: int) -> bytes:
        """Add ``data``, or ``b""`` to continue, and return some decoded bytes, about ``room_bytes`` at most."""

    def pending(self) -> bool:
        """Return whether the data so far may give further output."""

    def finished(self) -> bool:
        """Return whether the stream is complete."""


class _Zlib:
    """gzip with all its members (RFC 1952), or deflate with a zlib frame (RFC 1950) or without (RFC 1951)."""

    def __init__(self, window_bits: int) -> None:
        self._window_bits = window_bits
        self._stream = zlib.decompressobj(window_bits)
        self._members = 1
        self._unread = b""
        self._padding = False

    def step(self, data: bytes, room_bytes: int) -> bytes:
        data = self._unread + data
        self._unread = b""
        if self._padding:
            return b""
        if self._stream.eof:
            # Data that is not a further member is padding or a server's mistake.
            self._padding = not data.startswith(_GZIP_MAGIC) or self._members == MAX_GZIP_MEMBERS
            if self._padding:
                return b""
            self._stream = zlib.decompressobj(self._window_bits)
            self._members += 1
        out = self._stream.decompress(data, room_bytes)
        self._unread = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return out

    def pending(self) -> bool:
        return bool(self._unread)

    def finished(self) -> bool:
        return self._stream.eof


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def step(self, data: bytes, room_bytes: int) -> bytes:
        return b"" if self.finished() else bytes(self._stream.process(data, output_buffer_limit=room_bytes))

    def pending(self) -> bool:
        return not self.finished() and not self._stream.can_accept_more_data()

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


def _unpack(decoder: _Decoder, body: bytes, limit_bytes: int) -> Content:
    out = bytearray()

    def take(data: bytes) -> None:
        out.extend(decoder.step(data, min(_OUTPUT_STEP_BYTES, limit_bytes + 1 - len(out))))

    try:
        for start in range(0, len(body), _INPUT_STEP_BYTES):
            take(body[start : start + _INPUT_STEP_BYTES])
            while decoder.pending() and len(out) <= limit_bytes:
                take(b"")
            if len(out) > limit_bytes:
                break
    except (zlib.error, brotli.error):
        return Content(bytes(out), complete=False)
    return Content(bytes(out), decoder.finished())


def _gunzip(body: bytes, limit_bytes: int) -> Content:
    if not body.startswith(_GZIP_MAGIC):
        # A server or cache decompressed it but kept the header, or the header names another encoding.
        return _unzstd(body, limit_bytes) if _ZSTD_START.match(body) else Content(body)
    framed = _unpack(_Zlib(zlib.MAX_WBITS | 16), body, limit_bytes)
    return _longer(framed, _without_gzip_head(body), limit_bytes)


def _inflate(body: bytes, limit_bytes: int) -> Content:
    framed = _longer(_unpack(_Zlib(zlib.MAX_WBITS), body, limit_bytes), body[_ZLIB_HEAD_BYTES:], limit_bytes)
    if framed.body or framed.complete:
        return framed
    return _unpack(_Zlib(-zlib.MAX_WBITS), body, limit_bytes)  # RFC 9110, 8.4.1.2: some servers omit the frame


def _longer(framed: Content, bare: bytes, limit_bytes: int) -> Content:
    """Return what a stream with a frame gives, or its bare data, if that gives more: the checksum behind it is wrong.

    Browsers do not look at the checksum.
    """
    if framed.complete or len(framed.body) > limit_bytes:
        return framed
    unframed = _unpack(_Zlib(-zlib.MAX_WBITS), bare, limit_bytes)
    return unframed if unframed.complete or len(unframed.body) > len(framed.body) else framed


def _without_gzip_head(body: bytes) -> bytes:
    """Return the data and the checksum of the first member of gzip (RFC 1952, section 2.3)."""
    flags = int.from_bytes(body[3:4], "little")
    at = 10
    if flags & _GZIP_EXTRA:
        at += 2 + int.from_bytes(body[at : at + 2], "little")
    for text in (_GZIP_NAME, _GZIP_COMMENT):
        if flags & text:
            at = body.find(b"\0", at) + 1 or len(body)
    return body[at + 2 if flags & _GZIP_HEAD_CHECKSUM else at :]


def _unbrotli(body: bytes, limit_bytes: int) -> Content:
    return _unpack(_Brotli(), body, limit_bytes)


def _unzstd(body: bytes, limit_bytes: int) -> Content:
    if not _ZSTD_START.match(body):
        return _gunzip(body, limit_bytes) if body.startswith(_GZIP_MAGIC) else Content(body)
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_MAX_WINDOW_BYTES)
    out = bytearray()
    try:
        with decompressor.stream_reader(body, read_across_frames=True) as reader:
            while piece := reader.read(min(_OUTPUT_STEP_BYTES, limit_bytes + 1 - len(out))):
                out += piece
        if len(out) > limit_bytes:
            return Content(bytes(out), complete=False)
        # The bounded reader above cannot tell a complete frame from one cut short. The frame fits, so decode it again.
        whole = decompressor.decompressobj()
        whole.decompress(body)
        return Content(bytes(out), bool(whole.eof))
    except zstandard.ZstdError:
        return Content(bytes(out), complete=False)


_CODINGS: dict[str, Callable[[bytes, int], Content]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
