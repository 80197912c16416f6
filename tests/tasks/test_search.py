"""Search over an archive: what is found, and that the index is a cache."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.mark import adopt_mark
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.search import catch_up, folder
from dateline.tasks.adapters.search.index import SearchIndex
from dateline.tasks.adapters.search.schema import FORMAT
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RUNS, article_key, to_json
from dateline.tasks.core.errors import ConfigError, IndexUnusableError, PermanentStoreError
from dateline.tasks.core.models import Article, Window
from dateline.tasks.core.search.page import Page, Query
from dateline.tasks.search import current_index, keep_index_up, rebuild_index, search
from tests.support.filed import file_articles
from tests.support.records import PUBLISHED, an_article, an_open_batch
from tests.support.sample_archive import ingest_folder, sample_settings

PIER = an_article(headline="Pier burns", text="The old pier burned down at night.", authors=("Ada Fenn",))
FERRY = an_article(headline="Ferry back", text="The ferry lies at the piers again.", language="en-GB", source="courier")
TOKYO = an_article(headline="東京の話", text="昨日、東京タワーが開いた。", language="ja")
THAI = an_article(headline="ข่าว", text="ท่าเรือใหม่เปิดแล้ว", language="th")
KOREAN = an_article(headline="한국 뉴스", text="어제 부산항에서 배가 침몰했다.", language="ko")
RUSSIAN = an_article(headline="Новости", text="Ёлки стоят на пристани.", language="ru")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An archive with six articles and no index."""
    settings = sample_settings(tmp_path)
    file_articles(settings, [PIER, FERRY, TOKYO, THAI, KOREAN, RUSSIAN])
    return settings


def found(settings: Settings, text: str, **fields: object) -> list[str]:
    return [hit.headline for hit in asked(settings, text, **fields).hits]


def asked(settings: Settings, text: str, **fields: object) -> Page:
    return search(settings, Query.model_validate({"text": text} | fields))


def index_file(settings: Settings) -> Path:
    return settings.search.path / (settings.search.path / "current").read_text()


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("pier", ["Pier burns", "Ferry back"]),
        ('"pier"', ["Pier burns"]),
        ("pier -ferry", ["Pier burns"]),
        ("FERRY lies", ["Ferry back"]),
        ('"ferry pier"', []),
        ("burned OR lies", ["Pier burns", "Ferry back"]),
        ("ada fenn", ["Pier burns"]),
        ("東京", ["東京の話"]),
        ("京タ", ["東京の話"]),
        ("塔", []),
        ("開", ["東京の話"]),
        ("ท่าเรือ", ["ข่าว"]),
        ("부산 침몰", ["한국 뉴스"]),
        ('"부산"', []),
        ("елки", ["Новости"]),
        ("прис*", ["Новости"]),
        ("NEAR(pier ferry)", []),
    ],
)
def test_what_is_found(settings: Settings, query: str, headlines: list[str]) -> None:
    assert sorted(found(settings, query)) == sorted(headlines)


def test_the_word_itself_comes_before_longer_ones(settings: Settings) -> None:
    assert found(settings, "pier") == ["Pier burns", "Ferry back"]


@pytest.mark.parametrize(
    ("filters", "headlines"),
    [
        ({"sources": ("courier",)}, ["Ferry back"]),
        ({"sources": ("nobody",)}, []),
        ({"languages": ("en",)}, ["Ferry back"]),
        ({"languages": ("en-us", "ja")}, []),
        ({"authors": ("fenn",)}, ["Pier burns"]),
        ({"authors": ("Ada F",)}, []),
        ({"window": Window(since=PUBLISHED)}, ["Pier burns", "Ferry back"]),
        ({"window": Window(until=PUBLISHED)}, []),
        ({"window": Window(since=PUBLISHED + timedelta(minutes=1))}, []),
        ({"limit": 1}, ["Pier burns"]),
        ({"limit": 1, "offset": 1}, ["Ferry back"]),
    ],
)
def test_filters(settings: Settings, filters: dict[str, object], headlines: list[str]) -> None:
    assert found(settings, "pier", **filters) == headlines


def test_a_hit_says_where_it_is(settings: Settings) -> None:
    page = asked(settings, "burned")
    assert (page.total, page.is_total, page.notes) == (1, True, ())
    (hit,) = page.hits
    assert (hit.id, hit.key, hit.published_at) == (PIER.id, article_key(PIER), PUBLISHED)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["burned"]


def test_a_malformed_query_gets_a_sentence_and_no_index(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="not closed"):
        asked(settings, '"pier')
    assert not settings.search.path.exists()


def test_what_is_new_is_found_without_listing_all_manifests(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(settings, "pier")
    file_articles(settings, [an_article(headline="Quay", text="A quay of oak.")])
    listed: list[str] = []
    kind = type(open_store(settings.archive))
    real = kind.list

    def listing(self: object, prefix: str = "") -> Iterator[str]:
        listed.append(prefix)
        return real(self, prefix)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "list", listing)
    assert found(settings, "quay") == ["Quay"]
    assert RUNS not in listed
    assert all(prefix.startswith(RUNS) for prefix in listed)
    assert len(listed) == catch_up.OVERLAP_DAYS + 2


def test_the_manifest_of_a_batch_that_was_open_long_ago_is_found(settings: Settings) -> None:
    """A batch that was completed weeks later has its manifest under the day on which it was opened."""
    opened_at = datetime.now(UTC) - timedelta(days=20)
    late = an_article(headline="Late", text="A late quay.")
    other = sample_settings(settings.search.path / "other")
    key = file_articles(other, [late], opened_at)
    batch = an_open_batch(opened_at, manifest=key)
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.open_batch(batch)
    assert found(settings, "quay") == []
    store = open_store(settings.archive)
    store.put_if_absent(article_key(late), to_json(late))
    store.put_if_absent(key, open_store(other.archive).get(key))
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.close_batch("r", "b")
    assert found(settings, "quay") == ["Late"]


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("backwards", [True, False])
def test_of_revisions_the_newest_is_found(tmp_path: Path, together: bool, backwards: bool) -> None:
    """The newest revision is found, in whatever order the records arrive."""
    first = an_article(text="The pier burned.")
    second = first.model_copy(update={"id": f"{first.id}.2", "revision_of": first.id, "headline": "Pier saved"})
    records = [second, first] if backwards else [first, second]
    settings = sample_settings(tmp_path)
    if together:
        file_articles(settings, records)
    else:
        for record in records:
            file_articles(settings, [record])
            asked(settings, "pier")
    assert found(settings, "pier") == ["Pier saved"]


def test_words_of_a_correction_are_found_and_shown(tmp_path: Path) -> None:
    """They are in no text. Of what a search shows, they come after text and summary."""
    note = "Correction: The bells were cast in Norholm."
    settings = sample_settings(tmp_path)
    file_articles(settings, [an_article(text="The chapel has new bells.", corrections=(note,))])
    assert [hit.snippet for hit in asked(settings, "norholm").hits] == [note]
    assert [hit.snippet for hit in asked(settings, "bells").hits] == ["The chapel has new bells."]


def test_a_mended_record_replaces_the_damaged_one(settings: Settings) -> None:
    asked(settings, "pier")
    mended = PIER.model_copy(update={"text": "The jetty burned."})
    file_articles(settings, [FERRY])
    open_store(settings.archive).put(article_key(PIER), to_json(mended))
    file_articles(settings, [mended])
    assert found(settings, "jetty") == ["Pier burns"]
    assert found(settings, '"old pier"') == []


def test_a_hit_whose_record_is_gone_is_left_out(settings: Settings) -> None:
    asked(settings, "pier")
    open_store(settings.archive).delete(article_key(PIER))
    page = asked(settings, "pier")
    assert [hit.headline for hit in page.hits] == ["Ferry back"]
    assert "is missing" in page.notes[0]


def test_damaged_objects_are_told_and_read_once_they_are_mended(settings: Settings) -> None:
    key = file_articles(settings, [an_article(headline="Quay", text="A quay.")])
    store = open_store(settings.archive)
    whole = store.get(key)
    store.put(key, b"{")
    page = asked(settings, "pier")
    assert page.total == 2
    assert "1 damaged object" in page.notes[0]
    store.put(key, whole)
    assert found(settings, "quay") == ["Quay"]


def test_an_empty_archive_gets_no_index(tmp_path: Path) -> None:
    """An archive has no mark before its first batch, so its index could belong to any."""
    settings = sample_settings(tmp_path)
    assert asked(settings, "pier") == Page(hits=(), total=0)
    assert not folder.exists(settings.search.path)


def same_answers(settings: Settings, before: list[Page]) -> None:
    assert [asked(settings, query) for query in ("pier", "東京", "ferry OR burned")] == before


@pytest.fixture
def answers(settings: Settings) -> list[Page]:
    """The answers of an intact index."""
    return [asked(settings, query) for query in ("pier", "東京", "ferry OR burned")]


def test_a_deleted_index_is_made_again(settings: Settings, answers: list[Page]) -> None:
    index_file(settings).unlink()
    same_answers(settings, answers)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"\0" * 100_000])
def test_a_damaged_index_is_made_again(settings: Settings, answers: list[Page], damage: bytes) -> None:
    index_file(settings).write_bytes(damage)
    same_answers(settings, answers)


@pytest.mark.parametrize("page", range(1, 8))
def test_an_index_with_a_damaged_page_is_made_again(settings: Settings, answers: list[Page], page: int) -> None:
    path = index_file(settings)
    data = bytearray(path.read_bytes())
    data[page * 8192 : page * 8192 + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    same_answers(settings, answers)


@pytest.mark.parametrize("name", ["", "../../archive", "nothing.sqlite", "\0", "x" * 5000])
def test_a_broken_name_of_the_index_is_made_again(settings: Settings, answers: list[Page], name: str) -> None:
    (settings.search.path / "current").write_text(name)
    same_answers(settings, answers)


def test_an_index_of_another_version_is_made_again(settings: Settings, answers: list[Page]) -> None:
    with sqlite3.connect(index_file(settings)) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'format'")
    connection.close()
    same_answers(settings, answers)


def test_a_broken_index_is_replaced_once(settings: Settings, answers: list[Page]) -> None:
    """After an upgrade, of several searches at once one builds the index; the others wait for it and use it."""
    built: list[Path] = []

    def ask(index: SearchIndex) -> str | None:
        if not built:
            rebuild_index(settings)  # what another process does meanwhile
            built.append(index_file(settings))
            raise sqlite3.DatabaseError("database disk image is malformed")
        return index.meta("format")

    index, _ = current_index(settings, open_store(settings.archive), lambda _done, _all: None)
    assert index.ask(ask) == str(FORMAT)
    assert index_file(settings) == built[0]
    same_answers(settings, answers)


def test_an_index_of_another_archive_is_made_again(settings: Settings, tmp_path: Path) -> None:
    assert asked(settings, "pier").total == 2
    other = sample_settings(tmp_path / "other").model_copy(update={"search": settings.search})
    ingest_folder(other)
    assert found(other, '"old pier"') == []
    assert found(other, "lighthouse OR light")


def _build_until_killed(settings: Settings) -> None:
    def dies(self: SearchIndex, entries: object) -> None:  # noqa: ARG001
        os.kill(os.getpid(), signal.SIGKILL)

    SearchIndex.add = dies  # type: ignore[method-assign]
    rebuild_index(settings)


def test_where_the_archive_is_gone_its_index_stays(settings: Settings, tmp_path: Path) -> None:
    """As when a volume is not mounted: an index of nothing does not take the place of one that took hours to build."""
    with shared_ledger(settings.ledger.url) as ledger:
        adopt_mark(open_store(settings.archive), ledger)
    before = asked(settings, "pier")
    stays = index_file(settings)
    (tmp_path / "archive").rename(tmp_path / "elsewhere")
    for catches_up in (True, False):
        with pytest.raises(PermanentStoreError, match="Check that its volume is mounted"):
            search(settings, Query(text="pier"), catches_up=catches_up)
    with pytest.raises(PermanentStoreError, match="delete the folder in"):
        rebuild_index(settings)
    (tmp_path / "elsewhere").rename(tmp_path / "archive")
    assert (asked(settings, "pier"), index_file(settings)) == (before, stays)


def test_a_killed_build_leaves_the_old_index_and_is_cleared_away(settings: Settings, answers: list[Page]) -> None:
    killed = multiprocessing.get_context("spawn").Process(target=_build_until_killed, args=(settings,))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert len(list(settings.search.path.glob("*.sqlite"))) == 2
    same_answers(settings, answers)
    assert rebuild_index(settings).articles == 6
    assert len(list(settings.search.path.glob("*.sqlite"))) == 1
    same_answers(settings, answers)


def test_while_another_process_writes_the_old_index_answers(settings: Settings, answers: list[Page]) -> None:
    file_articles(settings, [an_article(headline="Quay", text="A pier and a quay.")])
    with folder.only_writer(settings.search.path, waits=True):
        page = asked(settings, "pier")
        assert page.hits == answers[0].hits
        assert "another process" in page.notes[0]
        assert "another process" in str(keep_index_up(settings))
    assert asked(settings, "pier").total == 3


def test_a_run_keeps_up_an_index_that_is_there_and_makes_none(settings: Settings) -> None:
    assert keep_index_up(settings) is None
    assert not (settings.search.path / "current").exists()
    asked(settings, "pier")
    file_articles(settings, [an_article(headline="Quay", text="A quay.")])
    assert keep_index_up(settings) is None
    with sqlite3.connect(index_file(settings)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (7,)
    connection.close()


def test_a_broken_index_never_fails_a_run(settings: Settings, answers: list[Page]) -> None:
    index_file(settings).write_bytes(b"not a database" * 1000)
    assert "the next search updates it" in str(keep_index_up(settings))
    same_answers(settings, answers)


def test_where_the_index_cannot_lie_a_sentence_says_so(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    elsewhere = settings.model_copy(update={"search": settings.search.model_copy(update={"path": tmp_path / "file"})})
    with pytest.raises(IndexUnusableError, match=r"\[search\] path"):
        asked(elsewhere, "pier")
    assert "file" in str(keep_index_up(elsewhere)) or keep_index_up(elsewhere) is None


def test_more_matches_than_are_ranked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among too many matches, those of the latest days are ranked."""
    old: list[Article] = [
        an_article(headline=f"Old {n}", text="A pier.", published_at=PUBLISHED - timedelta(days=n + 1))
        for n in range(4)
    ]
    file_articles(settings, old)
    monkeypatch.setattr("dateline.tasks.adapters.search.index.MAX_RANKED", 3)
    page = asked(settings, "pier*")
    assert (page.total, page.is_total) == (3, False)
    assert {hit.headline for hit in page.hits} <= {"Pier burns", "Ferry back", "Old 0", "Old 1"}


@pytest.mark.parametrize(("query", "finds_longer"), [("wharf", False), ("wharf*", True), ("wharf -ferry", False)])
def test_where_very_many_articles_have_the_word_longer_words_are_left_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, query: str, finds_longer: bool
) -> None:
    """A sentence says so. As long as few have it, the longer words are found, too."""
    texts = (*("A wharf.", "A wharf and a ferry.") * 5, *("Two wharfs.",) * 5)
    file_articles(
        settings,
        [
            an_article(headline=f"Number {n}", text=text, published_at=PUBLISHED + timedelta(days=n))
            for n, text in enumerate(texts)
        ],
    )
    few = asked(settings, query, limit=20)
    assert "Two wharfs." in {hit.snippet for hit in few.hits}
    assert few.notes == ()
    monkeypatch.setattr("dateline.tasks.adapters.search.index.MAX_RANKED", 4)
    many = asked(settings, query)
    assert (many.total, many.is_total) == (4, False)
    assert ("Two wharfs." in {hit.snippet for hit in many.hits}) == finds_longer
    said = "more than 4 articles have these very words: those that only have longer words that begin so are left out"
    assert many.notes == (() if finds_longer else (said,))
