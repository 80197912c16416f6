"""`dateline sources` lists, finds and checks sources, against a real server."""

import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.config.loader import examine
from dateline.config.schema import Settings, Wayback
from dateline.tasks.core.sources.probe import PartHealth, ProbeResult
from dateline.tasks.sources import check_sources, find_source
from tests.support.bot_wall import WALL
from tests.support.command import dateline
from tests.support.local_site import Site, ago, feed, serving, source, story

Project = Callable[..., Path]
LOCAL = '[fetch]\nmin_delay_s = 0.0\nretries = 0\nprivate_hosts = ["127.0.0.1"]\n'
SETTINGS = Settings.model_validate({"fetch": {"min_delay_s": 0, "retries": 0, "private_hosts": ["127.0.0.1"]}})


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with six stories of today, a front page that links to them, and a feed."""
    with serving(Site()) as served:
        entries = []
        for n in range(6):
            title, published = f"Story number {n} about the harbour", ago(hours=n + 1)
            served.pages[f"/news/story-{n}-about-the-harbour"] = story(title, published)
            entries.append((title, served.url(f"/news/story-{n}-about-the-harbour"), published))
        links = "".join(f'<h2><a href="{url}">{title}</a></h2>' for title, url, _ in entries)
        head = '<link rel="alternate" type="application/rss+xml" href="/all.xml">'
        served.pages["/"] = (
            f"<html><head>{head}</head><body>{links}<a href='/harbour'>Harbour</a></body></html>".encode()
        )
        served.pages["/harbour"] = f"<html><body>{links}</body></html>".encode()
        served.pages["/all.xml"] = feed(*entries)
        yield served


def health(**parts: object) -> list[ProbeResult]:
    (checked,) = check_sources([source(**parts)], SETTINGS, timedelta(days=14), lambda _: None)
    assert checked.healthy == all(part.health is PartHealth.HEALTHY for part in checked.parts)
    return list(checked.parts)


def test_a_source_that_works_is_healthy(site: Site) -> None:
    """A healthy part shows its number of pages, the time of the newest, and an article."""
    (part,) = health(feeds=[site.url("/all.xml")])
    assert (part.health, part.pages) == (PartHealth.HEALTHY, 6)
    assert part.newest_at is not None
    assert timedelta(0) <= ago(hours=1) - part.newest_at < timedelta(minutes=10)  # since the site was made
    assert part.articles[0].headline == "Story number 0 about the harbour"


def test_what_is_wrong_with_a_source_is_told(site: Site) -> None:
    """Each fault has its name: dead, not a feed, blocked by status or by a wall, empty, stale."""
    site.pages["/page.xml"] = b"<html><body>moved</body></html>"
    site.pages["/refused.xml"] = lambda _: (403, b"no")
    site.pages["/empty.xml"] = feed()
    site.pages["/old"] = story("A story of long ago", ago(days=40))
    site.pages["/stale.xml"] = feed(("A story of long ago", site.url("/old"), ago(days=40)))
    site.pages["/wall"] = lambda _: (403, b"<html><script>window._cf_chl_opt={}</script>checking</html>")
    site.pages["/walled.xml"] = feed(("Behind a wall", site.url("/wall"), ago(hours=1)))
    site.pages["/noarticle"] = b"<html><body><p>Contact us</p></body></html>"
    site.pages["/none.xml"] = feed(("Contact", site.url("/noarticle"), ago(hours=1)))
    names = ["gone", "page", "refused", "empty", "stale", "walled", "none"]
    parts = health(feeds=[site.url(f"/{name}.xml") for name in names])
    assert {name: part.health.value for name, part in zip(names, parts, strict=True)} == {
        "gone": "dead",
        "page": "dead",
        "refused": "blocked",
        "empty": "empty",
        "stale": "stale",
        "walled": "blocked",
        "none": "empty",
    }
    assert all(part.detail for part in parts)


def test_a_listing_that_robots_refuse_is_blocked(site: Site) -> None:
    """robots.txt applies to listings, but not to feeds, which are meant for programs."""
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /harbour\nDisallow: /all.xml\n"
    listing, by_feed = health(listings=[site.url("/harbour")], feeds=[site.url("/all.xml")])[::-1]
    assert (listing.health, by_feed.health) == (PartHealth.BLOCKED, PartHealth.HEALTHY)


def test_adding_finds_the_feed_that_a_site_links_to(site: Site) -> None:
    """The feed that the page declares is found and tried; five articles are shown, and the file contains the feed."""
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.toml
    table = tomllib.loads(found.toml)["source"]
    assert (table["name"], table["feeds"]) == ("courier", [site.url("/all.xml")])
    assert len(next(part for part in found.tried if part.health is PartHealth.HEALTHY).articles) == 5


def test_a_login_in_the_url_is_not_written(site: Site) -> None:
    """Source files are shared, and requests do not send it."""
    told: list[str] = []
    found = find_source(site.url("/").replace("//", "//ida:secret@", 1), "courier", SETTINGS, told.append)
    assert found.toml
    assert "secret" not in " ".join([found.toml, found.url, *told])


def test_adding_finds_a_news_sitemap_by_robots(site: Site) -> None:
    """Without a feed, the sitemap in robots.txt is used."""
    site.pages["/"] = b"<html><body>Welcome</body></html>"
    site.pages["/robots.txt"] = f"Sitemap: {site.url('/news-map.xml')}".encode()
    urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in site.pages if path.startswith("/news/"))
    site.pages["/news-map.xml"] = f"<urlset>{urls}</urlset>".encode()
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.toml
    assert tomllib.loads(found.toml)["source"]["sitemaps"] == [site.url("/news-map.xml")]


def test_adding_falls_back_on_listings(site: Site) -> None:
    """A site without feed and sitemap is read through its sections."""
    del site.pages["/all.xml"]
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.toml
    assert tomllib.loads(found.toml)["source"]["listings"] == [site.url("/harbour")]


def test_the_language_of_a_found_source_is_no_setting(site: Site) -> None:
    """The language of most articles is only a comment, since each page has its own."""
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.toml
    assert '# language = "en"' in found.toml
    assert "language" not in tomllib.loads(found.toml)["source"]["cleaning"]


def test_adding_finds_all_sitemaps_of_robots_and_captures(site: Site) -> None:
    """Each sitemap is a part with its reach. Captures are only for backfills, so they are written as a comment."""
    old = ago(days=400)
    site.pages["/news/old"] = story("A story of long ago about the harbour", old)
    entry = "<url><loc>{}</loc><lastmod>{:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
    for name, path, at in (("a", "/news/story-1-about-the-harbour", ago(hours=2)), ("b", "/news/old", old)):
        site.pages[f"/{name}.xml"] = f"<urlset>{entry.format(site.url(path), at)}</urlset>".encode()
    site.pages["/robots.txt"] = f"Sitemap: {site.url('/a.xml')}\nSitemap: {site.url('/b.xml')}\n".encode()
    captured = [["timestamp", "original"], [f"{ago(days=70):%Y%m%d%H%M%S}", "https://courier.example/lost"]]
    site.any["/cdx"] = json.dumps(captured).encode()
    site.pages[f"/web/{ago(days=70):%Y%m%d%H%M%S}id_/https://courier.example/lost"] = story("Lost", ago(days=70))
    place = {"url": "courier.example", "min_delay_s": 0, "cdx_url": site.url("/cdx"), "replay_url": site.url("/web")}
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None, Wayback.model_validate(place))
    assert found.toml
    table = tomllib.loads(found.toml)["source"]
    assert table["sitemaps"] == [site.url("/a.xml"), site.url("/b.xml")]
    assert "wayback" not in table
    assert '# wayback = [{ url = "courier.example" }]' in found.toml
    reach = {part.name: part.oldest_at for part in found.tried}
    assert (reach[site.url("/a.xml")], reach[site.url("/b.xml")]) == (ago(hours=2), old)
    assert (site.times("/cdx"), site.times("/")) == (0, 1)  # with a query, once
    assert sum(path.startswith("/cdx?") for path in site.asked) == 1


def test_adding_tells_the_zone_that_it_saw(site: Site) -> None:
    """The command prints the pages' offset; if they have none, it warns, in the file, too."""
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.zones == "Times carry their zone (+00:00)"
    assert found.toml
    assert f"# {found.zones}." in found.toml
    for path, page in site.pages.items():
        if isinstance(page, bytes):
            site.pages[path] = page.replace(b"+00:00", b"")
    site.pages["/all.xml"] = re.sub(rb"<pubDate>.*?</pubDate>", b"", site.page("/all.xml"))
    found = find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert found.zones.startswith("Warning: 5 of 5 articles print no time zone, so UTC is assumed")
    assert found.toml
    assert "# Warning: 5 of 5 articles print no time zone" in found.toml


def test_the_number_of_articles_in_the_warning_is_that_of_those_that_were_read(site: Site, project: Project) -> None:
    """Another feed brings a sixth article; five of them are shown."""
    folder = project('[source]\nname = "sample"\n', LOCAL)
    title, published = "A ferry between the islands", ago(hours=9)
    site.pages["/ferry"] = story(title, published).replace(b"+00:00", b"")
    site.pages["/other.xml"] = re.sub(rb"<pubDate>.*?</pubDate>", b"", feed((title, site.url("/ferry"), published)))
    link = b'<link rel="alternate" type="application/rss+xml" href="/other.xml"></head>'
    site.pages["/"] = site.page("/").replace(b"</head>", link)
    added = dateline("sources", "add", site.url("/"), "--name", "courier", folder=folder)
    assert added.returncode == 0, added.stderr
    assert "Warning: 1 of 6 articles print no time zone" in added.stdout
    assert "\n5 of the 6 articles that were read:\n" in added.stdout
    assert added.stdout.count("UTC  http") == 5


def test_the_command_adds_a_source_once_and_checks_it(site: Site, project: Project) -> None:
    """`add` writes a file that loads, and never overwrites one; `check` checks the source and `list` lists it."""
    folder = project('[source]\nname = "sample"\nenabled = false\nurls = ["http://127.0.0.1:1/x"]\n', LOCAL)
    added = dateline("sources", "add", site.url("/"), "--name", "courier", folder=folder)
    assert added.returncode == 0, added.stderr
    assert added.stdout.count("UTC  http") == 5
    assert "127.0.0.1 is in the files of sample (turned off) and courier. What more than one" in added.stderr
    path = folder / "config" / "sources" / "courier.toml"
    assert examine(folder / "config")[1] == []
    before = path.read_bytes()
    site.asked.clear()
    again = dateline("sources", "add", site.url("/"), "--name", "courier", folder=folder)
    assert again.returncode == 2
    assert "already exists" in again.stderr
    assert site.asked == []
    assert path.read_bytes() == before
    checked = dateline("sources", "check", "--json", folder=folder)
    assert checked.returncode == 0, checked.stderr
    assert [(s["source"], s["healthy"]) for s in json.loads(checked.stdout)] == [("courier", True)]
    site.pages["/all.xml"] = feed()
    checked = dateline("sources", "check", "courier", folder=folder)
    assert checked.returncode == 3
    assert "empty    feed" in checked.stdout
    listed = dateline("sources", "list", folder=folder)
    assert "courier" in listed.stdout
    assert "1 feed\n" in listed.stdout
    assert sorted(p.name for p in folder.iterdir()) == ["config"]


def test_a_source_that_is_turned_off_is_checked_only_by_name(site: Site, project: Project) -> None:
    """Without names it is skipped, which is said; nobody asks its site."""
    folder = project(f'[source]\nname = "sample"\nfeeds = ["{site.url("/all.xml")}"]\n', LOCAL)
    off = folder / "config" / "sources" / "example.toml"
    off.write_text(f'[source]\nname = "example"\nenabled = false\nfeeds = ["{site.url("/all.xml")}"]\n')
    skipped = dateline("sources", "check", folder=folder)
    assert skipped.returncode == 2
    assert "Skipped 1 source turned off" in skipped.stderr
    assert "there are no sources turned on" in skipped.stderr
    assert site.asked == []
    named = dateline("sources", "check", "example", folder=folder)
    assert named.returncode == 0, named.stderr
    assert "Skipped" not in named.stderr
    assert "example: healthy" in named.stdout


def test_the_urls_of_a_source_file_are_named_as_one_list(site: Site, project: Project) -> None:
    """They are one part, and counted as URLs."""
    urls = [site.url(f"/news/story-{n}-about-the-harbour") for n in range(2)]
    folder = project(f'[source]\nname = "sample"\nurls = {json.dumps(urls)}\n', LOCAL)
    checked = dateline("sources", "check", "sample", folder=folder)
    assert "sample: checking the list of URLs\n" in checked.stderr
    assert "healthy  list of URLs  (2 pages" in checked.stdout
    assert dateline("sources", "list", folder=folder).stdout.endswith(" 2 URLs\n")


def test_checking_and_adding_ask_for_robots_once(site: Site) -> None:
    """As a run does: once for all pages, listings and sitemaps."""
    asked: list[str] = []

    def robots(_: dict[str, str]) -> tuple[int, bytes]:
        asked.append("robots.txt")
        return 200, b"User-agent: *\nDisallow: /private\n"

    site.pages["/robots.txt"] = robots
    health(listings=[site.url("/harbour"), site.url("/")], feeds=[site.url("/all.xml")])
    assert len(asked) == 1
    asked.clear()
    site.asked.clear()
    find_source(site.url("/"), "courier", SETTINGS, lambda _: None)
    assert len(asked) == 1
    assert sum("/news/" in path for path in site.asked) >= 5


def test_adding_keeps_one_delay_at_a_host(site: Site) -> None:
    """Whether it asks for the front page, a feed, a sitemap or an article."""
    asked: list[float] = []

    def noting(body: bytes) -> Callable[[dict[str, str]], tuple[int, bytes]]:
        def answer(_: dict[str, str]) -> tuple[int, bytes]:
            asked.append(time.monotonic())
            return 200, body

        return answer

    urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in site.pages if path.startswith("/news/"))
    site.pages["/robots.txt"] = f"Sitemap: {site.url('/map.xml')}".encode()
    site.pages["/map.xml"] = f"<urlset>{urls}</urlset>".encode()
    for path, page in site.pages.items():
        if isinstance(page, bytes):
            site.pages[path] = noting(page)
    fetch = {"min_delay_s": 0.2, "retries": 0, "private_hosts": ["127.0.0.1"]}
    found = find_source(site.url("/"), "courier", Settings.model_validate({"fetch": fetch}), lambda _: None)
    assert {part.kind for part in found.tried} == {"feed", "sitemap"}
    assert len(asked) > 8
    assert min(later - before for before, later in pairwise(asked)) > 0.15


def test_adding_without_a_scheme_tries_http_if_there_is_no_https(site: Site, project: Project) -> None:
    """A host with a port is taken as it is; places that were only guessed are counted, not listed."""
    folder = project('[source]\nname = "sample"\n', LOCAL)
    del site.pages["/all.xml"]
    host = site.url("/").removeprefix("http://").rstrip("/")
    added = dateline("sources", "add", host, folder=folder)
    assert added.returncode == 0, added.stderr
    assert f"https://{host} could not be read" in added.stderr
    assert f"reading http://{host}\n" in added.stderr
    assert "dead     feed http" in added.stdout  # the front page names it
    assert re.findall("^nothing  at .*", added.stdout, re.MULTILINE) == [
        "nothing  at 9 common places of a feed",
        "nothing  at 7 common places of a sitemap",
    ]
    written = folder / "config" / "sources" / "127-0-0-1.toml"
    assert f"sources add http://{host}`" in written.read_text()
    assert "# adaptive = true" in written.read_text()
    assert examine(folder / "config")[1] == []


def test_a_site_that_cannot_be_read_is_told_with_a_remedy(site: Site, project: Project) -> None:
    """Nothing is written; another address or a file of the user's own may help."""
    folder = project('[source]\nname = "sample"\n', LOCAL)
    site.pages["/"] = b"<html><body>Welcome</body></html>"
    done = dateline("sources", "add", site.url("/"), "--name", "courier", folder=folder)
    assert done.returncode == 3
    assert "nothing was written. Name one of its sections instead, or write" in done.stderr
    assert "courier.toml yourself." in done.stderr


def test_a_site_that_refuses_robots_is_told_so(site: Site, project: Project) -> None:
    """The remedy fits, and the places that were not asked for after the refusals are only counted."""
    folder = project('[source]\nname = "sample"\n', LOCAL)
    stories = [f"/{number}" for number in range(12)]
    site.pages = {path: lambda _: (403, WALL) for path in ("/feed/", "/rss.xml", *stories)}
    site.pages["/"] = b"<html><body>Welcome</body></html>"
    site.pages["/rss"] = feed(*((path, site.url(path), ago(hours=1)) for path in stories))
    done = dateline("sources", "add", site.url("/"), "--name", "courier", folder=folder)
    assert done.returncode == 3
    assert "nothing was written. It refuses robots: set [fetch] contact, ask less often" in done.stderr
    assert re.search(r"^unasked  \d+ common places of feeds and sitemaps, as the site", done.stdout, re.MULTILINE)
    assert done.stdout.count("is left alone") <= 1  # at most for the feed that was read before


def test_a_site_that_is_not_there_is_told(project: Project) -> None:
    """An unreachable site is an error with the exit code for sources, and no file is written."""
    folder = project('[source]\nname = "sample"\n', LOCAL)
    done = dateline("sources", "add", "http://127.0.0.1:1/", "--name", "nobody", folder=folder)
    assert done.returncode == 3
    assert "refused the connection" in done.stderr
    assert not (folder / "config" / "sources" / "nobody.toml").exists()


def test_a_source_from_the_catalogue_is_copied_turned_on_and_checked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a refusing proxy, so that nothing leaves this machine, the file is written and the fault is reported."""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    folder = project('[source]\nname = "sample"\n', "[fetch]\nretries = 0\n")
    done = dateline("sources", "add", "guardian", "--name", "paper", folder=folder)
    assert done.returncode == 3
    assert "paper: needs attention" in done.stdout
    assert "the proxy 127.0.0.1 refused the connection" in done.stdout
    config, mistakes = examine(folder / "config")
    assert not mistakes
    assert (config.source("paper").enabled, config.source("paper").publisher) == (True, "theguardian.com")
    again = dateline("sources", "add", "guardian", "--name", "paper", folder=folder)
    assert (again.returncode, "already exists and was not changed" in again.stderr) == (2, True)


def test_a_name_that_the_catalogue_lacks(project: Project) -> None:
    """The error suggests a similar name, and nothing is written."""
    folder = project('[source]\nname = "sample"\n')
    done = dateline("sources", "add", "guardain", folder=folder)
    assert done.returncode == 2
    assert "Did you mean guardian?" in done.stderr
    assert [path.name for path in (folder / "config" / "sources").iterdir()] == ["sample.toml"]
    listed = dateline("sources", "list", "--catalogue", folder=folder).stdout
    assert listed.splitlines()[0].split() == ["aljazeera", "aljazeera.com", "1", "feed"]
    assert "sample" not in listed
