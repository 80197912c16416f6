"""`--again` fetches pages of a source now, whatever their schedule, and reports the result of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from dateline.config.loader import load
from dateline.flows.browse.room import ReadingRoom
from dateline.flows.cli.commands.ingest import Asked, _can_look_again
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.again import refs_of
from dateline.tasks.core.archive.batches import Run, cut
from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.runs.looks import Look, in_words
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.history import trace_page
from tests.support.command import Project, dateline
from tests.support.local_site import Site, ago, feed, serving, story
from tests.support.reading import serving_room
from tests.support.sample_archive import objects

WORDS = tuple(f"The {what} was carried up the slip while the tide was still out beyond the bar." for what in "fghij")
FILE = """[source]
name = "sample"
feeds = ["{site}/feed.xml"]
[source.fetch]
private_hosts = ["127.0.0.1"]
min_delay_s = 0
"""
QUICK = "[fetch]\nretries = 0\n[ingest]\nmax_tries = 1\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as served:
        published = ago(days=300)
        served.pages["/boat"] = story("The boat that came back", published, *WORDS)
        served.pages["/feed.xml"] = feed(("The boat that came back", served.url("/boat"), published))
        yield served


@pytest.fixture
def folder(project: Project, site: Site, prefect_server: str) -> Path:  # noqa: ARG001 - the flow's server
    """A project whose source has archived its one story, which is too old to be rechecked."""
    made = project(FILE.format(site=site.address), QUICK)
    ingest()
    site.asked.clear()
    return made


def ingest(**given: Any) -> RunResult:  # noqa: ANN401 - passed on
    from dateline.flows.ingest import ingest as flow  # noqa: PLC0415 - after the server's settings

    result = flow("sample", **given)
    assert isinstance(result, RunResult)
    return result


def look(url: str) -> Look:
    (found,) = ingest(again=[url]).looks
    return found


def told(url: str) -> str:
    return in_words(look(url)).removeprefix(f"{url}: ")


def test_a_page_that_is_the_same_is_unchanged_and_nothing_is_written(site: Site, folder: Path) -> None:
    """It is requested with its validators, and nothing else of the source is read."""
    before = objects(folder)
    assert told(site.url("/boat")) == "unchanged since it was archived"
    assert site.asked == ["304 /boat"]
    site.pages["/boat"] = site.page("/boat") + b"<!-- served at noon -->"
    assert told(site.url("/boat")) == "unchanged since it was archived"
    assert objects(folder) == before


def test_a_page_that_has_changed_is_a_revision(site: Site, folder: Path) -> None:
    """A changed page becomes one revision, however old it is and however often it is requested."""
    site.pages["/boat"] = site.page("/boat").replace(b"still out", b"already in")
    found = look(site.url("/boat"))
    assert (found.kind, found.article and (folder / "archive" / found.article).is_file()) == ("revision", True)
    assert told(site.url("/boat")) == "unchanged since it was archived"


def test_a_page_that_returns_to_an_earlier_text_has_no_third_record(site: Site, folder: Path) -> None:
    """An article has one record for each text. `show` and `trace` say that the page has returned."""
    url, first = site.url("/boat"), site.page("/boat")
    second = first.replace(b"still out", b"already in")
    shown: list[str] = []
    for text in (second, first):
        site.pages["/boat"] = text
        look(url)
        shown.append(dateline("show", url, "--revisions", folder=folder).stdout.rstrip())
    records = sorted(key for key in objects(folder) if key.startswith("articles/"))
    outcomes = [event.outcome for event in trace_page(url, load().settings)]
    assert [outcome.kind for outcome in outcomes] == ["new", "revision", "unchanged"]
    assert [outcome.article for outcome in outcomes] == [records[1], records[0], records[1]]
    assert len(records) == 2
    returned = f"the page had the text of an earlier record again: {article_id(records[1])}"
    assert [told.endswith(returned) for told in shown] == [False, True]
    assert dateline("show", url, folder=folder).stdout.rstrip().endswith(returned)
    traced = [line for line in dateline("trace", url, folder=folder).stdout.splitlines() if "    article   " in line]
    assert traced[-1].split() == ["article", records[1]]
    found = dateline("search", '"already in"', folder=folder).stdout
    assert f"    the page has returned to the text of an earlier record: {article_id(records[1])}\n" in found
    assert "1 found, 1 shown" in found
    assert dateline("search", '"still out"', folder=folder).stdout == "nothing found\n"


def test_the_reading_room_says_that_a_page_has_returned(site: Site, folder: Path) -> None:
    """On the pages of its records, and where it is found by the words of the newest record."""
    url, first = site.url("/boat"), site.page("/boat")
    for text in (first.replace(b"still out", b"already in"), first):
        site.pages["/boat"] = text
        look(url)
    newer, older = sorted(key for key in objects(folder) if key.startswith("articles/"))
    with serving_room(ReadingRoom(load(folder / "config"), wait_s=30.0)) as address:
        (hit,) = requests.get(f"{address}/search.json?q=already", timeout=60).json()["hits"]
        assert (hit["hit"]["key"], hit["hit"]["returned_to"]) == (newer, article_id(older))
        found = requests.get(f"{address}/search?q=already", timeout=60).text
        assert f'has returned to the text of <a href="/articles/{article_id(older)}">an earlier record</a>' in found
        for key, told in ((newer, "that record"), (older, "this one")):
            shown = requests.get(f"{address}/articles/{article_id(key)}", timeout=60).text
            assert f'an earlier record again: <a href="/articles/{article_id(older)}">{told}</a>' in shown


def test_a_page_with_another_headline_is_a_new_article(site: Site, folder: Path) -> None:
    """It has a key of its own, and names the earlier one; another text of it is a revision."""
    site.pages["/boat"] = site.page("/boat").replace(b"The boat that came back", b"The boat that never left")
    new = told(site.url("/boat"))
    assert new.startswith("a new article, because the page's headline or time changed; it names the earlier one")
    site.pages["/boat"] = site.page("/boat").replace(b"still out", b"already in")
    assert told(site.url("/boat")).startswith("a new revision, archived as ")
    assert (folder / "archive" / new.rpartition(" ")[2]).is_file()


def test_trouble_with_an_archived_page_is_reported_and_changes_nothing(site: Site, folder: Path) -> None:
    """Server errors and a page without its text are reported, and nothing is written."""
    before = objects(folder)
    kept = "; the archived article is kept"
    site.pages["/boat"] = lambda _: (503, b"back soon")
    assert told(site.url("/boat")).startswith("rejected (http_status): ")
    site.pages["/boat"] = b"<html><title>Gone fishing</title><h1>Gone fishing</h1></html>"
    lost = told(site.url("/boat"))
    assert lost.startswith("rejected (no_")
    assert lost.endswith(kept)
    assert objects(folder) == before
    del site.pages["/boat"]
    assert told(site.url("/boat")).startswith("rejected (http_status): ")


def test_a_page_that_no_feed_names_is_fetched_as_a_new_one(site: Site, folder: Path) -> None:
    """Several pages are fetched at once, each with its result; a rejected one is fetched anew each time."""
    site.pages["/mast"] = story("The mast was stepped on Monday", ago(days=2), *WORDS[1:], "Nobody cheered.")
    site.pages["/hold"] = b"<html><title>Hold</title><h1>Hold</h1></html>"
    asked = [site.url(path) for path in ("/hold", "/mast", "/boat", "/mast#top")]
    looks = ingest(again=asked).looks
    assert [one.url for one in looks] == asked[:3]
    assert [one.kind for one in looks] == ["rejected", "new", "unchanged"]
    site.pages["/hold"] = story("The hold was found dry", ago(days=1), *WORDS[2:], "The surveyor was surprised.")
    assert told(asked[0]).startswith("a new article, archived as articles/")
    assert (folder / "archive").is_dir()


def test_a_page_that_failed_too_often_is_fetched_on_request(site: Site, folder: Path) -> None:
    """`max_tries` does not apply to pages that a user requests."""
    site.pages["/mast"] = lambda _: (500, b"")
    for _ in range(2):
        assert look(site.url("/mast")).reason == "http_status"
    site.pages["/mast"] = story("The mast was stepped on Monday", ago(days=2), *WORDS)
    assert look(site.url("/mast")).kind == "new"
    assert (folder / "archive").is_dir()


def test_a_page_that_a_killed_run_left_is_looked_at_as_it_is_now(site: Site, folder: Path) -> None:
    """The batch of the killed run is completed, and the page is no longer claimed."""
    site.pages["/mast"] = story("The mast was stepped on Monday", ago(days=2), *WORDS)
    ref = PageRef(url=site.url("/mast"), source="sample", via="feed")
    run = Run.begin("sample", Window(), ago(hours=2), "dead")
    (batch,) = cut([ref], 10, run, "nowhere:1:1")
    ledger = open_ledger(f"sqlite:///{folder}/.dateline/ledger.sqlite")
    ledger.open_batch(batch)
    assert look(ref.url).kind == "new"
    assert ledger.unfinished("sample") == []
    ledger.close()


def test_addresses_of_other_sites_are_refused(site: Site, folder: Path) -> None:
    """Each error says what to do, and nothing is requested."""
    (folder / "config" / "sources" / "ferry.toml").write_text(
        '[source]\nname = "ferry"\nfeeds = ["https://ferry.example/rss"]\n'
    )
    config = load()
    for url, sentence in {
        "ftp://127.0.0.1/boat": r'"ftp://127.0.0.1/boat" is not the URL of a web page: write it in full',
        "boat": r'"boat" is not the URL of a web page',
        "https://[::1/boat": "is not the URL of a web page",
        "https://news.ferry.example/x": r"It belongs to ferry: dateline ingest ferry --again https://news\.ferry\.example/x",
        "https://else.example/x": "is not a page of sample.*add it to urls",
    }.items():
        with pytest.raises(ConfigError, match=sentence):
            refs_of([url], config.source("sample"), config.sources.values(), config.settings)
    with pytest.raises(ConfigError, match="omit since and until"):
        ingest(again=[site.url("/boat")], since=ago(days=1))
    assert site.asked == []


def test_the_site_of_any_page_that_the_source_named_is_its_own(site: Site, folder: Path) -> None:
    """If a feed names pages on another host, further pages of that host are accepted."""
    elsewhere = site.address.replace("127.0.0.1", "localhost")
    named = f"{elsewhere}/oars"
    site.pages["/feed.xml"] = feed(("The oars", named, ago(hours=3)))
    site.pages["/oars"] = story("The oars were never found", ago(hours=3), *WORDS)
    file = folder / "config" / "sources" / "sample.toml"
    file.write_text(file.read_text().replace('["127.0.0.1"]', '["127.0.0.1", "localhost"]'))
    ingest()
    site.pages["/rudder"] = story("The rudder was", ago(hours=2), *WORDS, "It hangs in the chapel.")
    assert look(f"{elsewhere}/rudder").kind == "new"


def test_the_command_prints_a_result_for_each_page(site: Site, folder: Path, prefect_server: str) -> None:
    """Each page has a line; exit code 5 means no article; mistakes are reported before Prefect starts."""
    site.pages["/hold"] = b"<html><title>Hold</title><h1>Hold</h1></html>"
    pages = ("--again", site.url("/boat"), "--again", site.url("/hold"))
    done = dateline("ingest", "sample", *pages, folder=folder, PREFECT_API_URL=prefect_server)
    assert f"{site.url('/boat')}: unchanged since it was archived" in done.stdout
    assert f"dateline show {site.url('/boat')}\n" in done.stdout, "a trace has no line of this look"
    assert f"{site.url('/hold')}: rejected (" in done.stdout
    assert done.returncode == 5, done.stderr
    mistake = ("sample", "--again", "https://else.example/x")
    done = dateline("ingest", *mistake, folder=folder, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert (done.returncode, "is not a page of sample" in done.stderr) == (2, True), done.stderr
    for names, window in ((["sample"], Window(since=ago(days=1))), (["sample", "other"], Window())):
        with pytest.raises(ConfigError, match=r"leave out --since and --until|pages of a single source"):
            _can_look_again(load(), Asked(names, window=window, again=[site.url("/boat")]))


def test_a_claimed_page_is_reported() -> None:
    """A page that another run has claimed is left to it."""
    assert in_words(Look(url="https://x.example/1", kind=None)) == (
        "https://x.example/1: not fetched: another run is working on it, or its batch failed (see dateline batches)"
    )
