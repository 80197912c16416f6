"""Which boxes of a page hold its article: what surrounds the headline, and what continues an introduction."""

import pytest

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.read import Body, read_text
from tests.support.article_text import paragraphs_of

HEADLINE = "The ferry of Lower Aldin runs by night"
STORY = [
    (
        "The ferry of Lower Aldin will run until two in the morning from the first of June, the harbour office said. "
        "This is the first change of its timetable since the bridge upstream was closed to lorries, nine years ago."
    ),
    (
        "The late train brings some forty people to the west bank each evening, and half of them live on the other "
        "side. Until now they had to be in the queue by ten, or pay for a bed at the inn, which has eleven rooms."
    ),
    (
        "Two ferrymen were hired for the night, and a lamp was put on each landing. The lamps go out when the boat is "
        "in the middle of the river, so that the bats, which hunt along the bank, are left in peace."
    ),
]
ARRIVALS = "".join(f"<div>Barge {n} with gravel at nine</div>" for n in range(30))
"""Words that are neither linked nor running text."""


def read(inner: str) -> Body:
    html = f"<!doctype html><html><body>{inner}</body></html>".encode()
    return read_text(Document(html), Page(html), HEADLINE)


def paragraphs(inner: str) -> list[str]:
    return read(inner).text.split("\n\n")


def as_paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize("name", ["off-canvas-wrapper", "overlay-section", "nav-content", "page-footer-bottom"])
def test_the_headline_is_found_though_a_box_around_everything_is_named_otherwise(name: str) -> None:
    """What stands before the headline is not part of the text, whatever the box around both is called."""
    notice = "<p>The harbour office is closed on Monday. Letters can be left at the inn.</p>"
    assert paragraphs(f"<div class='{name}'>{notice}<h1>{HEADLINE}</h1>{as_paragraphs(STORY)}</div>") == STORY


def test_a_heading_whose_own_name_speaks_against_it_is_the_headline() -> None:
    """Names of headings say how they look (``spaced-bottom``) and which scripts use them (``commenting-title``)."""
    for name in ("spaced-footer", "commenting-title"):
        body = read(f"<p>Closed on Monday, open again.</p><h1 class='{name}'>{HEADLINE}</h1>{as_paragraphs(STORY)}")
        assert body.text.split("\n\n") == STORY


def test_a_heading_in_a_menu_is_not_the_headline_if_there_is_another() -> None:
    """The menu repeats the headline of the story that is open. The text follows the heading above it."""
    menu = f"<div class='menu'><h2>{HEADLINE}</h2></div><p>The harbour office is closed on Monday.</p>"
    assert paragraphs(f"{menu}<h1>{HEADLINE}</h1>{as_paragraphs(STORY)}") == STORY


def test_an_article_below_an_introduction_in_a_box_of_its_own_is_read() -> None:
    """Headline and introduction stand in one box, and the rest of the article in another."""
    second = "The rest is hope, says Ida Fell, who has the inn."
    intro = f"<section class='top'><h1>{HEADLINE}</h1><p>{STORY[0]}</p><p>{second}</p></section>"
    rest = f"<section class='rows'><div>{as_paragraphs(STORY[1:])}</div><div class='more'>{ARRIVALS}</div></section>"
    read_as = paragraphs(f"<main>{intro}{rest}</main>")
    assert read_as == [STORY[0], second, *STORY[1:]]


def test_another_article_below_a_short_one_is_not_part_of_it() -> None:
    """A linked heading begins another article, though that is longer."""
    brief = "The ferry is late. Nobody knows why, and the ferryman does not say. It was on time for the whole of May."
    first = f"<section class='top'><h1>{HEADLINE}</h1><p>{brief}</p><p>{brief[:-1]} of this year.</p></section>"
    other = f"<div><h2><a href='/inn'>The inn is full for the summer</a></h2>{as_paragraphs(STORY)}</div>"
    rows = f"<section class='rows'>{other}<div class='more'>{ARRIVALS}</div></section>"
    assert paragraphs(f"<main>{first}{rows}</main>") == [brief, f"{brief[:-1]} of this year."]


@pytest.mark.parametrize(
    "name", ["has-sidebar", "sidebar-enabled", "no-comments", "withNewsletter", "comments-disabled"]
)
def test_a_name_of_what_a_box_has_is_not_taken_for_what_it_is(name: str) -> None:
    """A paragraph in a box that has a sidebar, or no comments, is not in a sidebar or a comment."""
    lines = [f"<div class='{name}'><p>{STORY[0]}</p></div>", *(f"<p>{line}</p>" for line in STORY[1:])]
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{''.join(lines)}</article>") == STORY


def test_a_declarative_shadow_root_is_read() -> None:
    """Browsers show it. They show no other template, also not within it."""
    unseen = "<template><p>Closed until the lamps are back.</p></template>"
    root = f"<template shadowrootmode='open'><style>p {{}}</style><div>{as_paragraphs(STORY)}{unseen}</div></template>"
    assert paragraphs(f"<main><h1>{HEADLINE}</h1><x-text>{root}</x-text>{unseen}</main>") == STORY


def test_an_introduction_in_a_body_of_its_own() -> None:
    """Some shops show the introduction of a guide above the list that holds the rest of it."""
    told = f"{STORY[0]} {STORY[1]} It is a story that is told in each of the inns along the bank, and never twice."
    rest = as_paragraphs(
        [
            f"{line[:-1]}, which is what the log of the year {year} has to say."
            for year in range(1904, 1911)
            for line in STORY
        ]
    )
    fares = "<div class='fares'>{}</div>".format("".join(f"<div>Give {n} crowns a month</div>" for n in range(40)))
    page = "<h1>{0}</h1>" + fares + "<div class='{1}'><p>{2}</p></div><section><div class='inner'>{3}</div></section>"
    assert paragraphs(page.format(HEADLINE, "article-body rte-field", told, rest))[0] == told
    assert paragraphs(page.format(HEADLINE, "article-body newsletter", told, rest))[0] != told


BRIEF = "The ferry of Lower Aldin lies still until Monday, the harbour office said."
SIDEBAR = (
    "<aside><h3>About us</h3><p>The Aldin Herald has been printed in the same yard since the year 1893.</p></aside>"
)
CARD = (
    "<section class='related'><p>Bats were counted in the tower, and there were more of them than ever.</p></section>"
)


@pytest.mark.parametrize("around", [SIDEBAR, CARD + SIDEBAR], ids=["sidebar", "teaser"])
def test_an_article_of_one_sentence_is_read_without_the_sidebar(around: str) -> None:
    """All else that has sentences is named a sidebar or a teaser."""
    article = f"<article><h1>{HEADLINE}</h1><p>{BRIEF}</p></article>"
    assert paragraphs(f"<main>{article}</main>{around}") == [BRIEF]


def test_what_stands_between_two_parts_of_a_body_belongs_to_it() -> None:
    """Page builders put panels between boxes of text. Teasers between them stay out."""
    rest = [*STORY[1:], *(f"{line[:-1]}, the innkeeper says." for line in STORY[1:])]
    text = "<div class='module text'><div class='text-inner'>{}</div></div>"
    first, second = text.format(f"<h1>{HEADLINE}</h1><p>{STORY[0]}</p>"), text.format(as_paragraphs(rest))
    answer = "From the first of June, on all days of the week."
    panel = f"<div class='module panel'><h5>When does it run?</h5><div><p>{answer}</p></div></div>"
    teaser = "<div class='module related'><p>Bats were counted in the tower, and there were more than ever.</p></div>"
    assert paragraphs(f"<div>{first}{panel}{teaser}{second}</div>") == [STORY[0], "When does it run?", answer, *rest]


def test_a_heading_that_begins_with_a_kicker_is_the_headline() -> None:
    """It is no part of what it heads."""
    heading = f"<h2><span>On the Aldin</span><span>{HEADLINE}</span></h2>"
    assert read(f"<article>{heading}{as_paragraphs(STORY)}</article>").summary is None
    assert paragraphs(f"<article>{heading}{as_paragraphs(STORY)}</article>") == STORY


def test_all_stanzas_of_a_poem_are_read() -> None:
    """No line of them looks like running text."""
    stanzas = [
        ["The boat is late, so late,", "the ferryman has lost his hat,"],
        ["and on the quay the people wait and wait,", "a dog, a goat, a tabby cat"],
    ]
    boxes = "".join(
        "<div class='stanza'>" + "".join(f"<div>{line}</div>" for line in lines) + "</div>" for lines in stanzas
    )
    page = f"<html><body><div><h1>The hat</h1><div class='poem'>{boxes}</div></div></body></html>"
    assert paragraphs_of(page, "The hat") == [*stanzas[0], *stanzas[1]]
