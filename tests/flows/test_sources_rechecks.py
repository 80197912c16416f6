"""Recent articles are rechecked: changes become revisions, and nothing else is written."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks.adapters.fetching import recheck as rechecking
from dateline.tasks.core.models import Window
from tests.support.local_site import Ran, Site, ago, feed, run, serving, settings, source, story
from tests.support.sample_archive import objects

SOON = {"first_after_s": 1e-6, "growth": 1.0000001}
WORDS = tuple(f"The {what} was seen by the whole town on the evening before the fair was to open." for what in "abcde")


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one story that is fifteen minutes old."""
    with serving(Site()) as served:
        published = ago(minutes=15)
        served.pages["/story"] = story("The story that may change", published, *WORDS)
        served.pages["/feed.xml"] = feed(("The story that may change", served.url("/story"), published))
        yield served


@pytest.fixture
def table(site: Site) -> Source:
    """A source of the site."""
    return source(feeds=[site.url("/feed.xml")])


@pytest.fixture
def values(tmp_path: Path) -> Settings:
    """Settings with which each run rechecks every article."""
    return settings(tmp_path, recheck=SOON)


NOTE = "<p>Correction: The fair opened on Monday, not on Sunday.</p>"


def record_of_first(stored: Mapping[str, bytes]) -> str:
    """Return the key of the only article that revises none."""
    (key,) = (key for key in stored if key.startswith("articles/") and "." not in key.removesuffix(".json"))
    return key


def kinds(ran: Ran) -> list[str]:
    return [outcome.kind.value for outcome in ran.outcomes]


def test_a_page_that_has_not_changed_costs_a_304_and_writes_nothing(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """The archive is unchanged byte for byte, and no batch is left open."""
    assert kinds(run(table, values)) == ["new"]
    before = objects(tmp_path)
    again = run(table, values)
    assert (again.plan.rechecks, again.plan.known, again.outcomes) == (1, 1, ())
    assert site.asked == ["/feed.xml", "/story", "304 /feed.xml", "304 /story"]
    assert objects(tmp_path) == before
    with sqlite3.connect(tmp_path / "ledger.sqlite") as ledger:
        assert ledger.execute("select count(*) from open_batches").fetchone() == (0,)


def test_a_page_whose_surroundings_change_writes_nothing(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """A page with another advertisement or token is a new response, but the same article."""
    run(table, values)
    before = objects(tmp_path)
    site.pages["/story"] = site.page("/story").replace(b"</main>", b"</main><!-- token 4711 -->")
    again = run(table, values)
    assert (again.plan.rechecks, again.outcomes) == (1, ())
    assert objects(tmp_path) == before


def test_a_page_that_has_changed_is_a_revision_once(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """The new text is a revision; further rechecks write nothing."""
    run(table, values)
    site.pages["/story"] = site.page("/story").replace(b"on the evening before", b"on the morning after")
    assert kinds(run(table, values)) == ["revision"]
    before = objects(tmp_path)
    assert kinds(run(table, values)) == []
    assert objects(tmp_path) == before


def test_a_note_about_a_correction_is_a_revision_once(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """Each further note is one, too, and so is one that is changed; the text stays the same."""
    run(table, values)
    site.pages["/story"] = site.page("/story").replace(b"</article>", NOTE.encode() + b"</article>")
    again = run(table, values)
    assert kinds(again) == ["revision"]
    before = objects(tmp_path)
    record = json.loads(before[again.outcomes[0].article or ""])
    assert record["corrections"] == ["Correction: The fair opened on Monday, not on Sunday."]
    assert record["text_hash"] in before[record_of_first(before)].decode()
    assert kinds(run(table, values)) == []
    assert objects(tmp_path) == before
    site.pages["/story"] = site.page("/story").replace(b"not on Sunday.", b"not on Saturday.")
    assert kinds(run(table, values)) == ["revision"]
    assert kinds(run(table, values)) == []


def test_an_archive_of_an_earlier_version_gets_no_revisions_for_its_notes(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """The first recheck finds the page unchanged, and the following ones leave no trace."""
    site.pages["/story"] = site.page("/story").replace(b"</article>", NOTE.encode() + b"</article>")
    run(table, values)
    key = record_of_first(objects(tmp_path))
    stored = tmp_path / "archive" / key
    record = json.loads(stored.read_bytes())
    del record["corrections"]
    stored.chmod(0o644)
    stored.write_text(json.dumps(record), encoding="utf-8")
    site.pages["/story"] = site.page("/story").replace(b"not on Sunday.", b"and not on Sunday.")
    assert kinds(run(table, values)) == ["unchanged"]
    before = objects(tmp_path)
    assert kinds(run(table, values)) == []
    assert objects(tmp_path) == before


def test_only_changed_pages_of_a_batch_have_outcomes(site: Site, table: Source, values: Settings) -> None:
    """An unchanged page has no outcome, though a changed one in its batch has."""
    published = ago(minutes=20)
    site.pages["/same"] = story("Another story that stays as it is", published, *WORDS)
    entries = [("Changes", site.url("/story"), ago(minutes=15)), ("Stays", site.url("/same"), published)]
    site.pages["/feed.xml"] = feed(*entries)
    run(table, values)
    site.pages["/story"] = site.page("/story").replace(b"on the evening before", b"on the morning after")
    again = run(table, values)
    assert (again.plan.rechecks, again.kinds) == (2, {"story": "revision"})


def test_a_deleted_page_has_an_outcome(site: Site, table: Source, values: Settings, tmp_path: Path) -> None:
    """A deleted page has an outcome, and its article stays."""
    run(table, values)
    articles = {key for key in objects(tmp_path) if key.startswith("articles/")}
    del site.pages["/story"]
    assert run(table, values).kinds == {"story": "http_status"}
    assert {key for key in objects(tmp_path) if key.startswith("articles/")} == articles


def test_trouble_writes_nothing(site: Site, table: Source, values: Settings, tmp_path: Path) -> None:
    """A server error or wall instead of an archived page writes nothing."""
    run(table, values)
    before = objects(tmp_path)
    site.pages["/story"] = lambda _: (500, b"out of order")
    assert run(table, values).outcomes == ()
    assert objects(tmp_path) == before


def test_articles_are_rechecked_until_their_maximum_age(site: Site, table: Source, tmp_path: Path) -> None:
    """Articles are rechecked up to the maximum age, though the feed no longer lists them."""
    values = settings(tmp_path, recheck=SOON)
    run(table, values)
    run(table, values)
    site.pages["/feed.xml"] = feed()
    site.asked.clear()
    run(table, values)
    assert site.asked == ["/feed.xml", "304 /story"]
    short = settings(tmp_path, recheck={**SOON, "until_age_s": 60})
    assert run(table, short).plan.rechecks == 0
    assert run(table, values).plan.rechecks == 0  # it has left the list


def test_by_default_the_first_look_comes_after_an_hour(site: Site, table: Source, tmp_path: Path) -> None:
    """An article of fifteen minutes is not rechecked yet, nor is any in a run with a window."""
    values = settings(tmp_path)
    run(table, values)
    assert run(table, values).plan.rechecks == 0
    assert site.times("/story") == 1
    eager = settings(tmp_path, recheck=SOON)
    assert run(table, eager, Window(since=ago(days=1))).plan.rechecks == 0
    off = settings(tmp_path, recheck={**SOON, "enabled": False})
    assert run(table, off).plan.rechecks == 0


def test_a_killed_look_is_made_again(
    site: Site, table: Source, values: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed during a recheck leaves an open batch; the next run completes it and writes nothing."""
    run(table, values)
    before = objects(tmp_path)

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> object:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rechecking, "to_record", die)
        site.pages["/story"] = site.page("/story").replace(b"</main>", b"</main><!-- 1 -->")
        with pytest.raises(Killed):
            run(table, values)
    monkeypatch.setattr("dateline.tasks.plan.is_abandoned", lambda *_: True)
    after = run(table, values)
    assert len(after.plan.resumed) == 1
    assert objects(tmp_path) == before


def test_a_page_that_was_no_article_is_looked_at_until_it_is_one(
    site: Site, table: Source, values: Settings, tmp_path: Path
) -> None:
    """A stub, then an error page with status 200: as long as it is no article, nothing more is written."""
    whole = site.pages["/story"]
    site.pages["/story"] = (
        b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
    )
    assert run(table, values).kinds == {"story": "not_article"}
    before = objects(tmp_path)
    again = run(table, values)
    assert (again.plan.rechecks, again.outcomes) == (1, ())
    assert objects(tmp_path) == before
    site.pages["/story"] = whole
    assert run(table, values).kinds == {"story": "new"}


@pytest.mark.parametrize("body", [b"%PDF-1.7 not a page", b"<html><h1>Fire at the quay</h1></html>"])
def test_a_page_of_another_kind_may_become_an_article(site: Site, table: Source, values: Settings, body: bytes) -> None:
    """A rejected page is rechecked even if the feed no longer lists it."""
    whole = site.pages["/story"]
    site.pages["/story"] = body
    assert kinds(run(table, values)) == ["rejected"]
    site.pages["/feed.xml"] = feed()
    site.pages["/story"] = whole
    assert kinds(run(table, values)) == ["new"]


def sitemap(site: Site, lastmod: datetime) -> bytes:
    return (
        f"<urlset><url><loc>{site.url('/story')}</loc><lastmod>{lastmod.isoformat()}</lastmod></url></urlset>".encode()
    )


def test_a_correction_that_the_source_announces_is_fetched_at_any_age(site: Site, tmp_path: Path) -> None:
    """A later lastmod in the sitemap causes one recheck, whatever its result."""
    table, values = source(sitemaps=[site.url("/map.xml")]), settings(tmp_path)
    site.pages["/story"] = story("The story that was corrected late", ago(days=40), *WORDS)
    site.pages["/map.xml"] = sitemap(site, ago(days=40))
    assert kinds(run(table, values)) == ["new"]
    assert run(table, values).plan.rechecks == 0
    site.pages["/story"] = site.page("/story").replace(b"on the evening before", b"on the morning after")
    site.pages["/map.xml"] = sitemap(site, ago(days=20))
    assert kinds(run(table, values)) == ["revision"]
    assert run(table, values).plan.rechecks == 0
    site.pages["/map.xml"] = sitemap(site, ago(days=10))
    again = run(table, values)
    assert (again.plan.rechecks, again.outcomes) == (1, ())
    assert run(table, values).plan.rechecks == 0


def test_a_vaguer_time_that_agrees_changes_nothing(site: Site, table: Source, values: Settings, tmp_path: Path) -> None:
    """A page that later shows only its day is unchanged; another day is a change."""
    published = ago(minutes=15)
    run(table, values)
    before = objects(tmp_path)
    minute = published.isoformat().encode()
    site.pages["/story"] = site.page("/story").replace(minute, f"{published:%Y-%m-%d}".encode())
    site.pages["/feed.xml"] = feed()
    again = run(table, values)
    assert (again.plan.rechecks, again.outcomes) == (1, ())
    assert objects(tmp_path) == before
    site.pages["/story"] = story("The story that may change", ago(days=2), *WORDS)
    assert kinds(run(table, values)) == ["revision"]
