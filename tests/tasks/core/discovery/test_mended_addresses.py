"""Addresses that a feed or a sitemap states in a way that no browser follows."""

import io

import pytest

from dateline.tasks.core.discovery.feeds import read_feed
from dateline.tasks.core.discovery.sitemaps import SitemapReader, SitemapRules

BASE = "https://quay.example/lists/all.xml"
PAGE = "https://quay.example/tide"


def in_feed(address: str) -> list[str]:
    feed = f"<rss><channel><item><link>{address}</link></item></channel></rss>"
    return [ref.url for ref in read_feed(feed.encode(), source="quay", via=BASE).refs]


def in_sitemap(address: str) -> list[str]:
    sitemap = f"<urlset><url><loc>{address}</loc></url></urlset>".encode()
    return [ref.url for ref in SitemapReader(io.BytesIO(sitemap), SitemapRules(source="quay", via=BASE))]


@pytest.mark.parametrize("read", [in_feed, in_sitemap])
@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("http://https://quay.example/tide", PAGE),
        ("https:https://quay.example/tide", PAGE),
        ("http://https//quay.example/tide", PAGE),
        ("https//quay.example/tide", PAGE),
        ("feed:https://quay.example/tide", PAGE),
        ("feed://quay.example/tide", PAGE),
        ("quay.example/tide", PAGE),
        ("Quay.Example:8443/tide", "https://quay.example:8443/tide"),
        ("www.quay.example/tide", "https://www.quay.example/tide"),
        ("tide", "https://quay.example/lists/tide"),
        ("tide.html", "https://quay.example/lists/tide.html"),
        ("quay.examples/tide", "https://quay.example/lists/quay.examples/tide"),
        ("/https://quay.example/tide", "https://quay.example/https://quay.example/tide"),
        ("https://quay.example/to?u=http://https://x", "https://quay.example/to?u=http://https://x"),
    ],
)
def test_an_address_with_one_meaning_is_mended(read: object, stated: str, meant: str) -> None:
    """A doubled scheme, a missing colon and a host without a scheme have one meaning. Other addresses stay relative."""
    assert callable(read)
    assert read(stated) == [meant]


@pytest.mark.parametrize("line", [f'"{PAGE}"', f"  '{PAGE}' tide tables"])
def test_a_text_sitemap_may_have_quotes(line: str) -> None:
    """Spreadsheets save text with quotes around it."""
    reader = SitemapReader(io.BytesIO(line.encode()), SitemapRules(source="quay", via=BASE))
    assert [ref.url for ref in reader] == [PAGE]


def test_a_feed_on_disk_lists_pages_of_the_web() -> None:
    """Its own scheme is none that a page could have."""
    feed = b"<rss><channel><item><link>www.quay.example/tide</link></item></channel></rss>"
    (ref,) = read_feed(feed, source="quay", via="file:///saved/feed.xml").refs
    assert ref.url == "https://www.quay.example/tide"
