"""What a record contains beyond what its page says."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.config.schema import DedupeScope, Source
from dateline.tasks.core.assemble import to_record
from dateline.tasks.core.models import Article, PageRef, RawPointer
from dateline.tasks.core.web.fetched import RawPage, StoredPage

URL = "http://courier.example/2026/03/04/pier"
TEXT = "The pier at Northport was opened again on Wednesday after two years of work, and the ferries sail to it."
PAGE = f"""<!doctype html><html lang="en"><head><title>Council opens the mended pier</title>
<meta property="article:published_time" content="2026-03-04T08:00:00Z"></head>
<body><article><h1>Council opens the mended pier</h1>{f"<p>{TEXT}</p>" * 6}</article></body></html>"""
PUBLISHED_AT = datetime(2026, 3, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize(("days", "warned"), [(-400, True), (-8, True), (-6, False), (0, False), (9, True)])
def test_a_feed_that_disagrees_with_its_page(days: int, warned: bool) -> None:
    """If their times are more than a week apart, the record has the page's, and a warning."""
    ref = PageRef(url=URL, source="courier", via="feed", published_at=PUBLISHED_AT + timedelta(days=days))
    page = RawPage(ref, URL, datetime(2026, 3, 20, tzinfo=UTC), PAGE.encode(), status=200)
    raw = RawPointer(segment="raw/a.warc.gz", offset=0, digest="sha256:0")
    record = to_record(StoredPage(page, raw), Source(name="courier"), DedupeScope.PUBLISHER, 1_000_000)
    assert isinstance(record, Article)
    assert record.published_at == PUBLISHED_AT
    assert any("the feed or sitemap that lists it says" in warning for warning in record.warnings) == warned
