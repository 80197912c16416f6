"""What a record contains beyond what its page says."""

import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from dateline.config.schema import DedupeScope, Source
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.models import Article, PageRef, RawPointer, Reason, Rejection
from dateline.tasks.core.web.fetched import RawPage, StoredPage

URL = "http://courier.example/2026/03/04/pier"
TEXT = "The pier at Northport was opened again on Wednesday after two years of work, and the ferries sail to it."
PAGE = f"""<!doctype html><html lang="en"><head><title>Council opens the mended pier</title>
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head>
<body><article><h1>Council opens the mended pier</h1>{f"<p>{TEXT}</p>" * 6}</article></body></html>"""
PUBLISHED_AT = datetime(2026, 3, 4, 8, tzinfo=UTC)


def record_of(page: RawPage) -> Article | Rejection:
    raw = RawPointer(segment="raw/a.warc.gz", offset=0, digest="sha256:0")
    return to_record(StoredPage(page, raw), Source(name="courier"), DedupeScope.PUBLISHER, 1_000_000)


@pytest.mark.parametrize(("days", "warned"), [(-400, True), (-8, True), (-6, False), (0, False), (9, True)])
def test_a_feed_that_disagrees_with_its_page(days: int, warned: bool) -> None:
    """If their times are more than a week apart, the record has the page's, and a warning."""
    ref = PageRef(url=URL, source="courier", via="feed", published_at=PUBLISHED_AT + timedelta(days=days))
    page = RawPage(ref, URL, datetime(2026, 3, 20, tzinfo=UTC), PAGE.encode(), status=200)
    record = record_of(page)
    assert isinstance(record, Article)
    assert record.published_at == PUBLISHED_AT
    assert any("the feed or sitemap that lists it says" in warning for warning in record.warnings) == warned


@pytest.mark.parametrize(
    ("told", "is_whole"),
    [
        ("bytes 0-1023/4096", False),
        ("bytes 512-1023/1024", False),
        ("bytes 0-1023/*", False),
        ("", False),
        ("bytes 0-1023/1024", True),
        ("Bytes  0-1023/1024", True),
    ],
)
def test_a_part_of_a_page_is_not_archived_as_the_page(told: str, is_whole: bool) -> None:
    """Some servers and caches send 206 although no range was asked for. Only one that holds all bytes is the page."""
    ref = PageRef(url=URL, source="courier", via="feed", published_at=PUBLISHED_AT)
    headers = (("Content-Type", "text/html"), ("content-range", told))
    fetched_at = datetime(2026, 3, 20, tzinfo=UTC)
    page = RawPage(ref, URL, fetched_at, PAGE.encode(), status=206, status_reason="Partial Content", headers=headers)
    record = record_of(page)
    if is_whole:
        assert isinstance(record, Article)
    else:
        assert isinstance(record, Rejection)
        assert record.reason == Reason.HTTP_STATUS
        assert record.detail == "the server answered 206 Partial Content, a part of the page, which was not requested"


def _unended(body: bytes) -> bytes:
    packer = zlib.compressobj()
    return packer.compress(body) + packer.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize(
    ("coding", "pack", "is_whole"),
    [
        ("br", lambda body: brotli.compress(body)[:-40], False),
        ("deflate", lambda body: _unended(body[:-200]), False),
        ("deflate", _unended, True),
    ],
)
def test_half_a_page_is_not_archived_as_the_page(coding: str, pack: Callable[[bytes], bytes], is_whole: bool) -> None:
    """Where compressed data ends early, the page is rejected. Servers that send all, but no end, lose nothing."""
    ref = PageRef(url=URL, source="courier", via="feed", title="Council opens the mended pier")
    headers = (("Content-Type", "text/html"), ("Content-Encoding", coding))
    page = RawPage(ref, URL, datetime(2026, 3, 20, tzinfo=UTC), pack(PAGE.encode()), status=200, headers=headers)
    record = record_of(page)
    if is_whole:
        assert isinstance(record, Article)
    else:
        assert isinstance(record, Rejection)
        assert (record.reason, record.detail.partition(":")[0]) == (Reason.UNREADABLE, "the body is cut short")
