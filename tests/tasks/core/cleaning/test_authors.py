"""Who a page names as its authors, and who it does not."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
TIME = '<time datetime="2024-03-03T10:00Z">3 March 2024</time>'


def authors(body: str) -> tuple[str, ...]:
    page = f"<html lang='en'><body><article><h1>Ferry sails again</h1>{TIME}{body}</article></body></html>"
    return tuple(extract(page.encode(), "https://news.example/a/ferry").authors)


@pytest.mark.parametrize(
    "body",
    [
        '<a class="author">Ida Holm</a><a class="author">Ben Rask</a><a class="author">Tove Lind</a>' + STORY,
        '<div class="byline"><span>Ida Holm</span>, <span>Ben Rask</span>, <span>Tove Lind</span></div>' + STORY,
        STORY + '<footer><a class="author">Ida Holm</a><a class="author">Ben Rask</a><a class="author">Tove Lind</a>'
        "</footer>",
    ],
)
def test_all_of_several_authors_are_named(body: str) -> None:
    """Row 98."""
    assert authors(body) == ("Ida Holm", "Ben Rask", "Tove Lind")


@pytest.mark.parametrize("words", ["Read More", "Sign Up", "Contact Us", "Follow Us"])
@pytest.mark.parametrize("tag", ["p", "a", "span"])
def test_a_call_to_action_is_nobody(words: str, tag: str) -> None:
    """Row 97."""
    assert authors(f"<{tag}>{words}</{tag}> <span>2024</span>{STORY}<{tag}>{words}</{tag}>") == ()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<div class="byline">Tuesday August 28, 2018 9:15 am PDT by Ida Holm</div>', ("Ida Holm",)),
        ('<div class="byline">Ida Holm Published: Feb 14, 2020</div>', ("Ida Holm",)),
        ('<div class="byline">By QKL, in <a>News</a></div>', ("QKL",)),
        ("<p><strong>WHO WAS THERE?</strong></p>", ()),
        ("<table><tr><td><p><b>Quay North</b></p></td></tr></table>", ()),
        ("<blockquote>Boats! <p>— Quay Master (@x) March 2, 2019</p></blockquote>", ()),
    ],
)
def test_what_stands_around_names_is_no_name(body: str, names: tuple[str, ...]) -> None:
    """Row 99."""
    assert authors(body + STORY) == names
