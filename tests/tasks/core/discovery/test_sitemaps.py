"""Sitemaps as streams, and the walk over the sitemaps of a site."""

import gzip
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from multiprocessing import get_context

import psutil
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.dates_in_urls import may_lie_in
from dateline.tasks.core.discovery.inflate import inflated
from dateline.tasks.core.discovery.sitemap_walk import SitemapWalk
from dateline.tasks.core.discovery.sitemaps import ChildSitemap, SitemapReader, SitemapRules
from dateline.tasks.core.models import PageRef, Precision, Window

VIA = "https://www.news.example/sitemap.xml"
NEWS = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
)


def reader_of(body: str | bytes, allowed: frozenset[str] = frozenset()) -> SitemapReader:
    data = body.encode() if isinstance(body, str) else body
    rules = SitemapRules(source="example", via=VIA, allowed_hosts=allowed)
    return SitemapReader(io.BytesIO(data), rules)


def pages(reader: SitemapReader) -> list[PageRef]:
    return [item for item in reader if isinstance(item, PageRef)]


def urlset(*locs: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{loc}</loc></url>' for loc in locs)}</urlset>"


def test_news_sitemap() -> None:
    """Titles and publication dates are read, but not captions of images."""
    body = (
        NEWS + "<url><loc>https://www.news.example/harbour</loc><lastmod>2024-05-06T09:00:00Z</lastmod><news:news>"
        "<news:publication><news:name>Example</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-05-06T10:30:00+02:00</news:publication_date>"
        "<news:title>Harbour reopens &amp; ferries sail</news:title><news:keywords>harbour, ferries,</news:keywords>"
        "</news:news><image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>Boats</image:title>"
        "</image:image></url></urlset>"
    )
    reader = reader_of(body)
    (item,) = reader
    assert isinstance(item, PageRef)
    assert (item.url, item.title) == ("https://www.news.example/harbour", "Harbour reopens & ferries sail")
    assert item.published_at == datetime(2024, 5, 6, 8, 30, tzinfo=UTC)
    assert (item.published_raw, item.published_precision) == ("2024-05-06T10:30:00+02:00", Precision.MINUTE)
    assert item.modified_at == datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
    assert (reader.kind, reader.warnings) == ("urlset", [])


@pytest.mark.parametrize("picture", ["<p:picture><p:loc>{}</p:loc></p:picture>", "<p:loc>{}</p:loc>"])
def test_a_pictures_address_is_not_the_pages(picture: str) -> None:
    """Pictures may precede the page's own address, in a namespace that nobody knows."""
    opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:p="urn:vendor:pictures">'
    entry = f"<url>{picture.format('/boats.jpg')}<loc>/harbour</loc></url>"
    assert [page.url for page in pages(reader_of(f"{opening}{entry}</urlset>"))] == ["https://www.news.example/harbour"]


def test_index_under_a_news_name() -> None:
    """The root element decides, not the name: an index has child sitemaps."""
    reader = reader_of(
        "<sitemapindex><sitemap><loc>/sitemap_news_1.xml</loc><lastmod>2024-05-06</lastmod></sitemap>"
        "<sitemap><loc>https://news.example/sitemap_2.xml</loc></sitemap></sitemapindex>"
    )
    assert list(reader) == [
        ChildSitemap("https://www.news.example/sitemap_news_1.xml", datetime(2024, 5, 6, tzinfo=UTC)),
        ChildSitemap("https://news.example/sitemap_2.xml"),
    ]
    assert reader.kind == "sitemapindex"


def test_malformed_entries_are_all_read() -> None:
    """Entries with a bare ampersand, an HTML entity, a relative URL or no title are read."""
    reader = reader_of(
        NEWS + "<url><loc>https://www.news.example/a?x=1&y=2</loc></url>"
        "<url><loc>/b</loc><news:news><news:title>One&nbsp;two</news:title></news:news></url>"
        "<url><loc>c</loc><news:news><news:publication_date>2024-05-06</news:publication_date></news:news></url>"
        "<url><loc> https://www.news.example/d\n</loc></url></urlset>"
    )
    refs = pages(reader)
    assert [ref.url.removeprefix("https://www.news.example/") for ref in refs] == ["a?x=1&y=2", "b", "c", "d"]
    assert [ref.title for ref in refs] == [None, "One two", None, None]
    assert any("not well formed" in warning for warning in reader.warnings)


@pytest.mark.parametrize(
    "head",
    [
        '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">',
        '<urlset xmlns="http://www.news.example/wrong">',
        '<urlset xmlns:news="http://www.news.example/wrong">',
        '<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        "\n<!-- made by a plugin --><urlset>",
    ],
)
def test_namespaces_do_not_matter(head: str) -> None:
    """Old, wrong, missing and prefixed namespaces are read alike."""
    entry = "<url><loc>/a</loc><news:news><news:title>T</news:title></news:news></url>"
    tail = "</sm:urlset>" if "sm:" in head else "</urlset>"
    assert [(ref.url, ref.title) for ref in pages(reader_of(head + entry + tail))] == [
        ("https://www.news.example/a", "T")
    ]


@pytest.mark.parametrize(
    "pack",
    [
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(body[:50]) + gzip.compress(body[50:]),
        lambda body: gzip.compress(body[:50]) + body[50:],
        lambda body: gzip.compress(body) + b"\0" * 500,
        bytes,
    ],
    ids=["gzip", "gzip twice", "members", "gzip, then plain text", "padding", "plain"],
)
def test_gzip_under_any_name(pack: Callable[[bytes], bytes]) -> None:
    """Entries are read whether compressed or not, and if plain text follows the compressed part."""
    reader = reader_of(pack(urlset(*(f"/story-{number}" for number in range(50))).encode()))
    assert len(pages(reader)) == 50
    assert reader.warnings == []


def test_size_limit() -> None:
    """Reading a gzip bomb ends at the limit."""
    packed = gzip.compress(b"<urlset><url><loc>/a</loc></url>" + b" " * 5_000_000)
    reader = SitemapReader(io.BytesIO(packed), SitemapRules(source="example", via=VIA, max_bytes=100_000))
    assert len(pages(reader)) == 1
    assert any("cut after 100000 bytes" in warning for warning in reader.warnings)


def test_other_hosts_are_left_out() -> None:
    """URLs of other sites are left out unless their hosts are allowed."""
    locs = (
        "https://news.example/a",
        "https://sport.news.example/b",
        "https://ads.example.net/c",
        "https://x.cdn.example/d",
    )
    reader = reader_of(
        urlset(*locs, "https://evil-news.example/e", "https://xcdn.example/f"), allowed=frozenset({"CDN.example"})
    )
    assert [ref.url for ref in pages(reader)] == [locs[0], locs[1], locs[3]]
    assert "skipped URLs on other hosts: 3" in reader.warnings


def test_text_sitemap() -> None:
    """A text file with one URL per line is a sitemap."""
    reader = reader_of("\ufeffhttps://www.news.example/a\r\nhttps://www.news.example/b\n\nhttps://other.example/c\n")
    assert [ref.url[-2:] for ref in pages(reader)] == ["/a", "/b"]
    assert reader.kind == "text"


def test_feed_as_sitemap() -> None:
    """RSS and Atom feeds are read as sitemaps."""
    reader = reader_of("<rss><channel><item><link>/a</link><title>T</title></item></channel></rss>")
    assert [(ref.url, ref.title) for ref in pages(reader)] == [("https://www.news.example/a", "T")]
    assert reader.kind == "rss"


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"", "empty"), (b"<html><body>Not found</body></html>", "an HTML page"), (b"\x89PNG\r\n", "a binary file")],
)
def test_no_sitemap(body: bytes, words: str) -> None:
    """Other bytes yield only a warning."""
    reader = reader_of(body)
    assert (list(reader), reader.kind) == ([], None)
    assert words in reader.warnings[-1]


@pytest.mark.parametrize(
    ("entry", "inside"),
    [
        ("<lastmod>2024-04-20</lastmod>", False),
        ("<lastmod>2024-04-30</lastmod>", False),
        ("<lastmod>2024-05-01T12:00:00Z</lastmod>", True),
        ("<lastmod>2025-01-01</lastmod>", True),
        ("", True),
        ("<publication_date>2024-05-31T23:59:59Z</publication_date>", True),
        ("<publication_date>2024-06-01T00:00:00Z</publication_date>", False),
        ("<publication_date>2024-04-30</publication_date><lastmod>2024-05-09</lastmod>", True),
        ("<publication_date>2024-04-20</publication_date><lastmod>2024-05-09</lastmod>", False),
    ],
)
def test_window(entry: str, inside: bool) -> None:
    """A lastmod excludes pages older than the window; a publication date decides; days are taken with a margin."""
    window = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 6, 1, tzinfo=UTC))
    (page,) = pages(reader_of(f"<urlset><url><loc>/a</loc>{entry}</url></urlset>"))
    assert may_lie_in(window, page) is inside


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/2024/05/09/a", True),
        ("/2024/04/30/a", True),
        ("/2023/05/09/a", False),
        ("/news/2023/may/09/a", False),
        ("/2023-05-09/a", False),
        ("/20230509/a", False),
        ("/world/2023/05/a", False),
        ("/world/2024/05/a", True),
        ("/story-20230509", True),
        ("/2023/a", True),
        ("/election-2023-05-09-preview", True),
    ],
)
def test_window_by_folders(path: str, inside: bool) -> None:
    """Without other dates, a date in the path decides, with a margin."""
    window = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 6, 1, tzinfo=UTC))
    (page,) = pages(reader_of(urlset(path)))
    assert may_lie_in(window, page) is inside


class Endless(io.BytesIO):
    """A stream of a head, then many copies of one piece."""

    def __init__(self, head: bytes, piece: bytes, count: int) -> None:
        super().__init__()
        self._parts = self._make(head, piece, count)

    @staticmethod
    def _make(head: bytes, piece: bytes, count: int) -> Iterator[bytes]:
        yield head
        for _ in range(count):
            yield piece

    def read(self, _size: int | None = -1) -> bytes:
        return next(self._parts, b"")


ENDLESS = {
    "entries": (
        b"<urlset>",
        b"<url><loc>https://www.news.example/a</loc><lastmod>2024-05-06</lastmod></url>\n" * 700,
        100,
    ),
    "strange elements": (b"<urlset>", b"<loc><x>y</x></loc>" * 3000, 700),
    "one entry": (b"<urlset><url>", b"<loc>/a</loc>" * 4000, 700),
    "text": (b"<urlset>", b"a text without end " * 3000, 700),
    "attributes": (b"<urlset>", b"<loc a='" * 7000, 700),
    "one line": (b"https://www.news.example/", b"a" * 60_000, 700),
}


def growth_bytes(case: str) -> int:
    """Return by how much the memory of this process grows when twice as much is read."""
    head, piece, count = ENDLESS[case]
    rules = SitemapRules(source="example", via=VIA)
    for _ in SitemapReader(Endless(head, piece, count // 2), rules):
        pass
    before = psutil.Process().memory_info().rss
    for _ in SitemapReader(Endless(head, piece, count), rules):
        pass
    return psutil.Process().memory_info().rss - before


@pytest.fixture(scope="module")
def fresh_process() -> Iterator[ProcessPoolExecutor]:
    """A separate process: in this one, the memory of other tests would count."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        yield process


@pytest.mark.parametrize("case", ENDLESS)
def test_memory_is_bounded(case: str, fresh_process: ProcessPoolExecutor) -> None:
    """Reading twice as many megabytes takes no more memory."""
    assert fresh_process.submit(growth_bytes, case).result() < 15_000_000


def test_walk_ends_where_an_index_lists_itself() -> None:
    """Indexes that list themselves or each other are read once."""
    walk = SitemapWalk([VIA])
    listed = {
        VIA: [VIA, "http://news.example/sitemap.xml#x", "https://www.news.example/b.xml"],
        "https://www.news.example/b.xml": [VIA, "https://www.news.example/c.xml.gz"],
        "https://www.news.example/c.xml.gz": [],
    }
    taken = []
    while (url := walk.take()) is not None:
        taken.append(url)
        for child in listed[url]:
            walk.found(url, ChildSitemap(child))
    assert taken == list(listed)
    assert (walk.taken, walk.warnings) == (3, ())


def test_walk_is_limited_in_depth_and_number() -> None:
    """Endless chains and fans of sitemaps end at the limits, with a warning."""
    chain = SitemapWalk(["https://news.example/0.xml"], max_depth=3)
    while (url := chain.take()) is not None:
        chain.found(url, ChildSitemap(f"https://news.example/{int(url[21:-4]) + 1}.xml"))
    assert chain.taken == 4
    fan = SitemapWalk([VIA], max_sitemaps=10)
    fan.take()
    for number in range(50):
        fan.found(VIA, ChildSitemap(f"https://news.example/{number}.xml"))
    assert len(list(iter(fan.take, None))) == 9
    assert fan.warnings == ("sitemaps beyond the limits, not read: 41",)
    assert chain.warnings


def walk_of_a_full_index() -> tuple[int, int]:
    """Return how many sitemaps of an index of maximum size are taken, and the growth of memory."""
    entry = "<sitemap><loc>https://www.news.example/sitemaps/of/a/long/past/{n}.xml.gz</loc></sitemap>"
    parts = (entry.format(n=number).encode() for number in range(50_000))
    stream = Endless(b"<sitemapindex>", b"", 0)
    stream._parts = chain([b"<sitemapindex>"], parts)
    before = psutil.Process().memory_info().rss
    walk = SitemapWalk([VIA])
    walk.take()
    for child in SitemapReader(stream, SitemapRules(source="example", via=VIA)):
        walk.found(VIA, child)  # type: ignore[arg-type]  # an index lists nothing else
    assert not walk.warnings
    return len(list(iter(walk.take, None))), psutil.Process().memory_info().rss - before


def test_an_index_of_fifty_thousand_sitemaps_is_walked_whole(fresh_process: ProcessPoolExecutor) -> None:
    """All children of an index of maximum size are taken in bounded memory, one by one."""
    taken, growth = fresh_process.submit(walk_of_a_full_index).result()
    assert taken == 50_000
    assert growth < 60_000_000


def test_walk_takes_the_newest_month_or_day_first() -> None:
    """Where an index lists its oldest months first, whoever stops after many empty ones has read the newest."""
    walk = SitemapWalk([VIA])
    walk.take()
    months = [f"https://news.example/{year}/{month:02}/sitemap.xml" for year in (2022, 2023) for month in range(1, 13)]
    others = ["https://news.example/pages.xml", "https://news.example/map-2023-12-05.xml"]
    for url in (*months, *others):
        walk.found(VIA, ChildSitemap(url))
    walk.found(VIA, ChildSitemap("https://news.example/2021/01/sitemap.xml", datetime(2023, 12, 20, tzinfo=UTC)))
    named = [months[-1], others[1], *reversed(months[:-1])]
    assert list(iter(walk.take, None)) == ["https://news.example/2021/01/sitemap.xml", *named, others[0]]


def test_walk_takes_what_can_hold_the_window() -> None:
    """Children modified before the window or named after another month are skipped; news and newer ones come first."""
    window = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 6, 1, tzinfo=UTC))
    walk = SitemapWalk([VIA], window)
    walk.take()
    children = {
        "posts-1.xml": datetime(2024, 5, 9, tzinfo=UTC),
        "posts-2.xml": datetime(2024, 5, 20, tzinfo=UTC),
        "posts-3.xml": datetime(2024, 4, 1, tzinfo=UTC),
        "archive-2024-05.xml": None,
        "archive-2024-06.xml": None,
        "archive-2024-07.xml": None,
        "map.xml?yyyy=2024&mm=05&dd=31": None,
        "map.xml?yyyy=2023&mm=05&dd=31": None,
        "sitemap-2019.xml": None,
        "news.xml": None,
    }
    for name, modified_at in children.items():
        walk.found(VIA, ChildSitemap(f"https://www.news.example/{name}", modified_at))
    taken = [url.rpartition("/")[2] for url in iter(walk.take, None)]
    assert taken == [
        "news.xml",
        "posts-2.xml",
        "posts-1.xml",
        "archive-2024-06.xml",
        "archive-2024-05.xml",
        "map.xml?yyyy=2024&mm=05&dd=31",
        "sitemap-2019.xml",
    ]
    assert walk.skipped == 3


FRAGMENTS = st.sampled_from(
    [
        *(
            "<urlset>",
            "<sitemapindex>",
            "<url>",
            "</url>",
            "<loc>",
            "</loc>",
            "/a",
            "https://x.example/",
            "<lastmod>",
            "&",
            "\n",
        ),
        *(
            "2024-05-06",
            "<news:title>",
            "</news:title>",
            "<sitemap>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "\x00",
            "é",
            "<a",
            "[",
            "http://[",
        ),
    ]
)


@given(
    st.one_of(st.lists(FRAGMENTS, max_size=20).map(lambda parts: "".join(parts).encode()), st.binary()), st.booleans()
)
@example(body=b"\x1f\x8b\x08\x00\x00\x00", packed=False)
@settings(max_examples=200)
def test_any_bytes_are_answered(body: bytes, packed: bool) -> None:
    """No bytes raise."""
    reader = reader_of(gzip.compress(body)[: len(body) + 12] if packed else body)
    assert list(reader) or reader.kind or reader.warnings


@pytest.mark.parametrize("cut", ["<loc>https://www.news.example/pier-reop", "<loc>https://www.news.example/b</lo"])
def test_an_address_that_is_cut_off_is_none(cut: str) -> None:
    """A truncated URL at the end is not taken for a page."""
    reader = reader_of(f"<urlset><url><loc>https://www.news.example/a</loc></url><url>{cut}")
    assert [ref.url for ref in pages(reader)] == ["https://www.news.example/a"]


def test_text_with_comments_and_columns() -> None:
    """In a text sitemap, each line that begins with a URL is a page, up to white space."""
    site = "https://www.news.example"
    text = f"# our pages\nsee the notes\n{site}/a\t{site}/b\n /c\n{site}/d 1.0"
    reader = reader_of(text)
    assert [ref.url for ref in pages(reader)] == ["https://www.news.example/a", "https://www.news.example/d"]
    assert reader.kind == "text"


def test_a_prefix_without_its_namespace() -> None:
    """The prefix of the root is the format's, even if it is not declared."""
    reader = reader_of("<sm:urlset><sm:url><sm:loc>https://www.news.example/a</sm:loc></sm:url></sm:urlset>")
    assert [ref.url for ref in pages(reader)] == ["https://www.news.example/a"]


def test_an_address_straight_in_its_entry() -> None:
    """An index without ``loc`` elements is read."""
    reader = reader_of("<sitemapindex><sitemap> https://www.news.example/2.xml </sitemap></sitemapindex>")
    assert list(reader) == [ChildSitemap("https://www.news.example/2.xml")]


def test_layers_of_gzip_are_bounded() -> None:
    """Nor does a bomb within a bomb take more than the limit of bytes at any layer."""
    packed = b"<urlset/>"
    for _ in range(9):
        packed = gzip.compress(packed)
    assert list(reader_of(packed)) == []
    warnings = list[str]()
    bomb = gzip.compress(gzip.compress(bytes(9_000_000)))
    assert len(b"".join(inflated([bomb], 1_000_000, warnings))) == 1_000_000
    assert warnings == ["cut after 1000000 bytes"]


def test_a_wrong_checksum_of_gzip_loses_no_page() -> None:
    """All entries before the damage are read, up to the last one, with a warning."""
    site = "https://www.news.example"
    entries = "".join(f"<url><loc>{site}/{number * 7919 % 10_007}</loc></url>" for number in range(2_000))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    reader = reader_of(packed[:-8] + bytes(8))
    assert len(list(reader)) == 2_000
    assert any(warning.startswith("damaged gzip data") for warning in reader.warnings)


def test_empty_gzip_members_are_bounded() -> None:
    """Members beyond the limit are not read, with a warning."""
    reader = reader_of(gzip.compress(b"") * 20_000 + gzip.compress(b"<urlset/>"))
    assert list(reader) == []
    assert reader.warnings[0] == "cut after 10000 gzip members"


def test_moments_that_overflow_are_none() -> None:
    """A ``lastmod`` at the end of the calendar is ignored."""
    entry = "<url><loc>https://www.news.example/a</loc><lastmod>9999-12-31T23:59:59Z</lastmod></url>"
    assert [ref.modified_at for ref in pages(reader_of(f"<urlset>{entry}</urlset>"))] == [None]
