"""Feeds, sitemaps, listings and the Wayback Machine as sources, with a real server, through the real tasks."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.tasks.adapters.discovery import collect as gathering
from dateline.tasks.adapters.discovery import sitemaps
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from tests.support.local_site import Site, ago, at, days, feed, run, serving, settings, source, story
from tests.support.sample_archive import objects


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without pages."""
    with serving(Site()) as served:
        yield served


def urlset(*urls: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(urls)}</urlset>'.encode()


def index(*sitemaps: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in sitemaps)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'.encode()


def test_many_entries_of_few_pages_are_fetched_once_each(site: Site, tmp_path: Path) -> None:
    """205 entries in five feeds, which link to 36 pages, cause 36 fetches and 36 articles."""
    stories = [(f"Story number {n} of the week", site.url(f"/news/{n}"), at(2, minute=n)) for n in range(36)]
    for n, (title, _, published) in enumerate(stories):
        site.pages[f"/news/{n}"] = story(title, published)
    entries = [stories[n % 36] for n in range(205)]
    feeds = [f"/feed{n}.xml" for n in range(5)]
    for n, path in enumerate(feeds):
        tagged = [(title, f"{url}?utm_source=feed{n}", moment) for title, url, moment in entries[n * 41 : (n + 1) * 41]]
        site.pages[path] = feed(*tagged)
        for number in range(36):
            site.pages[f"/news/{number}?utm_source=feed{n}"] = site.pages[f"/news/{number}"]
    ran = run(source(feeds=[site.url(path) for path in feeds]), settings(tmp_path))
    assert [o.kind.value for o in ran.outcomes] == ["new"] * 36
    assert len([path for path in site.asked if path.startswith("/news/")]) == 36


def test_entry_ids_may_change_overnight(site: Site, tmp_path: Path) -> None:
    """New ids of the same links fetch and write nothing."""
    entries = [(f"Story {n} of the harbour", site.url(f"/{n}"), at(2, minute=n)) for n in range(3)]
    for n, (title, _, published) in enumerate(entries):
        site.pages[f"/{n}"] = story(title, published)
    table, values = source(feeds=[site.url("/feed.xml")]), settings(tmp_path)
    site.pages["/feed.xml"] = feed(*entries, guid="tag:old,")
    run(table, values)
    before = objects(tmp_path)
    site.pages["/feed.xml"] = feed(*entries, guid="urn:new:")
    again = run(table, values)
    assert (again.outcomes, again.plan.known) == ((), 3)
    assert [site.times(f"/{n}") for n in range(3)] == [1, 1, 1]
    assert objects(tmp_path) == before


def test_two_stories_of_the_minute_where_the_last_run_ended(site: Site, tmp_path: Path) -> None:
    """Two of 20 entries have the minute of the newest archived one; both are archived, each once."""
    old = [(f"Old story {n} from the quay", site.url(f"/old{n}"), at(2, minute=n)) for n in range(18)]
    new = [(f"Late story {n} from the quay", site.url(f"/late{n}"), at(2, minute=17)) for n in range(2)]
    for title, url, published in old + new:
        site.pages[url.removeprefix(site.address)] = story(title, published)
    table, values = source(feeds=[site.url("/feed.xml")]), settings(tmp_path)
    site.pages["/feed.xml"] = feed(*old)
    run(table, values)
    site.pages["/feed.xml"] = feed(*new, *old)
    assert run(table, values).kinds == {"late0": "new", "late1": "new"}
    assert run(table, values).outcomes == ()


def test_a_feed_that_dates_a_page_in_the_future_does_not_hide_it(site: Site, tmp_path: Path) -> None:
    """If its date is a year ahead, the page's own counts; if it is two hours ahead, the page waits for its window."""
    now, written = datetime.now(UTC).replace(microsecond=0), ago(hours=1)
    site.pages["/wrong"] = story("The harbour master's clock is a year ahead", written)
    site.pages["/soon"] = story("The ferry that sails at noon", ago(hours=1))
    site.pages["/feed.xml"] = feed(
        ("Wrong", site.url("/wrong"), now + timedelta(days=365)), ("Soon", site.url("/soon"), now + timedelta(hours=2))
    )
    ran = run(source(feeds=[site.url("/feed.xml")]), settings(tmp_path), Window(until=now))
    assert ran.kinds == {"wrong": "new"}
    (archived,) = [json.loads(data) for key, data in objects(tmp_path).items() if key.startswith("articles/")]
    assert archived["published_at"] == f"{written:%Y-%m-%dT%H:%M}:00Z"
    (told,) = ran.discovery.warnings
    assert "dates pages in the future" in told


def test_a_malformed_feed_gives_its_entries_with_a_warning(site: Site, tmp_path: Path) -> None:
    """Blank lines before the declaration, a bare ampersand, an HTML entity and a wrong encoding are read."""
    text = (
        '\n\n<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Fish & chips</title><item>'
        f"<title>Caf&eacute; R\xe9n\xe9 & sons open</title><link>{site.url('/cafe')}</link></item></channel></rss>"
    )
    site.pages["/feed.xml"] = text.encode("latin-1")
    found = discover.fn(source(feeds=[site.url("/feed.xml")]), settings(tmp_path), Window())
    assert [(ref.url, ref.title) for ref in found.refs] == [(site.url("/cafe"), "Café Réné & sons open")]
    assert found.warnings
    assert not found.failures


def test_a_feed_in_trouble_does_not_hide_the_others(site: Site, tmp_path: Path) -> None:
    """A missing feed and an HTML page are failures, and the pages of the third feed are found."""
    site.pages["/feed.xml"] = feed(("A story", site.url("/a"), at(2)))
    site.pages["/page"] = b"<html><body>not a feed</body></html>"
    feeds = [site.url(path) for path in ("/gone", "/page", "/feed.xml")]
    found = discover.fn(source(feeds=feeds), settings(tmp_path), Window())
    assert [ref.url for ref in found.refs] == [site.url("/a")]
    assert [site.url("/gone") in found.failures[0], site.url("/page") in found.failures[1]] == [True, True]
    assert "404" in found.failures[0]
    assert "HTML page" in found.failures[1]


def test_an_unchanged_feed_yields_its_last_pages(site: Site, tmp_path: Path) -> None:
    """After a run that died, a 304 yields the same pages again, so that none is lost."""
    site.pages["/feed.xml"] = feed(("A story", site.url("/a"), at(2)), ("Another", site.url("/b"), at(9)))
    table, values = source(feeds=[site.url("/feed.xml")]), settings(tmp_path)
    first = discover.fn(table, values, days(1, 5))
    assert [ref.url for ref in first.refs] == [site.url("/a")]
    whole = discover.fn(table, values, Window())
    assert [ref.title for ref in whole.refs] == ["A story", "Another"]
    assert site.asked == ["/feed.xml", "304 /feed.xml"]


def test_a_scheduled_run_leaves_a_quiet_feed_alone(site: Site, tmp_path: Path) -> None:
    """A feed that is not due yields its last pages without a request, so that none is lost."""
    site.pages["/quiet.xml"] = feed(("A story", site.url("/a"), at(2)))
    table, values = source(feeds=[site.url("/quiet.xml")]), settings(tmp_path)
    for _ in range(3):
        found = discover.fn(table, values, Window(), scheduled=True)
        assert [ref.title for ref in found.refs] == ["A story"]
    assert site.asked == ["/quiet.xml"]
    often = settings(tmp_path, poll={"min_interval_s": 1e-6, "max_interval_s": 1e-6})
    discover.fn(table, often, Window(), scheduled=False)
    discover.fn(table, settings(tmp_path, poll={"adaptive": False}), Window(), scheduled=True)
    assert site.asked == ["/quiet.xml", "304 /quiet.xml", "304 /quiet.xml"]


def test_sitemaps_are_followed_and_end(site: Site, tmp_path: Path) -> None:
    """Among them: an index that lists itself, bare ampersands, relative URLs, gzip with a plain tail, other hosts."""
    site.pages["/sitemap_news.xml"] = index(
        site.url("/sitemap_news.xml"), site.url("/part.xml.gz"), site.url("/more.xml")
    )
    packed = gzip.compress(urlset(f"<url><loc>{site.url('/one')}</loc></url>")[:-9]) + (
        f"<url><loc>{site.url('/two')}</loc></url></urlset>".encode()
    )
    site.pages["/part.xml.gz"] = packed
    site.pages["/more.xml"] = urlset(
        f"<url><loc>{site.url('/three?a=1&b=2')}</loc></url>",
        "<url><loc>/four</loc></url>",
        "<url><loc>http://ads.example/banner</loc></url>",
        f"<url><loc>{site.url('/five').replace('127.0.0.1', 'localhost')}</loc></url>",
    )
    table = source(sitemaps=[{"url": site.url("/sitemap_news.xml"), "allowed_hosts": ["localhost"]}])
    found = discover.fn(table, settings(tmp_path), Window())
    assert sorted(ref.url.partition(":")[2].rpartition("/")[2] for ref in found.refs) == [
        "five",
        "four",
        "one",
        "three?a=1&b=2",
        "two",
    ]
    assert any("other hosts" in warning for warning in found.warnings)
    assert not found.failures
    assert site.times("/sitemap_news.xml") == 1
    again = discover.fn(table, settings(tmp_path), Window())
    assert {ref.url for ref in again.refs} == {ref.url for ref in found.refs}
    assert site.asked.count("304 /more.xml") == 1


def test_a_sitemap_that_tells_only_lastmod_serves_a_window(site: Site, tmp_path: Path) -> None:
    """Pages last modified before the window are left out; for others their own date decides."""
    for name, published in (("inside", at(3)), ("before", at(1)), ("touched", at(1))):
        site.pages[f"/{name}"] = story(f"The story that lies {name}", published)
    site.pages["/archive.xml"] = urlset(
        f"<url><loc>{site.url('/before')}</loc><lastmod>2023-05-01</lastmod></url>",
        f"<url><loc>{site.url('/touched')}</loc><lastmod>2023-05-09</lastmod></url>",
        f"<url><loc>{site.url('/inside')}</loc><lastmod>2023-05-03T12:30:00Z</lastmod></url>",
    )
    ran = run(source(sitemaps=[site.url("/archive.xml")]), settings(tmp_path), days(3, 5))
    assert ran.kinds == {"inside": "new", "touched": "outside_window"}
    assert site.times("/before") == 0


def test_lastmod_is_a_change_only_if_it_is_after_the_publication(site: Site, tmp_path: Path) -> None:
    """Most pages were last modified when they were published. What a page itself says is kept in any case."""
    stamp = '<meta property="article:published_time" content="{}"></head>'
    told = stamp.format("2023-05-03T08:00:00Z").replace("published", "modified")
    for name, head, lastmod in (
        ("minute-same", stamp.format("2023-05-03T08:00:40Z"), "2023-05-03T08:00:00Z"),
        ("minute-later", stamp.format("2023-05-03T08:00:00Z"), "2023-05-03T11:00:00Z"),
        ("day-same", stamp.format("2023-05-03"), "2023-05-03T11:00:00Z"),
        ("day-later", stamp.format("2023-05-03"), "2023-05-04T00:10:00Z"),
        ("told-by-page", told.replace("</head>", stamp.format("2023-05-03T08:00:00Z")), "2023-05-09T08:00:00Z"),
    ):
        site.pages[f"/{name}"] = story(f"A story of {name}").replace(b"</head>", head.encode())
        site.pages[f"/{name}.xml"] = urlset(f"<url><loc>{site.url(f'/{name}')}</loc><lastmod>{lastmod}</lastmod></url>")
        run(source(sitemaps=[site.url(f"/{name}.xml")]), settings(tmp_path))
    records = (json.loads(data) for key, data in objects(tmp_path).items() if key.startswith("articles/"))
    found = {
        one["url"].rpartition("/")[2]: (one["modified_at"], one["provenance"].get("modified_at")) for one in records
    }
    assert found == {
        "minute-same": (None, None),
        "minute-later": ("2023-05-03T11:00:00Z", "feed:modified"),
        "day-same": (None, None),
        "day-later": ("2023-05-04T00:10:00Z", "feed:modified"),
        "told-by-page": ("2023-05-03T08:00:00Z", "meta:article:modified_time"),
    }


def test_robots_names_the_sitemaps(site: Site, tmp_path: Path) -> None:
    """``robots = true`` reads sitemaps from robots.txt; ``news_only`` keeps the news."""
    site.pages["/robots.txt"] = f"User-agent: *\nDisallow: /x\nSitemap: {site.url('/news-map.xml')}\n".encode()
    site.pages["/news-map.xml"] = urlset(
        f"<url><loc>{site.url('/about')}</loc></url>",
        f"<url><loc>{site.url('/story')}</loc><news:news xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
        "<news:publication_date>2023-05-03T08:00:00Z</news:publication_date></news:news></url>",
    )
    table = source(sitemaps=[{"url": site.url("/"), "robots": True, "news_only": True}])
    found = discover.fn(table, settings(tmp_path), Window())
    assert [(ref.url, ref.published_at) for ref in found.refs] == [(site.url("/story"), at(3, 8))]
    site.pages["/robots.txt"] = b"User-agent: *\n"
    assert "lists no sitemap" in discover.fn(table, settings(tmp_path), Window()).failures[0]


def test_a_sitemap_that_is_gone_does_not_hide_its_siblings(site: Site, tmp_path: Path) -> None:
    """A missing child is a failure, and others are read; after ten failures in a row, the site is left alone."""
    site.pages["/index.xml"] = index(site.url("/dead.xml"), site.url("/good.xml"))
    site.pages["/good.xml"] = urlset(f"<url><loc>{site.url('/a')}</loc></url>")
    found = discover.fn(source(sitemaps=[site.url("/index.xml")]), settings(tmp_path), Window())
    assert [ref.url for ref in found.refs] == [site.url("/a")]
    assert "/dead.xml" in found.failures[0]
    site.pages["/all-dead.xml"] = index(*(site.url(f"/dead{n}.xml") for n in range(50)))
    site.asked.clear()
    found = discover.fn(source(sitemaps=[site.url("/all-dead.xml")]), settings(tmp_path), Window())
    assert len(site.asked) == 11
    assert "were not requested" in found.failures[-1]


def test_endless_sitemaps_that_list_nothing_end(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile index names 50,000 children: empty ones, or indexes of each other. The run says that it stopped."""
    monkeypatch.setattr(sitemaps, "MAX_EMPTY_IN_A_ROW", 20)
    children = [site.url(f"/child{n}.xml") for n in range(100)]
    site.pages["/index.xml"] = index(*children)
    for n, child in enumerate(children):
        site.pages[child.removeprefix(site.address)] = urlset() if n % 2 else index(children[0])
    site.pages["/child5.xml"] = urlset(f"<url><loc>{site.url('/a')}</loc></url>")
    found = discover.fn(source(sitemaps=[site.url("/index.xml")]), settings(tmp_path), Window())
    assert [ref.url for ref in found.refs] == [site.url("/a")]
    assert len(site.asked) == 1 + 6 + 20
    assert "20 sitemaps in a row list nothing; its other 74 sitemaps were not requested" in found.failures[0]


def test_a_listing_by_pages_ends_where_nothing_is_new(site: Site, tmp_path: Path) -> None:
    """Numbered pages are read until one has no new links."""
    for n, names in enumerate((("a", "b"), ("b", "c"), ("b", "c")), 1):
        links = "".join(f'<a class="t" href="/2023/05/02/{name}">A headline of five words {name}</a>' for name in names)
        site.pages[f"/latest?page={n}"] = f'<html><body><a href="/login">Log in</a>{links}</body></html>'.encode()
    table = source(listings=[{"url": site.url("/latest?page={n}"), "selector": "a.t"}])
    found = discover.fn(table, settings(tmp_path), Window())
    assert [ref.url.rpartition("/")[2] for ref in found.refs] == ["a", "b", "c"]
    assert site.asked == [f"/latest?page={n}" for n in (1, 2, 3)]


def test_a_listing_by_day_reads_the_windows_days(site: Site, tmp_path: Path) -> None:
    """A day without a page is no failure; without a window, the last days are read."""
    site.pages["/2023/05/03/"] = b'<html><body><a href="/2023/05/03/x-story">Five words of a headline</a></body></html>'
    listing = {"url": site.url("/{yyyy}/{mm}/{dd}/"), "selector": "a"}
    table = source(listings=[listing], cleaning={"timezone": "UTC"})
    found = discover.fn(table, settings(tmp_path), days(2, 5))
    assert [ref.url for ref in found.refs] == [site.url("/2023/05/03/x-story")]
    assert site.asked == ["/2023/05/04/", "/2023/05/03/", "/2023/05/02/"]
    assert not found.failures
    site.asked.clear()
    assert discover.fn(table, settings(tmp_path), Window()).failures
    assert len(site.asked) in {2, 3}


def test_a_page_of_a_listing_that_cannot_be_read_is_a_failure(site: Site, tmp_path: Path) -> None:
    """A failed page is a failure, since links are missing; a day without a page is not."""
    links = b'<html><body><a href="/2023/05/03/x-story">Five words of a headline</a></body></html>'
    site.pages["/2023/05/03/"] = links
    site.pages["/2023/05/02/"] = lambda _: (500, b"")
    by_day = {"url": site.url("/{yyyy}/{mm}/{dd}/"), "selector": "a"}
    found = discover.fn(source(listings=[by_day], cleaning={"timezone": "UTC"}), settings(tmp_path), days(1, 5))
    assert [ref.url for ref in found.refs] == [site.url("/2023/05/03/x-story")]
    (failure,) = found.failures
    assert "/2023/05/02/ could not be read: the server answered 500" in failure
    site.pages["/latest?page=1"] = links
    site.pages["/latest?page=2"] = lambda _: (500, b"")
    by_number = source(listings=[{"url": site.url("/latest?page={n}"), "selector": "a"}])
    (failure,) = discover.fn(by_number, settings(tmp_path), Window()).failures
    assert "page=2 could not be read" in failure
    del site.pages["/latest?page=2"]
    assert not discover.fn(by_number, settings(tmp_path), Window()).failures


def test_a_listing_in_trouble_reports_todays_page(site: Site, tmp_path: Path) -> None:
    """The failure is that of today's page; tomorrow's, which exists only in some timezones, does not count."""
    today = datetime.now(UTC).replace(hour=12)  # so that tomorrow has begun in some zones
    tomorrow = today + timedelta(days=1)
    site.pages[f"/{today:%Y/%m/%d}/"] = lambda _: (500, b"")
    site.pages[f"/{tomorrow:%Y/%m/%d}/"] = lambda _: (503, b"")
    table = source(listings=[{"url": site.url("/{yyyy}/{mm}/{dd}/"), "selector": "a"}])
    window = Window(since=today - timedelta(days=1), until=today)
    (failure,) = discover.fn(table, settings(tmp_path), window).failures
    assert f"/{today:%Y/%m/%d}/ could not be read: the server answered 500" in failure
    site.pages[f"/{today:%Y/%m/%d}/"] = b'<html><body><a href="/x-story">Five words of a headline</a></body></html>'
    assert not discover.fn(table, settings(tmp_path), window).failures


def test_the_wayback_machine_brings_pages_as_they_were(site: Site, tmp_path: Path) -> None:
    """The whole index is read; pages have their original URLs, and the time of their capture as that of the fetch."""
    home = "https://courier.example"
    site.pages["/web/20230503120500id_/https://courier.example/a"] = story("A story that the site lost", at(3))
    rows = [["timestamp", "original"], ["20230503120500", f"{home}/a"], [], ["next"]]
    more = [["timestamp", "original"], ["20230504120500", f"{home}/gone"]]
    asked = []

    def cdx(answer: list[list[str]]) -> bytes:
        asked.append(answer)
        return json.dumps(answer).encode()

    query = "url=courier.example&matchType=domain&output=json&fl=timestamp%2Coriginal%2Cmimetype%2Cstatuscode%2C"
    query += "digest%2Clength&filter=statuscode%3A200&filter=mimetype%3Atext%2Fhtml&collapse=urlkey&limit=10000"
    query += "&showResumeKey=true&from=20230501000000&to=20230606235959"
    site.pages[f"/cdx?{query}"] = lambda _: (200, cdx(rows))
    site.pages[f"/cdx?{query}&resumeKey=next"] = lambda _: (200, cdx(more))
    wayback = {"url": "courier.example", "min_delay_s": 0, "cdx_url": site.url("/cdx"), "replay_url": site.url("/web")}
    table, values = source(wayback=[wayback]), settings(tmp_path)
    window = days(1, 8)
    ran = run(table, values, window)
    assert len(asked) == 2
    assert ran.kinds == {"a": "new", "gone": "http_status"}
    (article,) = (json.loads(data) for key, data in objects(tmp_path).items() if key.startswith("articles/"))
    assert (article["url"], article["publisher"]) == (f"{home}/a", "courier.example")
    assert article["fetched_at"] == "2023-05-03T12:05:00Z"
    assert run(table, values, window).plan.known == 2


def archived(site: Site, **more: object) -> dict[str, object]:
    """Return a table of `wayback` for the test's server."""
    places = {"cdx_url": site.url("/cdx"), "replay_url": site.url("/web"), "min_delay_s": 0}
    return {"url": "courier.example"} | places | more


def captures(site: Site, number: int, answer: Callable[[int], tuple[int, bytes]]) -> None:
    """Make the index list so many captures, and answer requests for each."""
    rows = [["timestamp", "original"]]
    for n in range(number):
        rows.append([f"202305030{n}0000", f"https://courier.example/{n}"])

        def replay(_: dict[str, str], n: int = n) -> tuple[int, bytes]:
            return answer(n)

        site.pages[f"/web/202305030{n}0000id_/https://courier.example/{n}"] = replay
    site.any["/cdx"] = json.dumps(rows).encode()


def test_an_archive_that_shuts_us_out_is_left_alone(site: Site, tmp_path: Path) -> None:
    """After a 429 neither further pages nor the index are requested, also in later runs, and each page says so."""
    captures(site, 9, lambda n: (200, story(f"Story number {n}", at(3))) if n < 2 else (429, b"slow down"))
    table = source(wayback=[archived(site)])
    values = settings(tmp_path, ingest={"batch_pages": 4}, fetch={"retries": 3})
    ran = run(table, values, days(1, 8))
    assert [path for path in site.asked if path.startswith("/web")] == [*site.pages][:3]
    assert ran.kinds == {"0": "new", "1": "new", "2": "http_status"} | {str(n): "not_asked" for n in range(3, 9)}
    assert all("is left alone until" in (outcome.detail or "") for outcome in ran.outcomes if outcome.url[-1] > "2")
    site.asked.clear()
    again = run(table, values, days(1, 8))
    assert site.asked == []
    assert "is left alone until" in again.discovery.failures[0]


def test_an_index_that_shuts_us_out_is_left_alone(site: Site, tmp_path: Path) -> None:
    """After a 429, or a refused connection, it is not asked again for other parts of the source."""
    site.any["/cdx"] = lambda _: (429, b"slow down")
    several = [archived(site), archived(site, url="courier.example/news/", scope="prefix")]
    found = discover.fn(source(wayback=several), settings(tmp_path / "a", fetch={"retries": 3}), days(1, 8))
    assert len(site.asked) == 1
    assert ["is left alone until" in failure for failure in found.failures] == [False, True]
    assert "because it answered 429" in found.failures[1]
    gone = [table | {"cdx_url": "http://127.0.0.1:9/cdx"} for table in several]
    found = discover.fn(source(wayback=gone), settings(tmp_path / "b", fetch={"retries": 3}), days(1, 8))
    assert ["is left alone until" in failure for failure in found.failures] == [False, True]


@pytest.mark.parametrize(("answer", "pages"), [(b"<html>Back at noon</html>", 0), (b"cut", 2)])
def test_an_index_that_answers_something_else_or_half(site: Site, tmp_path: Path, answer: bytes, pages: int) -> None:
    """What may be missing is told as a failure, so that a backfill tries again. Whole rows are used."""
    captures(site, 3, lambda n: (200, story(f"Story number {n}", at(3))))
    whole = site.any["/cdx"]
    assert isinstance(whole, bytes)
    site.any["/cdx"] = answer if pages == 0 else whole[:-20]
    found = discover.fn(source(wayback=[archived(site)]), settings(tmp_path), days(1, 8))
    assert len(found.refs) == pages
    assert "the answer of the index" in found.failures[0]


def test_a_run_takes_up_no_more_than_its_bound_and_the_next_goes_on(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages beyond `ingest.max_pages_per_run` are reported and left to the next runs."""
    monkeypatch.setattr(gathering, "MARGIN", 3)
    site.pages["/map.xml"] = urlset(*(f"<url><loc>{site.url(f'/{n}')}</loc></url>" for n in range(25)))
    table = source(sitemaps=[site.url("/map.xml")])
    values = settings(tmp_path, ingest={"max_pages_per_run": 10, "retry_after_s": 1e9})
    runs = [run(table, values) for _ in range(4)]
    assert [len(ran.outcomes) for ran in runs] == [10, 10, 5, 0]
    assert ["max_pages_per_run" in " ".join(ran.discovery.warnings) for ran in runs] == [True, True, False, False]
    skipped = [next((w for w in ran.discovery.warnings if "skipped" in w), "")[-2:] for ran in runs]
    assert skipped == ["", "10", "20", "25"]
    assert [site.times(f"/{n}") for n in range(25)] == [1] * 25


@pytest.mark.parametrize("way", ["feeds", "sitemaps", "listings", "json"])
def test_relative_links_start_where_a_redirect_led(site: Site, tmp_path: Path, way: str) -> None:
    """A list that has moved into a folder links to its pages from there, as for browsers."""
    paths = [f"2023/05/0{day}/pier-is-mended-on-day-{day}.html" for day in (2, 3, 4)]
    lists = {
        "feeds": "<rss><channel>{}</channel></rss>".format("".join(f"<item><link>{p}</link></item>" for p in paths)),
        "json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": path} for path in paths]}),
        "sitemaps": urlset(*(f"<url><loc>{path}</loc></url>" for path in paths)).decode(),
        "listings": "".join(f"<a href={path}>The pier is mended on this day</a>" for path in paths),
    }
    site.pages["/news"] = lambda _: (301, b"", {"Location": "/courier/news/"})
    site.pages["/courier/news/"] = lists[way].encode()
    found = discover.fn(source(**{way.replace("json", "feeds"): [site.url("/news")]}), settings(tmp_path), Window())
    assert [ref.url for ref in found.refs] == [site.url(f"/courier/news/{path}") for path in paths]
    assert {ref.via for ref in found.refs} == {site.url("/news")}
