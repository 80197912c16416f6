"""Text from the web never becomes markup, as a real Markdown renderer with tables and strikethrough shows."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.tasks.core.display.escaping import page_link, plain
from tests.support.nasty_text import NASTY

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
AUTOLINK = re.compile(r"(?i)https?://|(?<![a-z0-9])www\.|(?<!\\)@")
"""What GFM makes links of, and this renderer does not."""

_LETTERS = st.text(st.sampled_from("ab1 \n\\`*_{}[]()<>#+-.!|~:/@&;=\"'\u202e\u2028\t") | st.characters())


def shown(markdown: str) -> list[Token]:
    """Return the inline tokens of one rendered line; fail if it is not exactly one paragraph."""
    blocks = MARKDOWN.parse(markdown)
    assert [token.type for token in blocks] == (["paragraph_open", "inline", "paragraph_close"] if blocks else [])
    return blocks[1].children or [] if blocks else []


def in_sight(text: str) -> str:
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", " ", text).split()
    )


@pytest.mark.parametrize("text", NASTY)
def test_markup_shows_as_the_characters_that_it_is(text: str) -> None:
    """A headline, URL or reason is rendered as its characters only."""
    tokens = shown(plain(text))
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens) == in_sight(text)
    assert not AUTOLINK.search(plain(text))


@given(_LETTERS)
@example("\\")
@example("a\\")
def test_no_text_has_a_meaning(text: str) -> None:
    """Any text is rendered as its characters: alone, in a list and in a cell of a table."""
    line = plain(text)
    tokens = shown(line)
    assert "".join(token.content for token in tokens if token.type in {"text", "text_special"}) == in_sight(text)
    assert not AUTOLINK.search(line)
    row = [token for token in MARKDOWN.parse(f"| h | i |\n|---|---|\n| {line} | z |") if token.type == "inline"]
    assert [token.content for token in (row[0], row[1], row[-1])] == ["h", "i", "z"]
    assert len(row) == 4
    assert {child.type for token in row for child in token.children or []} <= {"text", "text_special"}
    item = [token.type for token in MARKDOWN.parse(f"- {line or 'x'}")]
    assert item == [
        *("bullet_list_open", "list_item_open", "paragraph_open"),
        *("inline", "paragraph_close", "list_item_close", "bullet_list_close"),
    ]


def test_what_has_no_meaning_is_not_escaped() -> None:
    """Common headlines get no backslashes, which would show where cells are not rendered."""
    headline = 'M&S: 3.5% more - and "less" (VIDEO), it\'s #1! 50/50 = half; {x} a > b'
    assert plain(headline) == headline


def test_long_text_is_cut() -> None:
    """A headline of a million characters is shortened."""
    assert len(plain("x" * 1_000_000)) == 300


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a.example", "http://", "JavaScript://x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    """Other schemes are rendered as text."""
    assert {token.type for token in shown(page_link(url))} <= {"text", "text_special"}


@given(_LETTERS)
@example('b) <img> "c" [d](javascript:alert(1))')
@example("?a=1&lt;=2&copy;")
def test_an_address_cannot_leave_its_link(rest: str) -> None:
    """Any URL yields exactly one link to it, whose text contains no markup."""
    tokens = shown(page_link(f"https://a.example/{rest}"))
    assert [token.type for token in tokens] == ["link_open", "text", "link_close"]
    assert str(tokens[0].attrs["href"]).startswith("https://a.example/")
    assert not re.search(r"[\\`*~<>\[\]|&@]", tokens[1].content)


def test_a_long_address_is_cut_in_its_midst() -> None:
    """Host and end remain readable, and the link has the whole URL."""
    url = f"https://courier.example/news/{'harbour-' * 20}7.html?a=1,b=2"
    text, _, target = page_link(url).partition("](")
    assert (len(text), target) == (61, f"{url})")
    assert text.startswith("[courier.example/news/harbour-")
    assert text.endswith("-7.html?a=1,b=2")


def test_what_looks_like_an_entity_in_an_address_stays_part_of_it() -> None:
    """A renderer would decode it, and link to another URL."""
    (opening, _, _) = shown(page_link("https://a.example/?a=1&lt;=2&b=3"))
    assert opening.attrs["href"] == "https://a.example/?a=1&lt%3B=2&b=3"
