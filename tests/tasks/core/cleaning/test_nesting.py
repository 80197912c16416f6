"""Markup that would slow down the parser is limited, and ordinary markup is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

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


HIDING = {
    "a malformed end tag is no start tag": "<div></<title><p>",
    "nor is a malformed comment": "<div><!tide <textarea>high</div>",
    "nor a processing instruction": "<section><?quay <style>low</section>",
    "a comment may be empty": "<div><!--></div><!-- -->",
    "a comment may end with a mark": "<div><!-- --!><!-- </div> -->",
    "a title in a drawing is markup": "<svg><title><div></title>",
    "a title in a select is none": "<select><title></select><div></title>",
    "a select keeps end tags in": "<div><select></div></select>",
    "an object does so": "<span><object></span></object>",
    "a drawing's description too": "<div><svg><desc></div></desc></svg>",
    "a CDATA section is none outside": "<div><svg><![CDATA[></div>]]></svg>",
    "a script may hold another": "<div><script><!--<script></script><title></script></div></title>",
    "an equals sign may begin a name": '<div><p ="><title "></div></title>',
    "nothing is void in a drawing": "<svg><input>",
    "rows nest in a formula": "<math><td><tr>",
    "groups nest outside of a select": "<optgroup>",
    "items of two kinds close none": "<li><dt>",
    "what is dropped does not end a formula": "<math><small>",
    "a formula goes on in a template": "<math><template><tr>",
}


@pytest.mark.parametrize("unit", HIDING.values(), ids=HIDING.keys())
def test_nothing_hides_the_depth(unit: str) -> None:
    """However its tags are written, a page is no deeper than a few implied elements in each that is counted."""
    page = unit * (8_400 // unit.count(">") + 1)
    level, depth = [LexborHTMLParser(tame(page.encode())).root], 0
    while level := [child for node in level if node is not None for child in node.iter()]:
        depth += 1
    assert depth <= 5 * MAX_DEPTH


def test_scripts_of_a_huge_page_mean_the_same() -> None:
    """Structured data that holds markup is still read, and nothing of a script becomes text."""
    data = '{"@type": "NewsArticle", "headline": "Tide <b>high</b> at the quay"}'
    page = (
        f'<script type="application/ld+json">\n<![CDATA[\n{data}\n]]></script><style>p>b{{}}</style>'
        + "<p>One<br>" * 9000
    )
    document = Document(page.encode())
    assert document.json_ld[0]["headline"] == "Tide <b>high</b> at the quay"
    body = document.tree.body
    assert body is not None
    assert body.text().startswith("One")


def test_ordinary_page_is_not_touched() -> None:
    """A long page with large attributes, unclosed paragraphs, drawings and a large script is unchanged."""
    cells = '<p>One<br><img src="a.png" alt="x"><b>bold</b> <a href="/x">link</a>' * 1500
    state = "<script>var state = {'html': '" + "word " * 10_000 + "'}</script>"
    cells += "<svg><g><path d='M0 0'/><circle r='1'/></g></svg>" * 600
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


@pytest.mark.parametrize(
    "picture", ["<svg><title/><g/></svg>", "<svg><defs><style a=1 /></defs></svg>", "<math><style/></math>"]
)
def test_an_empty_element_in_a_picture_does_not_swallow_the_page(picture: str) -> None:
    """A drawing program writes ``<title/>``. Outside of a picture this would begin a title without an end."""
    page = f"<body>{picture}<p>The pier opened.</p>{'<b>x</b>' * 9000}</body>"
    tree = LexborHTMLParser(tame(page.encode()))
    assert [node.text() for node in tree.css("body > p")] == ["The pier opened."]
    assert len(tree.css("b")) == 9000


def test_empty_elements_in_pictures_are_counted() -> None:
    page = b"<body><svg>" + b"<title/>" * (2 * MAX_ELEMENTS)
    assert tame(page).count(b"<title>") <= MAX_ELEMENTS
