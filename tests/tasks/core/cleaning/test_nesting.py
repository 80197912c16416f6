"""Markup that would slow down the parser is limited, and ordinary markup is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.nesting import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_FORMATTING,
    MAX_OPTIONS,
    tame,
)


def depth_of(document: Document) -> int:
    deepest = document.tree.css_first("#deep")
    assert deepest is not None
    depth, at = 0, deepest.parent
    while at is not None:
        depth, at = depth + 1, at.parent
    return depth


@pytest.mark.parametrize("tail", ["", "</div>" * 50_000, "</x></p>" * 10_000])
def test_depth_is_capped_and_the_text_stays(tail: str) -> None:
    """Of 50,000 nested elements as many are kept as in a browser, and the text inside is kept."""
    document = Document(f'{"<div>" * 50_000}<p id="deep">inside</p>{tail}'.encode())
    assert depth_of(document) <= MAX_DEPTH + 5
    assert "inside" in document.root.text()


def test_scripts_in_capitals_do_not_hide_what_follows() -> None:
    """``<SCRIPT>`` ends at ``</script>``."""
    document = Document(b"<SCRIPT>1</script>" + b"<div>" * 20_000 + b'<p id="deep">inside</p>')
    assert depth_of(document) <= MAX_DEPTH + 5


def test_unclosed_formatting_is_capped() -> None:
    """A thousand open formatting elements are not repeated in each of many paragraphs."""
    page = "<div>" + "".join(f"<b x={n}>" for n in range(1000)) + "</div>" + "<p>a" * 3000
    assert len(Document(page.encode()).tree.css("b")) <= (MAX_FORMATTING + 1) * 3001


def test_end_tags_in_a_script_do_not_hide_unclosed_formatting() -> None:
    """End tags inside a script do not count as closing anything."""
    decoys = "<script>" + "</x " * 8000 + "</script>"
    page = f"{decoys}<div>" + "".join(f"<b x={n}>" for n in range(2000)) + "</div>" + "<p>a" * 2000
    assert len(Document(page.encode()).tree.css("b")) <= (MAX_FORMATTING + 1) * 2001


def test_options_are_capped() -> None:
    """The options of a select beyond the limit lose their tags."""
    page = "<select>" + "<option>x</option>" * 20_000 + "</select>"
    assert len(Document(page.encode()).tree.css("option")) <= MAX_OPTIONS


@pytest.mark.parametrize("attribute", ["a{}", 'a{}=">"', "a{}='x y'", "<a{}"])
def test_crowded_tag_loses_its_attributes(attribute: str) -> None:
    """A tag with thousands of attributes loses them, whatever quotes and brackets they contain."""
    page = "<p " + " ".join(attribute.format(n) for n in range(20_000)) + ">text</p>"
    document = Document(page.encode())
    paragraph = document.tree.css_first("p")
    assert paragraph is not None
    assert len(paragraph.attributes) <= MAX_ATTRIBUTES
    assert "text" in document.root.text()


def test_elements_are_capped() -> None:
    """Of millions of elements as many are kept as permitted, and all words."""
    document = Document(b"<p>word " * (MAX_ELEMENTS + 50_000))
    assert len(document.tree.css("p")) <= MAX_ELEMENTS + 1
    assert document.root.text().count("word") == MAX_ELEMENTS + 50_000


def test_ordinary_page_is_not_touched() -> None:
    """A long page with large attributes, unclosed paragraphs and a large script is unchanged."""
    cells = '<p>One<br><img src="a.png" alt="x"><b>bold</b> <a href="/x">link</a>' * 1500
    state = '<script>var state = {"html": "<p>' + "word " * 10_000 + '"}</script>'
    page = f'<html><body><div data-state="{"a b " * 10_000}">{state}{cells}</div></body></html>'.encode()
    assert tame(page) == page


@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<p>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "x", "<", '"']
        )
    )
)
def test_small_pages_pass_unchanged(pieces: list[str]) -> None:
    """A small page is unchanged, whatever its markup."""
    page = "".join(pieces).encode()
    assert tame(page) == page
