"""The head of an article and its pictures in misnamed elements, and text that is shown without scripts."""

import json

import pytest

from tests.tasks.core.cleaning.text.test_containers import HEADLINE, STORY, as_paragraphs, paragraphs, read

LEAD = "From June on, nobody on the east bank has to sleep at the inn when the late train is late again."
LOOK = "<figure><img src='quay.jpg'>{}</figure>"
CAPTION = "The quay on the morning of the vote"
DIALOG = "dialog-off-canvas-main-canvas"
"""What a common system calls the element around all of each page."""


def test_the_element_around_a_whole_page_is_no_dialog() -> None:
    """So a headline in a plain element is found, with the standfirst below it, and the captions."""
    head = f"<div class='h1 page-title'>{HEADLINE}</div><div class='intro-text'><p>{LEAD}</p></div>"
    picture = LOOK.format(f"<figcaption>{CAPTION}</figcaption>")
    body = read(f"<div class='{DIALOG}'>{head}<div class='text'>{picture}{as_paragraphs(STORY)}</div></div>")
    assert (body.summary, body.captions) == (LEAD, (CAPTION,))
    assert paragraphs(f"<div class='{DIALOG}'>{head}<div class='text'>{as_paragraphs(STORY)}</div></div>") == STORY


@pytest.mark.parametrize("name", ["newsletter-popup", "site-footer", "has-comments comments", "related-stories"])
def test_captions_are_found_in_an_article_whose_box_has_a_wrong_name(name: str) -> None:
    """The name of a box that holds the article does not count for its pictures either."""
    picture = LOOK.format(f"<figcaption>{CAPTION}</figcaption>")
    page = f"<div class='{name}'><h1>{HEADLINE}</h1>{as_paragraphs(STORY[:1])}{picture}{as_paragraphs(STORY[1:])}</div>"
    assert read(page).captions == (CAPTION,)


@pytest.mark.parametrize(
    "label", ["Share", "<a href='/inn'>Read more: the inn is full</a>", "Published 3 May 2026, 10:05", "\ue5c5", "+"]
)
def test_buttons_and_dates_beside_a_picture_are_no_captions(label: str) -> None:
    caption = f"<figcaption><span>{CAPTION}</span><div>{label}</div></figcaption>"
    body = read(f"<article><h1>{HEADLINE}</h1>{LOOK.format(caption)}{as_paragraphs(STORY)}</article>")
    assert body.captions == (CAPTION,)


@pytest.mark.parametrize(
    "caption", ["12/05/2024 The harbour at dawn", "Comment is free, says the mayor", "Sign up sheets hang in the hall"]
)
def test_a_caption_may_begin_like_a_date_or_a_button(caption: str) -> None:
    picture = LOOK.format(f"<figcaption>{caption}</figcaption>")
    body = read(f"<article><h1>{HEADLINE}</h1>{picture}{as_paragraphs(STORY)}</article>")
    assert body.captions == (caption,)


@pytest.mark.parametrize(
    "around", ["<figure class='teaser'><img src='a.jpg'>{}</figure>", "<div class='teaser'>{}</div>"]
)
def test_what_stands_with_the_headline_in_a_picture_or_teaser_is_the_standfirst(around: str) -> None:
    """They are the article's own head. Without the headline, they are about something else."""
    intro = f"<p class='intro'>{LEAD}</p>"
    head = around.format(f"<h1>{HEADLINE}</h1>{intro}")
    assert read(f"<section>{head}{as_paragraphs(STORY)}</section>").summary == LEAD
    other = around.format(f"<h3><a href='/inn'>The inn</a></h3>{intro}")
    assert read(f"<section><h1>{HEADLINE}</h1>{as_paragraphs(STORY)}</section>{other}").summary is None


def test_a_teaser_that_links_to_the_page_is_not_its_head() -> None:
    """A list of what is read most, above the text, has the page's headline among others."""
    other = f"<h3><a href='/inn'>The inn is full</a></h3><p>{LEAD[:-1]}</p>"
    most_read = f"<div class='related-stories'><h3><a href='/ferry'>{HEADLINE}</a></h3>{other}</div>"
    assert paragraphs(f"<div>{most_read}{as_paragraphs(STORY)}</div>") == STORY


def test_text_is_read_that_only_a_browser_without_scripts_shows() -> None:
    """Some blogs have their scripts show the text, and give it a second time to readers without them."""
    text = as_paragraphs(STORY)
    for tag in ("noscript", "NOSCRIPT"):
        shown = f"<h1>{HEADLINE}</h1><div><script type='text/template'>{text}</script><{tag}>{text}</{tag}></div>"
        body = read(f"<p>News and views from the harbour office</p>{shown}")
        assert (body.text.split("\n\n"), body.provenance["text"]) == (STORY, "markup:noscript")


def test_a_request_for_scripts_is_no_text() -> None:
    """Neither is what a page with a text tells readers without scripts."""
    asked = "Please switch JavaScript on to read the paper, and come back to the ferry when that is done. " * 8
    element = f"<noscript><p>{asked}</p><p>Here is how: open the menu, and choose the last line.</p></noscript>"
    assert read(f"<h1>{HEADLINE}</h1>{element}").text == ""
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{element}{as_paragraphs(STORY)}</article>") == STORY


def test_the_data_in_scripts_is_read_before_the_text_for_readers_without_them() -> None:
    """The other may be an abridged or an older copy."""
    state = json.dumps({"page": {"body": as_paragraphs(STORY)}}).replace("<", "\\u003c")
    other = f"<noscript>{as_paragraphs([LEAD, *STORY])}</noscript>"
    body = read(f"<div>Loading</div><script>window.state = {state};</script>{other}")
    assert (body.text.split("\n\n"), body.provenance["text"]) == (STORY, "script:json")
