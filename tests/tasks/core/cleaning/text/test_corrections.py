"""Notes in which a newsroom says that it corrected an article: found whole, and kept out of the text."""

import re
from collections.abc import Iterator

import pytest

from dateline.tasks.core.cleaning import Extraction, extract
from dateline.tasks.core.cleaning.lower_case import lowered
from dateline.tasks.core.cleaning.text.alternatives import openings
from dateline.tasks.core.cleaning.text.notes import Wording, may_begin_note, may_begin_notes, wording_of
from tests.support.paths import DATA

FOLDER = DATA / "corrections"
"""In ``stories.txt`` three paragraphs for each language. In the others, pages: each has a name that begins with its
language, the markup around ``{story}`` (or lines of plain text), and after ``--`` the notes that belong to it. The
labels were written before any program read the pages."""
WRONG = {
    "en_no_prison": "a sentence that begins with the heading of such notes and a colon",
    "fr_precision": "its label stands before other additions, too, and nothing else tells it from them",
}
"""Pages that are read wrongly, and why."""


def _sections(name: str) -> Iterator[tuple[str, list[str]]]:
    for section in re.split(r"^== ", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, *lines = section.rstrip("\n").split("\n")
        yield title, lines


STORIES = dict(_sections("stories.txt"))
PAGES = {name: lines for file in ("first_pages.txt", "more_pages.txt") for name, lines in _sections(file)}


def _page(language: str, markup: str, *, plain: bool = False) -> bytes:
    story = STORIES[language]
    if plain:
        return markup.format(story="\n".join(story)).encode()
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in story)
    title = story[0][:50]
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title><body>'
        f'<header><a href="/">Quay Post</a></header><main><article><h1>{title}</h1>{markup.format(story=paragraphs)}'
        "</article></main><footer><p>Quay Post, Saltmere</p></footer></body></html>"
    ).encode()


def _read(language: str, markup: str, *, plain: bool = False) -> Extraction:
    return extract(_page(language, markup, plain=plain), "https://quay.example/2026/03/ferry")


def _faults(name: str) -> list[str]:
    """Return what is wrong with the answer for a page: its notes, a note in the text, a paragraph that is lost."""
    first, second, *_ = name.split("_")
    language = second if first == "plain" else first
    wanted = [line.removeprefix("-- ") for line in PAGES[name] if line.startswith("-- ")]
    markup = "\n".join(line for line in PAGES[name] if not line.startswith("-- "))
    answer = _read(language, markup, plain=first == "plain")
    faults = [] if list(answer.corrections) == wanted else [f"{answer.corrections} instead of {wanted}"]
    faults += [f"in the text: {note}" for note in wanted if note in answer.text]
    shown = f"{answer.text}\n{answer.summary}"
    return faults + [f"lost: {paragraph}" for paragraph in STORIES[language] if paragraph not in shown]


@pytest.mark.parametrize("language", sorted(STORIES))
def test_each_page_gives_its_notes_and_only_these(language: str) -> None:
    names = [name for name in PAGES if language in name.split("_")[:2] and name not in WRONG]
    assert names
    assert {name: faults for name in names if (faults := _faults(name))} == {}


def test_known_faults_are_still_there() -> None:
    """Whoever mends one takes it out of the list."""
    assert [name for name in WRONG if not _faults(name)] == []


def test_enough_pages_are_read() -> None:
    assert len(PAGES) > 150
    assert len(STORIES) > 20


def test_a_note_says_where_it_stood() -> None:
    note = "<p>Correction: The ferry has room for forty cars, not four.</p>"
    stated = (
        '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","correction":"It is red."}}</script>'
    )
    assert _read("en", "{story}" + note).provenance["corrections"] == "markup:p"
    assert _read("en", stated + "{story}").provenance["corrections"] == "json-ld:correction"
    assert "corrections" not in _read("en", "{story}").provenance


def test_a_note_in_a_stated_body_is_found_there() -> None:
    """Where the text comes from the structured data, its notes are taken out as from any other text."""
    note = "Correction: The ferry has room for forty cars, not four."
    body = r"\n\n".join([*STORIES["en"] * 3, note])
    stated = f'{{{{"@type":"NewsArticle","headline":"x","articleBody":"{body}"}}}}'
    head = f'<script type="application/ld+json">{stated}</script>'
    answer = _read("en", f"{head}<p>The ferry sails on Monday.</p>")
    assert answer.provenance["text"] == "json-ld:articleBody"
    assert answer.corrections == (note,)
    assert note not in answer.text


def test_a_note_of_a_thousand_words_is_none() -> None:
    """It would be the article, and the patterns would take long for it."""
    assert wording_of("Correction: " + "The ferry sails. " * 1000) is Wording.NONE


def test_no_note_is_ruled_out_by_its_first_letters() -> None:
    """The quick test lets through each line that the patterns take for a note, however it is written."""
    notes = [line.removeprefix("-- ") for lines in PAGES.values() for line in lines if line.startswith("-- ")]
    worded = [note for note in notes if wording_of(note)]
    assert len(worded) > 90
    for note in worded:
        forms = [note, note.upper(), f"* {note}", f"({note})"]
        assert list(map(may_begin_note, forms)) == [True] * 4, note
        assert set(may_begin_notes(forms)) == {0, 1, 2, 3}, note
    texts = [paragraph for story in STORIES.values() for paragraph in story]
    assert not any(map(may_begin_note, texts))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("(?:in )?this (?:article|story)", {"in thi", "this a", "this s"}),
        (r"on \d{1,2} march", {"on "}),
        ("correct(?:ed)?|err[ao]r", {"correc", "errar", "error"}),
        ("edit(?:s|(?! for)x)", {"edits", "edit"}),
    ],
)
def test_the_openings_of_a_pattern(pattern: str, found: set[str]) -> None:
    assert set(openings(pattern, 6)) == found


def test_lower_case_is_enough() -> None:
    assert (
        wording_of(lowered("CORRECTION: THE FERRY IS RED."))
        is Wording.NOTE
        is wording_of("CORRECTION: THE FERRY IS RED.")
    )
