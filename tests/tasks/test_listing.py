"""Lists of articles by time and source, and of edits, from the search index."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.schema import Settings
from dateline.tasks.core.archive.records import article_key, earlier_key
from dateline.tasks.core.models import Article, Window
from dateline.tasks.history import find_history
from dateline.tasks.listing import count_articles, extents, key_of_id, latest_edits, list_articles
from dateline.tasks.search import catch_up, rebuild_index
from tests.support.filed import file_articles
from tests.support.records import an_article
from tests.support.sample_archive import sample_settings

FIRST = datetime(1969, 12, 30, 23, 30, tzinfo=UTC)
ALL = [
    an_article(headline=f"Story {n}", published_at=FIRST + timedelta(hours=7) * (n // 2), source=("a", "b", "c")[n % 3])
    for n in range(40)
]
"""Two at each time, over twelve days, some of them before 1970."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = sample_settings(tmp_path_factory.mktemp("listed"))
    for start in range(0, 40, 8):  # in several batches, the newest first
        file_articles(settings, ALL[::-1][start : start + 8])
        assert not catch_up(settings)
    return settings


def all_pages(settings: Settings, window: Window, source: str | None) -> list[Article]:
    """Follow the pages of a list to its end and back; return their contents."""
    pages = [list_articles(settings, window, source, 7)]
    while pages[-1].older:
        pages.append(list_articles(settings, window, source, 7, after=pages[-1].older))
        assert pages[-1].newer
    at = len(pages) - 1
    page = pages[at]
    while page.newer:
        page = list_articles(settings, window, source, 7, before=page.newer)
        at -= 1
        assert (at, page.articles) == (at, pages[at].articles)
    assert at == 0
    return [article for page in pages for article in page.articles]


@pytest.mark.parametrize("source", [None, "b", "nobody"])
@pytest.mark.parametrize("since", [None, 1, 5])
@pytest.mark.parametrize("until", [None, 3, 9])
def test_turning_the_pages_shows_each_article_once(
    settings: Settings, source: str | None, since: int | None, until: int | None
) -> None:
    """The pages of any filtered list have exactly its articles, newest first, in both directions."""
    if since and until and since >= until:
        return
    day = {n: datetime(1969, 12, 30, tzinfo=UTC) + timedelta(days=n) for n in range(10)}
    window = Window(since=day[since] if since else None, until=day[until] if until else None)
    found = all_pages(settings, window, source)
    wanted = [one for one in ALL if window.contains(one.published_at) and source in {None, one.source}]
    assert Counter(one.id for one in found) == Counter(one.id for one in wanted)
    assert [one.published_at for one in found] == sorted((one.published_at for one in found), reverse=True)


def test_counts_agree_with_the_articles(settings: Settings) -> None:
    counted = count_articles(settings, Window())
    wanted = Counter((one.source, one.published_at.date()) for one in ALL)
    assert {(source, day): n for source, days in counted.items() for day, n in days.items()} == wanted
    first_day = Window(since=datetime(1970, 1, 1, tzinfo=UTC), until=datetime(1970, 1, 2, tzinfo=UTC))
    assert {day for days in count_articles(settings, first_day).values() for day in days} == {date(1970, 1, 1)}


def test_extents_agree_with_the_articles(settings: Settings) -> None:
    found = extents(settings)["b"]
    wanted = sorted(one.published_at.date() for one in ALL if one.source == "b")
    assert (found.articles, found.first, found.last) == (len(wanted), wanted[0], wanted[-1])


def test_an_unknown_cursor_has_nothing_beyond(settings: Settings) -> None:
    listing = list_articles(settings, Window(), None, 7, after="f" * 64)
    assert (listing.articles, listing.newer, listing.older) == ([], None, None)


def test_an_id_has_its_key(settings: Settings) -> None:
    assert key_of_id(settings, ALL[3].id) == article_key(ALL[3])
    assert key_of_id(settings, "0" * 64) is None


@pytest.mark.parametrize("again", [False, True])
def test_an_edit_counts_and_is_listed_once(tmp_path: Path, again: bool) -> None:
    """Only the newest record counts, whether it arrived later or together with the earlier one."""
    settings = sample_settings(tmp_path)
    first, other = an_article(headline="Pier burns"), an_article(headline="Ferry returns")
    later = first.fetched_at + timedelta(hours=1)
    edited = an_article(headline="Old pier burns", revision_of=first.id, fetched_at=later, text="It burned down.")
    file_articles(settings, [first, other])
    catch_up(settings)
    file_articles(settings, [edited])
    catch_up(settings)
    if again:
        rebuild_index(settings)
    assert {one.headline for one in list_articles(settings, Window(), None, 10).articles} == {
        "Old pier burns",
        "Ferry returns",
    }
    assert count_articles(settings, Window()) == {"sample": {first.published_at.date(): 2}}
    (edit,) = latest_edits(settings, 10)
    assert (edit.before, edit.article) == (first, edited)
    assert [change.field for change in edit.changes] == ["headline", "text"]


def test_a_record_that_is_gone_is_told(tmp_path: Path) -> None:
    settings = sample_settings(tmp_path)
    file_articles(settings, ALL[:3])
    catch_up(settings)
    (tmp_path / "archive" / article_key(ALL[1])).unlink()
    listing = list_articles(settings, Window(), None, 10)
    assert len(listing.articles) == 2
    assert "is missing; `dateline audit` says what to do" in listing.notes[0]


@pytest.mark.parametrize("is_earlier", [False, True])
def test_articles_of_early_years_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_earlier: bool) -> None:
    """They are found under keys with a year of four digits, and under those of earlier versions."""
    settings = sample_settings(tmp_path)
    early = [an_article(headline=f"Year {n}", published_at=datetime(n, 3, 4, tzinfo=UTC)) for n in (300, 20, 2)]
    if is_earlier:
        monkeypatch.setattr("tests.support.filed.article_key", lambda one: earlier_key(article_key(one)))
    file_articles(settings, early)
    catch_up(settings)
    listing = list_articles(settings, Window(), None, 10)
    assert list(listing.articles) == early
    assert not listing.notes
    for one in early:
        found = find_history(article_key(one), settings)
        assert found
        assert found.article == one


def test_an_empty_archive_has_no_lists(tmp_path: Path) -> None:
    settings = sample_settings(tmp_path)
    assert not catch_up(settings)
    assert list_articles(settings, Window(), None, 10).articles == []
    assert count_articles(settings, Window()) == {}
    assert not settings.search.path.exists()


def test_lists_use_an_index(settings: Settings) -> None:
    """Sorting a list of a million articles would take a second."""
    (file,) = settings.search.path.glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        for more in ("", "AND source = 1"):
            order = "ORDER BY published_at DESC, row DESC LIMIT 7"
            sql = f"EXPLAIN QUERY PLAN SELECT id FROM articles WHERE is_newest {more} {order}"  # noqa: S608
            plan = " ".join(row[3] for row in connection.execute(sql))
            assert "USING INDEX" in plan, plan
            assert "TEMP B-TREE" not in plan, plan
