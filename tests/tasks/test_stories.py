"""The stories of an archive: the same groups, in whatever order and portions the articles arrive."""

import csv
import io
import json
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pyarrow import parquet  # type: ignore[import-untyped]

from dateline.config.loader import load
from dateline.config.schema import Settings
from dateline.tasks.adapters.search import grouping
from dateline.tasks.adapters.search import stories as index_stories
from dateline.tasks.adapters.search.schema import create
from dateline.tasks.adapters.search.sketches import packed
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import article_key, to_json
from dateline.tasks.core.errors import StoreError
from dateline.tasks.core.models import Article
from dateline.tasks.search import keep_index_up, rebuild_index
from dateline.tasks.similar import stories
from tests.support.command import dateline
from tests.support.filed import file_articles
from tests.support.labelled_stories import labelled
from tests.support.records import PUBLISHED, an_article
from tests.support.sample_archive import SOURCE, sample_settings

LABELLED = [
    (number, an_article(headline=f"{number} {name}", text=text, published_at=PUBLISHED - timedelta(hours=at)))
    for at, (number, name, text) in enumerate(labelled())
]
ARTICLES = [article for _, article in LABELLED]


def told(settings: Settings, articles: Sequence[Article]) -> dict[str, str]:
    """Return the story of each article."""
    with stories(settings) as (story_of, notes):
        assert not notes
        return {article.id: story_of(article.id) for article in articles}


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_each_story_is_one_whatever_the_order(tmp_path: Path, seed: int) -> None:
    """A story is named after its earliest article. The first portion is grouped all at once, the others one by one."""
    settings, order, found = sample_settings(tmp_path), list(ARTICLES), dict[str, str]()
    random.Random(seed).shuffle(order)  # noqa: S311 - an order, no secret
    for first, last in ((0, 40), (40, 42), (42, 72)):
        file_articles(settings, order[first:last])
        found = told(settings, order[:last])
    earliest = {number: article.id for number, article in LABELLED}  # they are listed from the latest on
    assert found == {article.id: earliest[number] for number, article in LABELLED}
    rebuild_index(settings)
    assert told(settings, order) == found


def test_an_article_that_links_two_stories_makes_them_one(tmp_path: Path) -> None:
    settings = sample_settings(tmp_path)
    one, other = ARTICLES[0], ARTICLES[18]
    both = an_article(headline="Both", text=f"{one.text}\n\n{other.text}", published_at=PUBLISHED + timedelta(days=1))
    file_articles(settings, [one, other])
    assert len(set(told(settings, [one, other]).values())) == 2
    file_articles(settings, [both])
    assert set(told(settings, [one, other, both]).values()) == {other.id}
    # The link is mended, and says something else.
    mended = both.model_copy(update={"text": "Nothing of the kind happened."})
    open_store(settings.archive).put(article_key(both), to_json(mended))
    file_articles(settings, [mended])
    assert told(settings, [one, other, both]) == {each.id: each.id for each in (one, other, both)}


@pytest.mark.parametrize("first", [0, 1])
def test_a_revision_belongs_to_the_story_of_what_it_revises(tmp_path: Path, first: int) -> None:
    """It does so even if its text is another one."""
    settings = sample_settings(tmp_path)
    article = an_article(text="The pier burned.")
    revision = article.model_copy(update={"id": f"{article.id}.2", "revision_of": article.id, "text": "Other words."})
    records = [article, revision]
    for record in (records[first], records[1 - first]):
        file_articles(settings, [record])
        told(settings, [record])
    assert set(told(settings, records).values()) == {article.id}


def test_what_turns_out_to_be_boilerplate_makes_no_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is the same as if all had arrived at once."""
    monkeypatch.setattr(index_stories, "MAX_PER_HASH", 5)
    settings = sample_settings(tmp_path)
    text = ARTICLES[0].text
    copies = [an_article(headline=f"Copy {at}", text=text) for at in range(7)]
    lone = [ARTICLES[20], ARTICLES[21]]
    file_articles(settings, [*copies[:4], *lone])
    assert len(set(told(settings, copies[:4]).values())) == 1
    file_articles(settings, copies[4:])
    found = told(settings, [*copies, *lone])
    assert len(set(found.values())) == len(copies) + 1
    rebuild_index(settings)
    assert told(settings, [*copies, *lone]) == found


def test_an_interrupted_update_is_completed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that were added are grouped, although no manifest mentions them any more."""
    settings = sample_settings(tmp_path)
    file_articles(settings, ARTICLES[:4])
    told(settings, ARTICLES[:4])
    file_articles(settings, ARTICLES[4:9])

    def lost(*_: object) -> None:
        raise StoreError("The archive is gone.", key="articles")

    with monkeypatch.context() as patched:
        patched.setattr(grouping, "_group", lost)
        assert "archive is gone" in str(keep_index_up(settings))
    assert set(told(settings, ARTICLES[:9]).values()) == {ARTICLES[8].id}


def test_frequent_words_of_any_script_are_no_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their words come after the hashes in the index."""
    monkeypatch.setattr(index_stories, "MAX_PER_HASH", 3)
    settings = sample_settings(tmp_path)
    texts = [f"東京 ёлка ferry {'abcdefgh'[at] * 9}" for at in range(8)]
    articles = [an_article(headline=f"No {at}", text=text) for at, text in enumerate(texts)]
    file_articles(settings, articles)
    assert told(settings, articles) == {article.id: article.id for article in articles}


@pytest.mark.parametrize("seed", range(5))
def test_those_and_only_those_without_candidates_are_passed_over(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that occur in few records, in many and in too many; a record with one hash needs to share no other."""
    monkeypatch.setattr(index_stories, "MAX_PER_HASH", 30)
    chance = random.Random(seed)  # noqa: S311 - a load, no secret
    hashes = [*range(4), *(chance.getrandbits(32) for _ in range(600))]
    sketches = [tuple(sorted({*chance.sample(hashes, chance.choice((1, 8, 15))), at % 4})) for at in range(150)]
    with closing(sqlite3.connect(":memory:")) as connection:
        create(connection)
        found = index_stories.Stories(connection)
        found.add([(row, packed(sketch)) for row, sketch in enumerate(sketches)])
        found.list_hashes()
        found.pass_over_lone()
        left = set(found.waiting(1000))
        assert left == {row for row in range(150) if found.candidates(row) or len(sketches[row]) == 1}
        assert 0 < len(left) < 150
        boilerplate = {value for (value,) in connection.execute("SELECT hash FROM boilerplate")}
        assert boilerplate == {packed([value]) for value in range(4)}


def test_a_record_that_was_replaced_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a text would be taken for boilerplate, or not, depending on whether the index was rebuilt."""
    monkeypatch.setattr(index_stories, "MAX_PER_HASH", 4)
    settings = sample_settings(tmp_path)
    copies = [an_article(headline=f"Copy {at}", text=ARTICLES[0].text) for at in range(3)]
    file_articles(settings, copies)
    for day in range(3):
        mended = copies[2].model_copy(
            update={"summary": f"Mended {day}.", "fetched_at": PUBLISHED + timedelta(days=day)}
        )
        open_store(settings.archive).put(article_key(mended), to_json(mended))
        file_articles(settings, [mended])
        assert len(set(told(settings, copies).values())) == 1


def test_short_texts_are_one_story_only_if_they_are_equal(tmp_path: Path) -> None:
    settings = sample_settings(tmp_path)
    texts = ("The pier burned.", "The pier burned.", "The pier burned down.", "Pier", "Pier", "…", "東", "東")
    articles = [an_article(headline=f"No {at}", text=text) for at, text in enumerate(texts)]
    file_articles(settings, articles)
    found = list(told(settings, articles).values())
    assert [found.index(story) for story in found] == [0, 0, 2, 3, 3, 5, 6, 6]


def test_exports_and_searches_tell_the_story(project: Callable[..., Path], tmp_path: Path) -> None:
    """A column of an export in each format, if it is asked for, and a field of a hit."""
    folder = project(SOURCE)
    file_articles(load().settings, ARTICLES[:10])
    one, other = ARTICLES[8].id, ARTICLES[9].id
    expected = dict.fromkeys((article.id for article in ARTICLES[:9]), one) | {other: other}
    shown = dateline("export", "--columns", "id,story", "--format", "csv", folder=folder)
    assert dict(list(csv.reader(io.StringIO(shown.stdout.lstrip("\ufeff"))))[1:]) == expected
    shown = dateline("export", "--columns", "story,id", folder=folder)
    assert {row["id"]: row["story"] for row in map(json.loads, shown.stdout.splitlines())} == expected
    path = tmp_path / "out.parquet"
    dateline("export", "--columns", "id,story", "--output", str(path), folder=folder)
    assert {row["id"]: row["story"] for row in parquet.read_table(path).to_pylist()} == expected
    assert "story" not in json.loads(dateline("export", folder=folder).stdout.splitlines()[0])
    word = ARTICLES[0].text.split()[3]
    hits = json.loads(dateline("search", word, "--limit", "100", "--json", folder=folder).stdout)["hits"]
    assert {hit["id"]: hit["story"] for hit in hits}.items() <= expected.items()
    assert hits
