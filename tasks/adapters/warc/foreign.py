"""Reading WARC files that others wrote: crawls, browser captures, Common Crawl's WARC and WET files."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from dateline.tasks.adapters.http.head import Headers, read_head
from dateline.tasks.adapters.warc.members import Dictionary
from dateline.tasks.adapters.warc.records import MAX_BLOCK_BYTES, BrokenRecord, Wanted, WarcRecord, read_records
from dateline.tasks.adapters.warc.streams import Readable
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.content_encoding import ContentFailure, without_transfer_codings
from dateline.tasks.core.web.fetched import FetchFailure, RawPage
from dateline.tasks.core.web.foreign_text import utc_or_none

_PAGES = frozenset({"response", "resource", "conversion"})
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
    """Yield the pages of a WARC file as they were captured, their bytes untouched but for a transfer coding.

    ``source`` goes into each page's reference, and ``via`` with ``#`` and the record's offset; ``start`` is the offset
    at which the stream begins, and ``dictionary`` the file's, if it has one (`members.dictionary_of`). ``wanted`` is
    asked about every record; those that it does not want are passed over at their headers. One that cannot be read is
    a failure where its URL and date are known, else a `BrokenRecord`; the rest of the file is read all the same.
    Requests, metadata and revisits (which have no body) are passed over. The text of a ``conversion`` record (a WET
    file) is a page without a status.

    Raises:
        UnreadableFileError: The file is none of WARC records, or makes more work than its size is worth.
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
            detail = record.detail if isinstance(record, BrokenRecord) else "The record holds no HTTP response."
            yield FetchFailure(ref=ref, url=url, failed_at=at, reason=Reason.UNREADABLE, detail=detail)


def _place(record: WarcRecord | BrokenRecord) -> tuple[str, datetime] | None:
    """Return the record's URL and date; None where one is missing, or is none."""
    url = target_of(record.headers)
    try:
        at = datetime.fromisoformat(record.headers.get("warc-date", ""))
    except ValueError:
        return None
    moment = utc_or_none(at.replace(tzinfo=at.tzinfo or UTC))
    return (url, moment) if url and moment else None


def _what_is_missing(headers: Mapping[str, str]) -> str:
    if not target_of(headers):
        return "The record does not say which URL it is of."
    return f"The record does not say when it was captured: its WARC-Date is {headers.get('warc-date', '')[:100]!r}."


def kind_of(headers: Mapping[str, str]) -> str:
    """Return a record's ``WARC-Type`` in lower case, "" where it does not say."""
    return headers.get("warc-type", "").lower()


def target_of(headers: Mapping[str, str]) -> str:
    """Return the URL that a record is of, "" where it does not say."""
    return headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")  # wget 1.19 wrote the brackets


def _page(record: WarcRecord, ref: PageRef, at: datetime) -> RawPage | None:
    content_type = record.headers.get("content-type", "")
    if record.kind != "response" or not ref.url.lower().startswith(("http:", "https:")):
        headers: Headers = (("Content-Type", content_type),) if content_type else ()
        return RawPage(ref=ref, url=ref.url, fetched_at=at, body=record.block, headers=headers)
    response = read_head(record.block)
    if response is None:
        return None
    codings = [value.lower() for name, value in response.headers if name.lower() == "transfer-encoding"]
    body = unchunk(response.body) if any("chunked" in coding for coding in codings) else response.body
    undone = without_transfer_codings(response.headers, body, MAX_BLOCK_BYTES)
    return RawPage(
        ref=ref,
        url=ref.url,
        fetched_at=at,
        body=body if isinstance(undone, ContentFailure) else undone.body,
        status=response.status,
        status_reason=response.reason,
        headers=response.headers,
    )


def unchunk(body: bytes) -> bytes:
    """Undo the chunked transfer coding (RFC 9112, 7.1); bytes that have none, as many crawlers store them, stay.

    Of a body that ends too early, what is there is kept.
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
        line_end = body[at : at + 2]
        if line_end != b"\r\n":
            return body
        at += 2
    return b"".join(parts) if parts and at >= len(body) else body
