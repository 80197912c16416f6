"""Segments: the raw pages of a batch as one WARC file (ISO 28500:2017, WARC/1.1), with one gzip member per record.

A segment begins with a ``warcinfo`` record. A page is a ``response`` record (HTTP headers as received, body as
transferred) or, for a saved file, a ``resource`` record, followed by a ``metadata`` record that refers to it. A failure
is only a ``metadata`` record. A record of another tool's file is copied, still compressed, if it is a gzip member of
its own, holds exactly the page, and is valid WARC/1.0 or 1.1. The metadata holds what the other record cannot: the page
reference and exact values. So reading a segment returns exactly what was written, and cleaning can be repeated from the
segment alone.

Between a page and its metadata are the redirects that led to it, each a ``response`` record that names the page's
record in ``WARC-Concurrent-To``. They let replay tools find the page by the URL that the source lists; dateline itself
does not read them.

Equal input gives equal bytes: times come from the pages, and ids of records that are not copied from the segment's key
and the record's number.
Only another version of libdeflate may compress the same records to other bytes. Nothing depends on that, because all
digests are of the content.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import deflate

from dateline.tasks.adapters.http.head import Headers, read_head, write_head
from dateline.tasks.adapters.warc.elsewhere import Elsewhere, page_elsewhere
from dateline.tasks.adapters.warc.records import BrokenRecord, WarcRecord, read_records, truncation_of
from dateline.tasks.adapters.warc.segment_metadata import NOTE_TYPE, BadNoteError, read_note, write_note
from dateline.tasks.adapters.warc.streams import Readable, UnreadableFileError
from dateline.tasks.core.models import RawPointer
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.fetched import CapturedRecord, FetchFailure, RawPage, Redirect, StoredPage

_VERSION = "WARC/1.1"
_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_RESPONSE_TYPE = "application/http; msgtype=response"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of a segment without pages."""

_TRANSFER_ENCODING, _RENAMED = "transfer-encoding", "X-Crawler-Transfer-Encoding"
"""Replaces the header of the transfer encoding, which is removed from stored bodies. Crawlers use the same name."""

_CONTENT_LENGTH, _LENGTH_RENAMED = "content-length", "X-Crawler-Content-Length"
"""Replaces the length of a redirect whose body was not read."""

_LEVEL = 5
"""libdeflate's level: within 2 % of what zlib's default gives, in a third of its time."""

_MAX_RECORD_BYTES = 256_000_000
"""The maximum size of a record when reading. `FetchSettings.max_transfer_bytes` keeps pages far below it."""


class SegmentWriter:
    """Writes the pages of one batch to a local file, which will become the segment with this key.

    A context manager. An existing file, left by a killed process, is replaced.
    """

    def __init__(self, path: Path, segment: str) -> None:
        self._segment = segment
        path.unlink(missing_ok=True)  # a worker that is being ended may still write to it
        self._file = path.open("wb")
        self._records = 0

    def write(self, page: RawPage | FetchFailure) -> RawPointer | None:
        """Append a page and return a pointer to it, or None for a failure, which has no bytes."""
        if isinstance(page, FetchFailure):
            self._begin(page.failed_at)
            self._write_note(page, page.failed_at, ())
            return None
        self._begin(page.fetched_at)
        offset, digest = self._file.tell(), digest_of(page.body)
        pointer = RawPointer(segment=self._segment, offset=offset, digest=digest)
        if page.place:
            self._write_note(page, page.fetched_at, page.headers, digest=digest)
            return pointer
        if page.captured:
            self._copy(page, page.captured, digest)
            return pointer
        told: Headers = ()
        if page.status is None:
            kind, head, content_type = "resource", b"", page.header("content-type") or "application/octet-stream"
        else:
            kind, head, content_type = "response", _page_head(page), _RESPONSE_TYPE
            told = _read_response(head)[0]
        fields = {"WARC-Target-URI": page.url, "WARC-Payload-Digest": digest, "Content-Type": content_type}
        if page.truncated:
            fields["WARC-Truncated"] = page.truncated
        record_id = self._write(kind, page.fetched_at, fields, head, page.body)
        for redirect in page.redirects:
            self._write_redirect(redirect, record_id)
        self._write_note(page, page.fetched_at, told, record_id)
        return pointer

    def _copy(self, page: RawPage, captured: CapturedRecord, digest: str) -> None:
        """Append the record of another tool's file as it is. Compressing it again would take most of the time."""
        self._file.write(captured.member)
        self._records += 1
        told = () if page.status is None else _as_received(page.headers)
        self._write_note(page, page.fetched_at, told, captured.id, digest)

    def flush(self) -> None:
        """Flush the file's buffer to the operating system."""
        self._file.flush()

    def close(self) -> None:
        """Finish the file. A file without pages is a segment, too."""
        if not self._file.closed:
            self._begin(_EPOCH)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _begin(self, at: datetime) -> None:
        if self._records:
            return
        fields = {
            "software": f"dateline/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": _CONFORMS_TO,
            "isPartOf": self._segment,
        }
        block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
        name = self._segment.rpartition("/")[2]
        self._write("warcinfo", at, {"WARC-Filename": name, "Content-Type": "application/warc-fields"}, block)

    def _write_redirect(self, redirect: Redirect, led_to: str) -> None:
        fields = {
            "WARC-Target-URI": redirect.url,
            "WARC-Concurrent-To": led_to,
            "WARC-Payload-Digest": digest_of(redirect.body),
            "Content-Type": _RESPONSE_TYPE,
        }
        told = {name.lower(): value for name, value in redirect.headers}
        unread = not redirect.body and (_TRANSFER_ENCODING in told or told.get(_CONTENT_LENGTH, "0").strip() != "0")
        renamed = {_TRANSFER_ENCODING: _RENAMED}
        if unread:
            fields["WARC-Truncated"] = "unspecified"
            renamed[_CONTENT_LENGTH] = _LENGTH_RENAMED
        head = _write_head(redirect.status, redirect.status_reason, redirect.headers, renamed)
        self._write("response", redirect.answered_at, fields, head, redirect.body)

    def _write_note(
        self,
        page: RawPage | FetchFailure,
        at: datetime,
        told: Headers,
        about: str | None = None,
        digest: str | None = None,
    ) -> None:
        note = write_note(page, told, digest)
        fields = {"WARC-Target-URI": page.url}
        if about:
            fields |= {"WARC-Refers-To": about, "WARC-Concurrent-To": about}
        fields |= {"WARC-Payload-Digest": digest_of(note), "Content-Type": NOTE_TYPE}
        self._write("metadata", at, fields, note)

    def _write(self, kind: str, at: datetime, fields: dict[str, str], *block: bytes) -> str:
        """Write a record, whose block is given in parts, as one gzip member. Return its id."""
        record_id = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self._segment}#{self._records}')}>"
        fields = {
            "WARC-Type": kind,
            "WARC-Record-ID": record_id,
            "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "WARC-Block-Digest": digest_of(*block),
            **fields,
            "Content-Length": str(sum(map(len, block))),
        }
        head = "".join(f"{name}: {_field(name, value)}\r\n" for name, value in fields.items())
        record = b"".join([f"{_VERSION}\r\n{head}\r\n".encode(), *block, b"\r\n\r\n"])
        self._file.write(deflate.gzip_compress(record, _LEVEL))
        self._records += 1
        return record_id


def read_segment(
    stream: Readable, key: str, elsewhere: Elsewhere, *, start: int = 0
) -> Iterator[StoredPage | BrokenRecord]:
    """Yield the pages and failures of a segment as they were written, in order, each page with its pointer.

    A damaged record is yielded as a `BrokenRecord`, and the rest is still read. Pages that stay in other tools' files
    are taken from ``elsewhere``, and yielded as a `LostPage` if it has none. ``start`` is the offset in the segment at
    which the stream begins.

    Raises:
        RecordError: a newer version of dateline wrote the segment.
    """
    page: WarcRecord | None = None
    for record in _records(stream, start):
        if isinstance(record, BrokenRecord):
            yield record
        elif record.kind in {"response", "resource"}:
            if "warc-concurrent-to" in record.headers:
                continue  # a redirect
            if page:
                yield _noteless(page)
            page = record
        elif record.kind == "metadata":
            about = record.headers.get("warc-refers-to")
            if page and page.headers.get("warc-record-id") != about:
                yield _noteless(page)
                page = None
            if about and not page:
                yield BrokenRecord(record.offset, "The page of this metadata is missing.", record.headers)
            else:
                yield _stored_page(record, page, key, elsewhere)
            page = None
    if page:
        yield _noteless(page)


def _records(stream: Readable, start: int) -> Iterator[WarcRecord | BrokenRecord]:
    try:
        yield from read_records(stream, max_block_bytes=_MAX_RECORD_BYTES, start=start)
    except UnreadableFileError as error:
        yield BrokenRecord(start, f"The segment is damaged: {error}.")


def _stored_page(
    note: WarcRecord, record: WarcRecord | None, key: str, elsewhere: Elsewhere
) -> StoredPage | BrokenRecord:
    told, body = ((), b"") if record is None else _read_response(record.block, record.kind)
    broken = record or note
    try:
        content_type = note.headers.get("content-type", "")
        page, noted = read_note(note.block, content_type=content_type, body=body, told=told, key=key)
    except BadNoteError as error:
        return BrokenRecord(broken.offset, f"The record cannot be used: {error}.", broken.headers)
    if isinstance(page, RawPage) and page.place and noted:
        return page_elsewhere(page, noted, note, key, elsewhere)
    if record is None:
        return StoredPage(page=page, raw=None)
    digest = digest_of(body)
    if digest != (noted or record.headers.get("warc-payload-digest")):
        return BrokenRecord(record.offset, "The page's bytes do not match the recorded digest.", record.headers)
    if isinstance(page, RawPage):
        page = replace(page, truncated=truncation_of(record))
    return StoredPage(page=page, raw=RawPointer(segment=key, offset=record.offset, digest=digest))


def _noteless(record: WarcRecord) -> BrokenRecord:
    return BrokenRecord(record.offset, "The metadata of this page is missing.", record.headers)


def _page_head(page: RawPage) -> bytes:
    return _write_head(page.status or 0, page.status_reason, page.headers, {_TRANSFER_ENCODING: _RENAMED})


def _write_head(status: int, reason: str, headers: Headers, renamed: Mapping[str, str]) -> bytes:
    return write_head(status, reason, tuple((renamed.get(name.lower(), name), value) for name, value in headers))


def _read_response(block: bytes, kind: str = "response") -> tuple[Headers, bytes]:
    response = read_head(block) if kind == "response" else None
    if response is None:
        return (), block
    return _as_received(response.headers), response.body


def _as_received(headers: Headers) -> Headers:
    """Return the headers of a record without the renaming of `_page_head`."""
    return tuple(("Transfer-Encoding" if name == _RENAMED else name, value) for name, value in headers)


def digest_of(*parts: bytes) -> str:
    """Return the digest of bytes, given in parts, as pointers and WARC headers have it: ``sha256:`` and hex digits."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _field(name: str, value: str) -> str:
    """Return a value as a WARC header. All but printable ASCII is percent-encoded, and in a URI also spaces."""
    return quote(value, safe="!#$%&'()*+,/:;<=>?@[]~" + ("" if name == "WARC-Target-URI" else ' "'), errors="replace")
