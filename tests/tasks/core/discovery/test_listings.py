"""Listings: which links are articles, and which pages of a listing are read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.listing_walk import ListingWalk
from dateline.tasks.core.discovery.listings import ListingReading, ListingRules, read_listing
from dateline.tasks.core.discovery.url_shapes import LIKELY, article_likeness, shape_of
from dateline.tasks.core.models import PageRef, Window

VIA = "https://www.news.example/world/"
MAY = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 6, 1, tzinfo=UTC))

PAGE = """<html><head><link rel="next" href="/world/?page=2"></head><body>
<nav><a href="/">Home</a><a href="/world/">World</a><a href="/sport/football">Football</a>
<a href="/about-us">About us</a>
<a href="/tag/harbours-and-ferries-and-boats">Harbours</a><a href="/author/ann-marie-de-reporter">Ann</a></nav>
<main><article class="card"><a href="/2024/05/06/harbour-reopens-after-storm"><img src="x.jpg"></a>
<h2><a href="/2024/05/06/harbour-reopens-after-storm#c">Harbour reopens after the storm</a></h2></article>
<article class="card"><a href="../2024/05/06/ferries-sail-again-today?utm_source=list">Ferries sail again</a></article>
<article class="card"><a href="/2024/05/05/mayor-thanks-the-crews">Mayor thanks crews</a></article>
<article class="card"><a href="https://ads.example.net/2024/05/06/buy-a-boat-right-now">Buy a boat</a></article>
</main><footer><a href="/privacy">Privacy</a><a href="/files/report-of-the-year-2024.pdf">Our report</a>
<a href="mailto:desk@news.example">Write to us</a><a href="javascript:void(0)">More</a></footer></body></html>"""

STORIES = [
    "https://www.news.example/2024/05/06/harbour-reopens-after-storm",
    "https://www.news.example/2024/05/06/ferries-sail-again-today?utm_source=list",
    "https://www.news.example/2024/05/05/mayor-thanks-the-crews",
]


def listing(page: str, selector: str | None = None) -> ListingReading:
    return read_listing(page.encode(), ListingRules(source="example", via=VIA, selector=selector))


def refs(*urls: str) -> list[PageRef]:
    return [PageRef(url=url, source="example", via=VIA) for url in urls]


def test_articles_by_shape() -> None:
    """Articles are found by the shape of their URLs, each once, with the longest link text as title."""
    reading = listing(PAGE)
    assert [ref.url for ref in reading.refs] == STORIES
    assert [ref.title for ref in reading.refs] == [
        "Harbour reopens after the storm",
        "Ferries sail again",
        "Mayor thanks crews",
    ]
    assert reading.warnings == ()


@pytest.mark.parametrize("selector", ["article.card", "main article a", "article h2 > a, article > a"])
def test_articles_by_selector(selector: str) -> None:
    """A selector for links or their containers decides alone."""
    assert [ref.url for ref in listing(PAGE, selector).refs] == STORIES


def test_link_to_itself() -> None:
    """A link of the listing to itself is ignored, whatever the selector."""
    reading = listing('<a href="/world?utm_source=nav">World</a><a href="/a">A</a>', "a")
    assert [ref.url for ref in reading.refs] == ["https://www.news.example/a"]


@pytest.mark.parametrize("selector", [".nothing", "a[", "::"])
def test_selector_that_finds_nothing(selector: str) -> None:
    """A selector that is invalid or matches nothing causes a warning."""
    reading = listing(PAGE, selector)
    assert reading.refs == ()
    assert selector in reading.warnings[0]


def test_opaque_addresses_by_their_texts() -> None:
    """Opaque URLs are taken if there are many and their link texts look like headlines."""
    links = "".join(f'<a href="/n/a{n}x{n}77{n}31">Council votes on plan number {n} tonight</a>' for n in range(6))
    reading = listing(f'<a href="/sport">Sport</a><a href="/n">News</a>{links}')
    assert len(reading.refs) == 6


def test_base_element_and_allowed_hosts() -> None:
    """Links are resolved against the base element; other hosts must be allowed."""
    links = '<a href="a-b-c-d-1234567">x</a><a href="//p.example/a-b-c-d-1234568">y</a>'
    page = f'<base href="https://m.news.example/de/">{links}'
    rules = ListingRules(source="example", via=VIA, selector="a", allowed_hosts=frozenset({"p.example"}))
    assert [ref.url for ref in read_listing(page.encode(), rules).refs] == [
        "https://m.news.example/de/a-b-c-d-1234567",
        "https://p.example/a-b-c-d-1234568",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/2024/05/06/storm",
        "/sport/harbour-reopens-after-storm-1019241/article",
        "/world/europe/harbour-reopens-after-storm",
        "/world/article-68901234",
        "/news/local/1234567.html",
        "/a/9f8e7d6c5b4a39281706",
        "/?p=48213",
        "/article.php?id=48213",
        "/politik/hafen-wieder-offen-nach-sturm-a-1234567.html",
        "/politics/%D0%BF%D0%BE%D1%80%D1%82-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0-%D0%BE%D1%82%D0%BA%D1%80%D1%8B%D1%82-2",
        "/news/%E6%B8%AF%E5%8F%A3%E9%87%8D%E6%96%B0%E5%BC%80%E6%94%BE%E4%BA%86",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    """URLs with dates, slugs or numbers are articles, in any script."""
    assert article_likeness(f"https://news.example{path}") >= LIKELY


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/world",
        "/world/europe",
        "/sport/football/",
        "/tag/harbour-and-ferry-news",
        "/author/ann-b-reporter",
        "/privacy-policy",
        "/?page=2",
        "/2024/",
        "/a-b-c-d-12345.jpg",
        "/world?page=3",
        "/search?q=a-b-c-d",
        "/live",
    ],
)
def test_addresses_of_sections(path: str) -> None:
    """Sections, tags, authors and files are not articles."""
    assert article_likeness(f"https://news.example{path}") < LIKELY


def test_shapes() -> None:
    """URLs of articles of one kind have the same shape, others do not."""
    assert shape_of("https://x.example/world/a-fine-long-slug-123.html") == shape_of(
        "https://x.example/sport/another-very-long-one-4.HTML"
    )
    assert shape_of("https://x.example/world") != shape_of("https://x.example/world/a-fine-long-slug")


def test_numbered_pages_end_where_nothing_is_new() -> None:
    """Reading ends with a page that has no new links."""
    walk = ListingWalk("https://news.example/world?page={n}", Window())
    pages = [refs("https://news.example/a"), refs("https://news.example/b", "https://news.example/a")]
    taken = []
    while (url := walk.take()) is not None:
        taken.append(url[-1])
        walk.found(pages[min(len(taken), 2) - 1])
    assert taken == ["1", "2", "3"]


def test_numbered_pages_end_before_the_window() -> None:
    """Reading ends with the first page whose new links are all older than the window; a sidebar does not count."""
    walk = ListingWalk("https://news.example/world?page={n}", MAY)
    sidebar = "https://news.example/2024/05/30/most-read"
    days = ("2024/06/20", "2024/06/02", "2024/05/09", "2024/04/02", "2024/03/02")
    taken = 0
    while walk.take() is not None:
        walk.found(refs(sidebar, f"https://news.example/{days[taken]}/story"))
        taken += 1
    assert taken == 4


def test_numbered_pages_are_limited() -> None:
    """An endless listing ends at the limit."""
    walk = ListingWalk("https://news.example/{n}", MAY, max_pages=7)
    while (url := walk.take()) is not None:
        walk.found(refs(f"{url}/story"))
    assert walk.taken == 7


@pytest.mark.parametrize(
    ("pattern", "timezone", "expected"),
    [
        ("/{yyyy}/{mm}/{dd}/", "UTC", ["/2024/03/02/", "/2024/03/01/", "/2024/02/29/"]),
        ("/{yyyy}-{m}-{d}", "Asia/Tokyo", ["/2024-3-3", "/2024-3-2", "/2024-3-1", "/2024-2-29"]),
        ("/{yyyy}/{mm}/{dd}/", None, [f"/2024/{day}/" for day in ("03/03", "03/02", "03/01", "02/29", "02/28")]),
        ("/{yyyy}/{mm}", "UTC", ["/2024/03", "/2024/02"]),
        ("/{yy}", "UTC", ["/24"]),
        ("/world", "UTC", ["/world"]),
    ],
)
def test_dated_pages(pattern: str, timezone: str | None, expected: list[str]) -> None:
    """There is a page for each day or month of the window in the source's zone, the latest first."""
    window = Window(since=datetime(2024, 2, 29, 12, tzinfo=UTC), until=datetime(2024, 3, 2, 16, tzinfo=UTC))
    walk = ListingWalk(pattern, window, timezone=timezone)
    taken = []
    while (url := walk.take()) is not None:
        taken.append(url)
        walk.found([])
    assert taken == expected


def test_numbers_within_days() -> None:
    """With both, numbers restart for each day and end with the last page of the day."""
    window = Window(since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 5, 3, tzinfo=UTC))
    walk = ListingWalk("/{yyyy}/{mm}/{dd}/{n}", window, timezone="UTC")
    brings = {"/2024/05/02/1": ["a", "b"], "/2024/05/02/2": ["c"], "/2024/05/01/1": ["d"]}
    taken = []
    while (url := walk.take()) is not None:
        taken.append(url)
        walk.found(refs(*(f"https://news.example/{name}" for name in brings.get(url, ()))))
    assert taken == ["/2024/05/02/1", "/2024/05/02/2", "/2024/05/02/3", "/2024/05/01/1", "/2024/05/01/2"]


@pytest.mark.parametrize(
    ("pattern", "ahead"), [("/{yyyy}/{mm}/{dd}", [True, False]), ("/{yyyy}/{mm}", [False]), ("/{n}", [False])]
)
def test_tomorrows_page_is_ahead(pattern: str, ahead: list[bool]) -> None:
    """A page is ahead if it is not today's, and its day has begun somewhere."""
    noon = datetime(2023, 5, 9, 12, tzinfo=UTC)
    walk = ListingWalk(pattern, Window(since=noon.replace(hour=11), until=noon))
    for expected in ahead:
        assert walk.take()
        assert walk.is_ahead(noon.date()) == expected


@pytest.mark.parametrize(
    ("pattern", "window"), [("/{page}", MAY), ("/{yyyy}", Window()), ("/{dd}", Window(since=MAY.since))]
)
def test_patterns_that_cannot_be(pattern: str, window: Window) -> None:
    """Unknown placeholders, and dates without a bounded window, are refused."""
    with pytest.raises(ValueError, match=r"the listing's pattern|a listing by date"):
        ListingWalk(pattern, window)


@given(
    st.one_of(
        st.binary(),
        st.text().map(lambda text: f'<base href="{text}"><a href="{text}">{text}</a>'.encode("utf-8", "replace")),
    )
)
@settings(max_examples=150)
def test_any_bytes_are_answered(body: bytes) -> None:
    """No bytes raise."""
    for selector in (None, "a"):
        reading = read_listing(body, ListingRules(source="example", via=VIA, selector=selector))
        assert reading.refs or reading.warnings
