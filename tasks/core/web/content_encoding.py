"""The body of a page as its server meant it: content codings undone, never beyond a limit.

Codings are those of RFC 9110 section 8.4.1 (gzip, deflate), RFC 7932 (br) and RFC 8878 with the window bound of
RFC 9659 (zstd). A bomb is unpacked only up to the limit: no decoder is ever asked for much more than what is still
allowed.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # has none
import zstandard

from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import RawPage

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
"""What a request may ask for: the codings that `content` undoes."""
MAX_CODINGS = 4
"""More layers than this are nobody's honest page."""
MAX_GZIP_MEMBERS = 10_000
"""What follows after so many members is left unread: millions of empty ones would cost time without bound."""
ZSTD_MAX_WINDOW_BYTES = 8 * 1024 * 1024
"""RFC 9659: a zstd content coding needs no larger window, so a reader need not give one."""

_INPUT_STEP_BYTES = 64 * 1024
_OUTPUT_STEP_BYTES = 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Content:
    """A decoded body."""

    body: bytes
    complete: bool = True
    """False where a coded stream broke off or was damaged; ``body`` is then what could be read before that."""


@dataclass(frozen=True, slots=True)
class ContentFailure:
    """Why there is no decoded body: ``TOO_LARGE`` or ``UNREADABLE``."""

    reason: Reason
    detail: str


def content(page: RawPage, limit_bytes: int) -> Content | ContentFailure:
    """Return the page's body with its content codings undone, if that is at most ``limit_bytes`` bytes.

    Does as browsers do where a header lies: an unknown coding is left as it is, and plain text under a gzip or zstd
    label is taken for what it is. Raises nothing, whatever the bytes are.
    """
    return _undo_all(content_codings(page), page.body, limit_bytes)


def without_transfer_codings(
    headers: Iterable[tuple[str, str]], body: bytes, limit_bytes: int
) -> Content | ContentFailure:
    """Return a body, which is no longer in chunks, with its other transfer codings undone (RFC 9112 section 7).

    Nobody asks for them (``TE``), and some servers send them all the same.
    """
    codings = [name for name in _names(headers, "transfer-encoding") if name not in {"identity", "chunked"}]
    return _undo_all(codings, body, limit_bytes)


def _undo_all(codings: Sequence[str], body: bytes, limit_bytes: int) -> Content | ContentFailure:
    if len(codings) > MAX_CODINGS:
        return ContentFailure(Reason.UNREADABLE, f"the body has {len(codings)} codings, one upon another")
    so_far = Content(body)
    for coding in reversed(codings):
        undone = _undo(coding, so_far.body, limit_bytes)
        if len(undone.body) > limit_bytes:
            return ContentFailure(Reason.TOO_LARGE, f"the body is larger than {limit_bytes} bytes once unpacked")
        if so_far.body and not undone.body and not undone.complete:
            return ContentFailure(Reason.UNREADABLE, f"the body cannot be unpacked: it is no {coding}")
        so_far = Content(undone.body, so_far.complete and undone.complete)
    if len(so_far.body) > limit_bytes:
        return ContentFailure(Reason.TOO_LARGE, f"the body is larger than {limit_bytes} bytes")
    return so_far


def content_head(page: RawPage, limit_bytes: int) -> bytes:
    """Return at most the first ``limit_bytes`` bytes of the decoded body, whatever comes after them."""
    body = page.body
    for coding in reversed(content_codings(page)[:MAX_CODINGS]):
        body = _undo(coding, body, limit_bytes).body
    return body[:limit_bytes]


def content_codings(page: RawPage) -> tuple[str, ...]:
    """Return the names of the content codings in the order in which they were applied, in lower case."""
    return tuple(name for name in _names(page.headers, "content-encoding") if name != "identity")


def _names(headers: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    """Return what a header lists, in lower case."""
    told = ",".join(value for name, value in headers if name.casefold() == wanted)
    return [name for part in told.split(",") if (name := part.strip().lower())]


def _undo(coding: str, body: bytes, limit_bytes: int) -> Content:
    """Undo one coding; a body of more than ``limit_bytes`` says that there is more than that."""
    undo = _CODINGS.get(coding)
    return Content(body) if undo is None or not body else undo(body, limit_bytes)


class _Decoder(Protocol):
    """One stream of one coding; raises `zlib.error` or `brotli.error` where it is damaged."""

    def step(self, data: bytes, room_bytes: int) -> bytes:
        """Take in ``data``, or ``b""`` for the rest of what was taken in; return about ``room_bytes`` at most."""

    def pending(self) -> bool:
        """Return whether what was taken in may still bring output."""

    def finished(self) -> bool:
        """Return whether the stream has come to its end."""


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
            # What begins no further member is padding or a server's mistake, not the page.
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
        return Content(body)  # a server or cache unpacked it and kept the header
    return _unpack(_Zlib(zlib.MAX_WBITS | 16), body, limit_bytes)


def _inflate(body: bytes, limit_bytes: int) -> Content:
    framed = _unpack(_Zlib(zlib.MAX_WBITS), body, limit_bytes)
    if framed.body or framed.complete:
        return framed
    return _unpack(_Zlib(-zlib.MAX_WBITS), body, limit_bytes)  # RFC 9110 8.4.1.2: some send it without the frame


def _unbrotli(body: bytes, limit_bytes: int) -> Content:
    return _unpack(_Brotli(), body, limit_bytes)


def _unzstd(body: bytes, limit_bytes: int) -> Content:
    if not body.startswith(_ZSTD_MAGIC):
        return Content(body)
    decompressor = zstandard.ZstdDecompressor(max_window_size=ZSTD_MAX_WINDOW_BYTES)
    out = bytearray()
    try:
        with decompressor.stream_reader(body, read_across_frames=True) as reader:
            while piece := reader.read(min(_OUTPUT_STEP_BYTES, limit_bytes + 1 - len(out))):
                out += piece
        if len(out) > limit_bytes:
            return Content(bytes(out), complete=False)
        # The reader above is bounded but does not tell a whole frame from one cut short; the frame fits, so ask again.
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
