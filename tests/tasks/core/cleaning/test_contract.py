"""What the cleaner promises for any page."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.config.schema import CleaningRules
from dateline.tasks.core.cleaning import Extraction, Page, Verdict, clean_page, extract, read
from dateline.tasks.core.models import PageRef, Reason
from tests.support.paths import DATA, SHARED

PAGES = sorted((DATA / "cleaning").glob("*.html"))
SEED = SHARED / "seed"
PIECES = st.sampled_from(
    [
        *(b"<h1>", b"</h1>", b"<p>", b"</p>", b"<article>", b"<table>", b"<td>", b"<select>", b"<!--", b"<![CDATA["),
        *(b"<script type='application/ld+json'>", b'{"@type":"NewsArticle","headline":["', b"</script>"),
        *(b'","author":{"@id":1},"datePublished":20240101}', b"<time datetime='", b"2024-03-05T09:15", b"'>"),
        *(b"<meta property='article:published_time' content='", b"<base href='javascript:1'>"),
        *(b"<link rel=canonical href='//[::1'>", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"&#0;", b"&#xD800;", b"\n"),
        *(b"By ", b"Mara Lindqvist", b" and ", b"A sentence of a story that goes on for quite a while, as they do. "),
    ]
)


@settings(max_examples=150)
@given(
    st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=25).map(b"".join)),
    st.one_of(st.none(), st.text(max_size=40)),
)
def test_any_bytes_give_an_extraction_and_a_judgement(body: bytes, url: str | None) -> None:
    """Any bytes under any URL yield a record or a reason, without an error."""
    page = Page(body, url)
    first = read(page)
    assert read(page) == first
    cleaned = clean_page(page)
    assert isinstance(cleaned, Extraction | Verdict)
    if isinstance(cleaned, Verdict):
        assert not cleaned.detail.startswith("reading the page failed")
    json.dumps([first.headline, first.text, first.authors, first.keywords], ensure_ascii=False).encode()


@given(st.permutations(PAGES))
@settings(max_examples=5)
def test_order_of_pages_changes_no_record(paths: list[Path]) -> None:
    """Records do not depend on the order in which pages are cleaned."""
    again = {path: extract(path.read_bytes(), "https://a.example/b") for path in paths}
    assert again == {path: extract(path.read_bytes(), "https://a.example/b") for path in PAGES}


def test_feed_words_serve_where_the_page_has_none() -> None:
    """Headline and authors come from the feed if the page has none, and say so in their provenance."""
    ref = PageRef(
        url="https://a.example/b", source="s", via="f", title="Old lighthouse stays lit", authors=("Mara Lindqvist",)
    )
    body = (
        b"<html><body><p>"
        + b"The council has decided that the lamp in the tower stays lit for the winter. " * 5
        + b"</p></body></html>"
    )
    found = read(Page(body, ref.url, ref=ref))
    assert (found.headline, found.authors) == ("Old lighthouse stays lit", ("Mara Lindqvist",))
    assert (found.provenance["headline"], found.provenance["authors"]) == ("feed:title", "feed:authors")


def test_reader_that_fails_is_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception of a reader becomes a rejection with its message."""

    def fail(_page: Page) -> Extraction:
        raise RuntimeError("boom")

    monkeypatch.setattr("dateline.tasks.core.cleaning.read_plain", fail)
    verdict = clean_page(Page(b"plain words"))
    assert verdict == Verdict(Reason.UNREADABLE, "reading the page failed: RuntimeError: boom")


@pytest.mark.skipif(not SEED.exists(), reason="needs the shared seed, which is not part of the repository")
def test_seed_page_gives_its_record() -> None:
    """The first plain-text page of the project yields the requested record."""
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    page = Page(next(SEED.glob("*.txt")).read_bytes(), fetched_at=datetime(2022, 11, 25, tzinfo=UTC))
    for rules, key in (
        (CleaningRules(), "without_a_source"),
        (CleaningRules(timezone="Europe/Moscow"), "with_source_timezone_Europe/Moscow"),
    ):
        found = clean_page(replace(page, rules=rules))
        assert isinstance(found, Extraction)
        for field in ("language", "headline", "summary", "published_raw", "published_precision"):
            assert getattr(found, field) == expected[field]
        assert found.text.split("\n\n") == expected["paragraphs"]
        assert list(found.captions) == expected["captions"]
        assert found.published_at == datetime.fromisoformat(expected[key]["published_at"])
        assert found.timezone_source == expected[key]["timezone_source"]
