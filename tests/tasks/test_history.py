"""An article is found by the start of its id, if it is unambiguous, and by each URL of its page."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import article_id, article_key, read_article, to_json
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.history import MIN_ID_CHARS, find_history, find_raw, trace_page
from dateline.tasks.ledger import rebuild_ledger
from tests.support.filed import file_articles
from tests.support.local_site import Site, at, run, serving, settings, source, story
from tests.support.records import an_article
from tests.support.sample_archive import ingest_folder, objects, sample_settings


def test_an_id_may_be_cut_short_where_it_stays_the_only_one(tmp_path: Path) -> None:
    """`show` and `trace` accept eight digits; if they are ambiguous, the error lists the candidates."""
    values = sample_settings(tmp_path)
    ingest_folder(values)
    ids = [article_id(key) for key in objects(tmp_path) if key.startswith("articles/")]
    alone = next(one for one in ids if sum(other.startswith(one[:8]) for other in ids) == 1)
    found = find_history(alone[:8], values)
    assert found
    assert found.article.id == alone
    assert [event.outcome.article for event in trace_page(alone[:8], values)] == [
        event.outcome.article for event in trace_page(alone, values)
    ]
    key = found.article.id
    twin = f"{key[:8]}{'0' * 56}"
    place = next((tmp_path / "archive" / "articles").rglob(f"{key}.json"))
    place.with_name(f"{twin}.json").write_bytes(place.read_bytes())
    with pytest.raises(ConfigError, match="choose one of them") as told:
        find_history(key[:8], values)
    assert key in str(told.value)
    assert twin in str(told.value)
    whole = find_history(key, values)
    assert whole
    assert whole.article.id == key
    with pytest.raises(ConfigError, match="too short"):
        find_history(alone[: MIN_ID_CHARS - 1], values)
    assert find_history("pier", values) is None
    assert trace_page("f" * 20, values) == ()


def test_an_article_with_many_records_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records lead to each other. To read them again for each of them would take minutes from S3."""
    values, many = sample_settings(tmp_path), 30
    first = an_article(headline="Live from the harbour")
    records = [first]
    for number in range(1, many):
        after = {"id": f"{first.dedupe_key}.{number:012x}", "revision_of": records[-1].id, "text": f"Version {number}"}
        records.append(records[-1].model_copy(update=after))
    file_articles(values, records)
    rebuild_ledger(values)
    read: list[str] = []
    kind = type(open_store(values.archive))
    real = kind.get

    def reading(self: object, key: str) -> bytes:
        read.append(key)
        return real(self, key)  # type: ignore[arg-type]  # the store

    monkeypatch.setattr(kind, "get", reading)
    found = find_history(article_key(records[-1]), values)
    assert found
    assert len(found.records) == many
    assert len(read) == many


def test_the_start_of_an_id_stands_for_the_newest_record_of_its_story(site: Site, tmp_path: Path) -> None:
    """`show` and `raw` take the newest record, `trace` the events of all: of a story there is nothing to choose."""
    values = settings(tmp_path)
    away = "It was away for {}, says the harbour office, because of a screw that nobody makes any more."
    for address, text in (("/1", away.format("a month")), ("/2", away.format("two months, and not for one"))):
        site.pages[address] = story("The ferry returns to the quay", at(3), text)
        run(source(urls=[site.url(address)]), values)
    newest = find_history(site.url("/2"), values)
    assert newest
    first, last = newest.records
    assert last.id.startswith(f"{first.id}.")
    short = first.id[:8]
    found = find_history(short, values)
    assert found
    assert (found.article, found.records) == (last, [first, last])
    assert find_raw(short, values) == last.raw
    assert [event.outcome.kind for event in trace_page(short, values)] == ["new", "collision"]
    whole = find_history(first.id, values)
    assert whole
    assert whole.article == first


def test_records_that_revise_one_another_are_of_one_article(tmp_path: Path) -> None:
    """A revision with another headline has another id. If both start alike, the newest is taken."""
    values = sample_settings(tmp_path)
    ingest_folder(values)
    path = next((tmp_path / "archive" / "articles").rglob("*.json"))
    first = read_article(path.read_bytes(), str(path))
    id_ = f"{first.id[:8]}{'0' * 56}"
    later = {"id": id_, "revision_of": first.id, "fetched_at": first.fetched_at + timedelta(hours=1)}
    path.with_name(f"{id_}.json").write_bytes(to_json(first.model_copy(update=later)))
    found = find_history(first.id[:8], values)
    assert found
    assert found.article.id == id_


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback."""
    with serving(Site()) as served:
        yield served


def test_a_page_is_found_by_the_address_that_a_redirect_led_to(site: Site, tmp_path: Path) -> None:
    """Articles and other pages are found by the requested and the final URL, also in a rebuilt ledger."""
    site.pages |= {
        "/go/1": lambda _: (302, b"", {"Location": "/2023/the-ferry-returns"}),
        "/2023/the-ferry-returns": story("The ferry returns to the quay", at(3)),
        "/go/2": lambda _: (301, b"", {"Location": "/2023/nothing"}),
        "/2023/nothing": b"<html><title>Nothing</title><p>nothing to read here</p></html>",
    }
    values = settings(tmp_path)
    ran = run(source(urls=[site.url("/go/1"), site.url("/go/2")]), values)
    assert "new" in ran.kinds.values()
    for _ in range(2):
        for url in map(site.url, ("/go/1", "/2023/the-ferry-returns")):
            found = find_history(url, values)
            assert found
            assert found.article.url == site.url("/2023/the-ferry-returns")
            assert [event.outcome.kind for event in trace_page(url, values)] == ["new"]
        for url in map(site.url, ("/go/2", "/2023/nothing")):
            assert [event.outcome.page_url for event in trace_page(url, values)] == [site.url("/2023/nothing")]
        rebuild_ledger(values)


def test_a_saved_page_is_found_by_the_address_that_it_names(tmp_path: Path) -> None:
    """Its URL in the archive is its canonical one, not that of the file."""
    folder = tmp_path / "pages"
    folder.mkdir()
    page = story("The lamp is lit again", at(4)).replace(
        b"<head>", b'<head><link rel="canonical" href="https://lamp.example/lit">'
    )
    (folder / "lamp.html").write_bytes(page)
    values = settings(tmp_path)
    run(source(folders=[str(folder)]), values)
    found = find_history("https://lamp.example/lit", values)
    assert found
    assert found.article.headline == "The lamp is lit again"
