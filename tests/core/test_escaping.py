"""Text from the web never becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.escaping import link, plain

NASTY = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://a/b) **b** `c` | cell\n# h\n<img src=x onerror=a>"
)


def test_markup_shows_as_the_characters_that_it_is() -> None:
    """No character of HTML or Markdown is left with a meaning."""
    shown = plain(NASTY)
    assert not re.search(r"<|(?<!\\)[\[\]()*`|#!]|\n", shown)


@given(st.text())
def test_no_text_can_open_a_tag_a_link_or_a_cell(text: str) -> None:
    """Whatever the text, it stays on its line and opens nothing."""
    shown = plain(text)
    assert not re.search(r"<|(?<!\\)[\[\]`|]|[\x00-\x1f\x7f\u2028\u2029]", shown)


def test_long_text_is_cut() -> None:
    """A headline of a million characters does not fill the page."""
    assert len(plain("x" * 1_000_000)) == 300


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a.example"])
def test_only_web_addresses_become_links(url: str) -> None:
    """Any other scheme shows as text."""
    assert not link("x", url).startswith("[x](")


def test_an_address_cannot_leave_its_brackets() -> None:
    """Brackets, spaces and quotes in an address are percent-encoded."""
    assert link("x", 'https://a.example/b) <img> "c"') == "[x](https://a.example/b%29%20%3Cimg%3E%20%22c%22)"
