"""Finding what a site offers, without being told."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.autodiscovery import Rank, candidates
from dateline.tasks.core.sources.ways import Way

HOME = "https://www.news.example/"
PAGE = b"""<html><head>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="All" href="/feed/">
<link rel="alternate" type="application/atom+xml" href="https://feeds.service.example/news">
<link rel="alternate" type="text/html" hreflang="de" href="/de/"><link rel="stylesheet" type="text/css" href="/x.css">
</head><body><a href="/world/">World</a> <a href="/sport/football">Football</a> <a href="/login">Log in</a>
<a href="/rss/politics.xml">RSS</a> <a href="/world/harbour-reopens-after-storm">Harbour</a>
<a href="https://other.example/rss">Other</a> <a href="/about-us">About</a></body></html>"""
ROBOTS = b"""User-agent: *
Disallow: /x
Sitemap: https://www.news.example/sitemap_index.xml
sitemap:/google-news.xml
Sitemap: https://www.news.example/image-sitemap.xml
Sitemap: https://elsewhere.example/sitemap.xml
"""


def test_candidates_of_a_site() -> None:
    """Feeds, sitemaps and sections of a site are each found once, the most promising first."""
    found = candidates(PAGE, HOME, ROBOTS)
    assert [(each.way, each.url.removeprefix(HOME), each.rank) for each in found if "common" not in each.rank] == [
        (Way.FEEDS, "feed/", Rank.LINKED_FEED),
        (Way.FEEDS, "https://feeds.service.example/news", Rank.LINKED_FEED),
        (Way.SITEMAPS, "google-news.xml", Rank.NEWS_SITEMAP),
        (Way.FEEDS, "rss/politics.xml", Rank.FEED_ADDRESS),
        (Way.SITEMAPS, "sitemap_index.xml", Rank.SITEMAP),
        (Way.LISTINGS, "world/", Rank.SECTION),
        (Way.LISTINGS, "sport/football", Rank.SECTION),
        (Way.FEEDS, "comments/feed/", Rank.LEAST),
        (Way.SITEMAPS, "image-sitemap.xml", Rank.LEAST),
    ]
    assert found[0].title == "All"


def test_common_places() -> None:
    """If a site declares nothing, the usual paths on its host are tried."""
    found = candidates(b"", "http://news.example:8080/start?x=1")
    assert {each.way for each in found} == {Way.FEEDS, Way.SITEMAPS}
    assert all(each.url.startswith("http://news.example:8080/") for each in found)
    assert "http://news.example:8080/sitemap.xml" in {each.url for each in found}


@pytest.mark.parametrize(
    ("page", "way"),
    [
        (b'<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', Way.FEEDS),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!-- ours --><feed xmlns="http://www.w3.org/2005/Atom"/>', Way.FEEDS),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/"/>', Way.FEEDS),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', Way.FEEDS),
        (b"<urlset></urlset>", Way.SITEMAPS),
        (b'<?xml version="1.0"?><sitemapindex xmlns="x"/>', Way.SITEMAPS),
        (gzip.compress(b'<?xml version="1.0"?><urlset/>', mtime=0), Way.SITEMAPS),
        ('<?xml version="1.0" encoding="utf-16"?><rss/>'.encode("utf-16"), Way.FEEDS),
        (b"<!---->" * 500 + b"<rss/>", Way.FEEDS),
    ],
    ids=["rss", "atom", "rdf", "json", "sitemap", "index", "compressed", "utf-16", "comments"],
)
def test_a_feed_or_a_sitemap_that_is_named_comes_first(page: bytes, way: Way) -> None:
    """Whoever knows the feed need not name the home page."""
    first = candidates(page, "https://news.example/latest?format=xml")[0]
    assert (first.way, first.url, first.rank) == (way, "https://news.example/latest?format=xml", Rank.ITSELF)


def test_a_page_that_mentions_a_feed_is_none() -> None:
    """Only the root element counts, whatever stands before it: even many comments take no time."""
    for page in (b"<html><body><pre>&lt;rss><rss></pre>", b"<!---->" * 500 + b"<html><rss/>"):
        assert Rank.ITSELF not in {each.rank for each in candidates(page, HOME)}


@given(st.binary(), st.binary(), st.text())
@settings(max_examples=100)
def test_any_bytes_are_answered(home: bytes, robots: bytes, url: str) -> None:
    """No page, robots.txt or URL raises."""
    candidates(home, url, robots)


@pytest.mark.parametrize(
    ("link", "feed"),
    [
        ('rel="alternate" type="text/xml" title="RSS" href="/tide"', "https://quay.example/tide"),
        ('rel="alternate" type="application/xml" href="/tide/rss"', "https://quay.example/tide/rss"),
        ('rel="alternate" type="application/x-rss+xml" href="/tide"', "https://quay.example/tide"),
        ('rel="alternate" type="application/json" title="JSON Feed" href="/tide"', "https://quay.example/tide"),
        ('rel="feed" href="/tide"', "https://quay.example/tide"),
        (
            'rel="alternate" type="application/rss+xml" href="feed:https://quay.example/tide"',
            "https://quay.example/tide",
        ),
        ('rel="alternate" type="application/rss+xml" href="feed://quay.example/tide"', "https://quay.example/tide"),
        ('rel="alternate" type="application/json" href="/wp-json/pages/7"', None),
        ('rel="alternate" type="text/xml+oembed" title="Feed" href="/oembed"', None),
        ('rel="alternate" hreflang="de" title="Feed" href="/de/"', None),
        ('rel="feed" type="text/html" href="/tide"', None),
    ],
)
def test_feeds_are_declared_in_many_ways(link: str, feed: str | None) -> None:
    """Types that feeds share with other files count if the link's name says that it is a feed."""
    found = candidates(f"<html><head><link {link}></head></html>".encode(), "https://quay.example/")
    assert [each.url for each in found if each.rank is Rank.LINKED_FEED] == ([feed] if feed else [])


def test_links_start_at_the_base_that_a_home_page_names() -> None:
    """As in a browser."""
    home = b'<base href="/en/"><link rel="alternate" type="application/rss+xml" href="feed.xml"><a href="town">Town</a>'
    found = {each.url for each in candidates(home, "https://quay.example/")}
    assert {"https://quay.example/en/feed.xml", "https://quay.example/en/town"} <= found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("address", ["https://quay.example/s.xml", "http://https://quay.example/s.xml", "/s.xml"])
def test_sitemaps_of_any_robots_txt(address: str, encoding: str) -> None:
    """They are found in each encoding that rules are read in, and their addresses are mended."""
    robots = f"Sitemap: {address}\rUser-agent: *\r".encode(encoding)
    found = candidates(b"", "https://quay.example/", robots)
    assert [each.url for each in found if each.rank is Rank.SITEMAP] == ["https://quay.example/s.xml"]


@pytest.mark.parametrize(
    ("text", "is_one"), [("https://quay.example/tide\n", True), ("Tide tables of the quay\n", False)]
)
def test_a_sitemap_in_plain_text_that_is_named(text: str, is_one: bool) -> None:
    """It comes first, as those in XML do."""
    found = candidates(text.encode(), "https://quay.example/all.txt", content_type="text/plain")
    assert (found[0].way, found[0].rank) == (Way.SITEMAPS, Rank.ITSELF) if is_one else found[0].rank is not Rank.ITSELF
