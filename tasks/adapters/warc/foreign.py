"""Reads WARC files that other tools wrote: crawls, browser captures, Common Crawl's WARC and WET files."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from dateline.tasks.adapters.http.head import Headers, read_head
from dateline.tasks.adapters.warc.members import Dictionary
from dateline.tasks.adapters.warc.records import (
    MAX_BLOCK_BYTES,
    BrokenRecord,
    Wanted,
    WarcRecord,
    read_records,
    truncation_of,
)
from dateline.tasks.adapters.warc.streams import Readable
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.content_encoding import ContentFailure, without_transfer_codings
from dateline.tasks.core.web.fetched import CapturedRecord, FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import utc_or_none

_PAGES = frozenset({"response", "resource", "conversion"})
_STAMP = re.compile(r"[0-9]{14}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z")
"""A WARC-Date (WARC 1.1, section 5.4). Of other forms, tools that index segments read another time, or none."""
_URL = re.compile(r"<?[!-~]+>?")
_RECORD_ID = re.compile(r"<[A-Za-z0-9!#$%&'()*+,./:;=?@\[\]_~-]+>")
"""A URI, as it should be. Other ids are not read back from a header as they were written there."""
_LINE_END = re.compile(rb"\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")


def read_warc(  # noqa: PLR0913 - all but the stream by keyword
    stream: Readable,
    *,
    source: str,
    via: str,
    max_record_bytes: int = MAX_BLOCK_BYTES,
    start: int = 0,
    wanted: Wanted | None = None,
    dictionary: Dictionary | None = None,
) -> Iterator[RawPage | FetchFailure | BrokenRecord]:
    """Yield the pages of a WARC file as they were captured. Only a transfer encoding is removed from their bytes.

    A record that cannot be read is a failure if its URL and date are known, else a `BrokenRecord`; the rest of the file
    is still read. Requests, metadata and revisits (which have no body) are skipped. The text of a ``conversion`` record
    (in a WET file) is a page without a status.

    Args:
        stream: The file.
        source: The name of the source, for each page's reference.
        via: The beginning of each reference's ``via``, which ends with ``#`` and the record's offset.
        max_record_bytes: The maximum size of a record.
        start: The offset in the file at which the stream begins.
        wanted: Called with the headers of every record. Records for which it returns False are skipped.
        dictionary: The file's dictionary, if it has one (`members.dictionary_of`).

    Raises:
        UnreadableFileError: the file contains no WARC records, or reading it takes more work than its size justifies.
    """

    def is_page(headers: Mapping[str, str]) -> bool:
        return (wanted is None or wanted(headers)) and kind_of(headers) in _PAGES

    records = read_records(
        stream, max_block_bytes=max_record_bytes, start=start, wanted=is_page, dictionary=dictionary, bounded=True
    )
    for record in records:
        place = _place(record)
        if place is None:
            if isinstance(record, BrokenRecord):
                yield record
            else:
                yield BrokenRecord(record.offset, _what_is_missing(record.headers), record.headers)
            continue
        url, at = place
        ref = PageRef(url=url, source=source, via=f"{via}#{record.offset}")
        page = None if isinstance(record, BrokenRecord) else _page(record, ref, at)
        if page:
            yield page
        else:
            detail = record.detail if isinstance(record, BrokenRecord) else "The record contains no HTTP response."
            yield FetchFailure(ref=ref, url=url, failed_at=at, reason=Reason.UNREADABLE, detail=detail)


def _place(record: WarcRecord | BrokenRecord) -> tuple[str, datetime] | None:
    """Return the record's URL and date, or None if one of them is missing or invalid."""
    url = target_of(record.headers)
    moment = _moment(record.headers.get("warc-date", ""))
    return (url, moment) if url and moment else None


def _moment(date: str) -> datetime | None:
    """Return a WARC-Date (aware UTC), also one that is written as in CDX files or in lower case, or None."""
    try:
        if _STAMP.fullmatch(date):
            return utc_or_none(datetime.strptime(date, "%Y%m%d%H%M%S").replace(tzinfo=UTC))
        at = datetime.fromisoformat(date.upper())
    except ValueError:
        return None
    return utc_or_none(at.replace(tzinfo=at.tzinfo or UTC))


def _what_is_missing(headers: Mapping[str, str]) -> str:
    if not target_of(headers):
        return "The record states no URL."
    return f"The record states no valid time of capture: its WARC-Date is {headers.get('warc-date', '')[:100]!r}."


def kind_of(headers: Mapping[str, str]) -> str:
    """Return a record's ``WARC-Type`` in lower case, or "" if it has none."""
    return headers.get("warc-type", "").lower()


def target_of(headers: Mapping[str, str]) -> str:
    """Return the URL that a record captured, or "" if it states none."""
    return headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")  # wget 1.19 wrote the brackets


def _page(record: WarcRecord, ref: PageRef, at: datetime) -> RawPage | None:
    content_type = record.headers.get("content-type", "")
    if record.kind != "response" or not ref.url.lower().startswith(("http:", "https:")):
        headers: Headers = (("Content-Type", content_type),) if content_type else ()
        captured = _captured(record) if record.kind == "resource" else None
        return RawPage(
            ref=ref,
            url=ref.url,
            fetched_at=at,
            body=record.block,
            headers=headers,
            captured=captured,
            record_bytes=record.length,
            truncated=truncation_of(record),
        )
    response = read_head(record.block)
    if response is None:
        return None
    codings = [value.lower() for name, value in response.headers if name.lower() == "transfer-encoding"]
    body = unchunk(response.body) if any("chunked" in coding for coding in codings) else response.body
    undone = without_transfer_codings(response.headers, body, MAX_BLOCK_BYTES)
    body = body if isinstance(undone, ContentFailure) else undone.body
    return RawPage(
        ref=ref,
        url=ref.url,
        fetched_at=at,
        body=body,
        status=response.status,
        status_reason=response.reason,
        headers=response.headers,
        captured=_captured(record) if body == response.body else None,
        record_bytes=record.length,
        truncated=truncation_of(record),
    )


def _captured(record: WarcRecord) -> CapturedRecord | None:
    """Return the record as it can be copied to a segment, where ``WARC-Concurrent-To`` would mean a redirect."""
    get = record.headers.get
    id_ = get("warc-record-id", "")
    is_valid = (
        _RECORD_ID.fullmatch(id_)
        and _DATE.fullmatch(get("warc-date", ""))
        and _URL.fullmatch(get("warc-target-uri", ""))
        and "warc-concurrent-to" not in record.headers
    )
    return CapturedRecord(id_, record.member) if is_valid and record.member else None


def unchunk(body: bytes) -> bytes:
    """Decode the chunked transfer encoding (RFC 9112, 7.1). Bytes without it, as many crawlers store, are unchanged.

    Of a body that is cut short, the existing part is returned.
    """
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
        if at >= len(body):
            return b"".join(parts)
        line_end = _LINE_END.match(body, at)
        if line_end is None:
            return body
        at = line_end.end()
    return b"".join(parts) if parts and at >= len(body) else body
