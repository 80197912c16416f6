"""Parts of an article in boxes named like something else, and parts that the page does not state."""

import json

import pytest

from tests.tasks.core.cleaning.text.test_containers import HEADLINE, STORY, as_paragraphs, paragraphs, read

LEAD = "From June on, nobody on the east bank has to sleep at the inn when the late train is late again."
STEPS = [
    "Ring the bell on the landing twice.",
    "Wait for the lamp on the other bank.",
    "Pay on board, in coins.",
    "Bicycles stand at the stern, next to the ferryman.",
    "Dogs cross for nothing, but they have to be held tight.",
    "Whoever misses the last boat may sleep in the shed.",
]
ANSWERS = [
    f"Does the ferry run in {month}? It does, as long as the river is free of ice, which it was for the last {years} "
    f"years; the harbour office says on its board each morning in {month} whether it is."
    for month, years in (("January", "eleven"), ("February", "nine"), ("March", "forty"), ("December", "six"))
]


@pytest.mark.parametrize("name", ["teaser-text", "article-teaser", "promo"])
def test_a_teaser_without_a_link_above_the_text_is_the_standfirst(name: str) -> None:
    """Between the headline and the text, a sentence that leads nowhere is about this article."""
    text = f"<div class='article-body'>{as_paragraphs(STORY)}</div>"
    page = f"<h1>{HEADLINE}</h1><div class='{name}'><p>{{}}</p></div>{text}"
    assert read(page.format(LEAD)).summary == LEAD
    assert read(page.format(f"<a href='/inn'>{LEAD}</a>")).summary is None
    assert read(page.format(LEAD[:-1])).summary is None, "a sentence ends with a full stop"


def test_a_sentence_in_a_teaser_above_a_headline_is_no_standfirst() -> None:
    """What stands above the headline, or on a page without one, is about something else."""
    teaser = f"<div class='teaser'><p>{LEAD}</p></div>"
    assert read(f"{teaser}<h1>{HEADLINE}</h1>{as_paragraphs(STORY)}").summary is None
    assert read(f"{teaser}<div class='article-body'>{as_paragraphs(STORY)}</div>").summary is None


def test_a_long_passage_that_the_stated_body_lacks_is_kept() -> None:
    """The stated body often lacks a section, such as the answers at the end. A single paragraph is left out."""
    lines = [f"{when} {line}" for when in ("At first,", "Then,", "In the end,") for line in STORY]
    data = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": " ".join(lines)}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    page = f"{head}<article><h1>{HEADLINE}</h1>{as_paragraphs(lines)}"
    assert paragraphs(f"{page}{as_paragraphs(ANSWERS)}</article>") == [*lines, *ANSWERS]
    assert paragraphs(f"{page}{as_paragraphs(ANSWERS[:1])}</article>") == lines


@pytest.mark.parametrize("name", ["alert alert-info", "notice-consent", "verdict__bottom-line", "box-bottomLine"])
def test_a_box_of_text_amid_the_article_is_kept(name: str) -> None:
    """Notes to the reader are called alerts, and verdicts the bottom line."""
    note = (
        "Important to know: the ferry takes no cars at night, and bicycles only "
        "if the ferryman knows their owners, or their mothers, from the village school."
    )
    inner = f"<p>{STORY[0]}</p><div class='{name}'><p>{note}</p></div><p>{STORY[1]}</p><p>{STORY[2]}</p>"
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{inner}</article>") == [STORY[0], note, *STORY[1:]]


def test_a_large_box_with_hardly_any_link_is_no_teaser() -> None:
    """Recipes and guides end with cards, which hold no links to other pages."""
    steps = "".join(f"<div><span>{step}</span></div>" for step in STEPS)
    page = f"<article><h1>{HEADLINE}</h1>{as_paragraphs(STORY)}<div class='howto-card'>{{}}</div></article>"
    assert paragraphs(page.format(steps)) == [*STORY, *STEPS]
    linked = "".join(f"<div><span><a href='/s'>Read</a> {step}</span></div>" for step in STEPS)
    assert paragraphs(page.format(linked)) == STORY


@pytest.mark.parametrize(
    "caption",
    [
        "Abbildung: Die Fähre bei Nacht, von Orlen aus gesehen.",
        "Légende : le bac, vu de la rive.",
        "Рис.: паром ночью.",
    ],
)
def test_a_line_that_begins_like_a_caption_is_not_text(caption: str) -> None:
    inner = f"<p>{STORY[0]}</p><div class='x'>{caption}</div><p>{STORY[1]}</p><p>{STORY[2]}</p>"
    assert paragraphs(f"<article><h1>{HEADLINE}</h1>{inner}</article>") == STORY


@pytest.mark.parametrize(
    "names",
    [
        "mz hp na b ad nb nc nd",
        "text-secondary",
        "bg-tertiary-700",
        "wp-block-media-text__content",
        "csc-textmedia-text",
    ],
)
def test_generated_names_and_names_of_looks_say_nothing(names: str) -> None:
    """`ad` among generated names is no advertisement, and a colour is no column beside the article."""
    line = "The inn has raised the price of its eleven beds all the same."
    page = f"<main><h1>{HEADLINE}</h1>{as_paragraphs(STORY)}<div class='{names}'><p>{line}</p></div>"
    assert paragraphs(f"{page}{as_paragraphs(ANSWERS)}</main>") == [*STORY, line, *ANSWERS]


def test_what_a_search_in_the_page_shows_is_not_hidden() -> None:
    """A browser opens ``hidden="until-found"`` if a reader looks for its text."""
    text = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><div hidden='until-found'><p>{STORY[2]}</p></div>"
    page = f"<main><h1>{HEADLINE}</h1>{text}</main>"
    assert paragraphs(page) == STORY


@pytest.mark.parametrize("title", ["What the comments were about", "Related costs of the boat", "Who was author of it"])
def test_an_id_made_of_a_heading_says_nothing(title: str) -> None:
    """Documentation tools name each section after its heading."""
    name = title.lower().replace(" ", "-")
    lines = as_paragraphs([*STORY, *ANSWERS])
    section = "<section id='{}'><h2>{}</h2><p>{}</p></section>"
    assert title in paragraphs(f"<main><h1>{HEADLINE}</h1>{lines}{section.format(name, title, LEAD)}</main>")
    other = section.format("comments-from-our-readers", title, LEAD)
    assert title not in paragraphs(f"<main><h1>{HEADLINE}</h1>{lines}{other}</main>")


def test_text_of_a_component_belongs_to_the_component() -> None:
    """Custom elements are inline, but hold paragraphs. What stands between these is in the same element."""
    quote = "We have no other boat."
    rest = f"<x-p>{as_paragraphs(STORY[1:])}</x-p>"
    body = f"<x-body><x-p><p>{STORY[0]}</p></x-p><x-quote>{quote}</x-quote>{rest}</x-body>"
    assert paragraphs(f"<main><h1>{HEADLINE}</h1><div>{body}</div></main>") == [STORY[0], quote, *STORY[1:]]


def test_a_paragraph_is_no_row_of_buttons() -> None:
    """A box named after tools for sharing that holds a paragraph, as some shops name quotations, is text."""
    told = (
        "The old ferry was pulled across by hand, and whoever pulled crossed for nothing; so half the village knew "
        "how, and the children of the other half learnt it by watching."
    )
    tools = as_paragraphs(
        ["Send it to a friend who still has to cross the river", "Print", "Keep for later", "Save it"]
    )
    tools += as_paragraphs(["Show it larger", "Read it aloud", "Tell the ferryman", "Put it on the wall"])
    lines = [*STORY[:2], told, *STORY[2:]]
    boxed = as_paragraphs(lines).replace(f"<p>{told}</p>", f"<div class='tool__quote'><p>{told}</p></div>")
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{boxed}</div>") == lines
    boxed = as_paragraphs(STORY[:2]) + f"<div class='share-tools'>{tools}</div>" + as_paragraphs(STORY[2:])
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{boxed}</div>") == STORY


@pytest.mark.parametrize("tag", ["inline-teaser", "newsletter-signup", "x-related-stories", "ai-summary"])
def test_the_name_of_a_web_component_counts(tag: str) -> None:
    """Web components are named by their tags, as other elements are by their classes."""
    box = f"<{tag}><div><p>In our new series, seven ferrymen tell of the nights on which nobody rang.</p></div></{tag}>"
    inner = as_paragraphs(STORY[:2]) + box + as_paragraphs(STORY[2:])
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{inner}</div>") == STORY
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{inner.replace(tag, 'x-p')}</div>") != STORY


@pytest.mark.parametrize(
    "attribute",
    ["data-component='author-bio'", "role='complementary'", "data-testid='related-links'", "id='newsletter'"],
)
def test_a_name_counts_though_it_is_the_only_attribute(attribute: str) -> None:
    """Whatever the attribute is that names an element."""
    told = "Ida Fell has crossed the river with every ferryman since the war, and owes money to two of them."
    box = f"<div {attribute}><p>{told}</p></div>"
    inner = as_paragraphs(STORY[:2]) + box + as_paragraphs(STORY[2:])
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{inner}</div>") == STORY


def test_the_dates_of_a_chronicle_are_kept() -> None:
    """They head what happened then. The date of the article is no part of its text."""
    entries = {"12 January": "The ferryman finds a hole in the boat.", "3 February": "The hole finds the ferryman."}
    entry = "<div class='timeline-item'><h4 class='timeline-date'>{}</h4><div>{}</div></div>"
    chronicle = "".join(entry.format(*pair) for pair in entries.items())
    inner = as_paragraphs(STORY[:2]) + chronicle + as_paragraphs(STORY[2:])
    told = [part for pair in entries.items() for part in pair]
    html = f"<h1>{HEADLINE}</h1><div><div class='publish-date'>Told in the spring</div>{inner}</div>"
    assert paragraphs(html) == [*STORY[:2], *told, *STORY[2:]]


@pytest.mark.parametrize("box", ["<p class='teaser'>{}</p>", "<div class='article-teaser'><p>{}</p></div>"])
def test_a_teaser_at_the_beginning_of_the_body_is_the_standfirst(box: str) -> None:
    """It may link to something. If several paragraphs have the name, it means nothing."""
    page = f"<article><h1>{HEADLINE}</h1>{{}}{as_paragraphs(STORY)}</article>"
    longer = f"{LEAD[:-1]}, and the innkeeper, who has eleven beds, will have to ask the ferryman for a loan."
    for lead in (LEAD, longer):
        for line in (lead, lead.replace(" the ", " <a href='/inn'>the</a> ", 1)):
            body = read(page.format(box.format(line)))
            assert (body.summary, body.text.split("\n\n")) == (lead, STORY)
    several = "".join(map(box.format, STORY))
    assert read(f"<article><h1>{HEADLINE}</h1>{several}</article>").text.split("\n\n") == STORY


def test_the_sentence_below_a_headline_in_its_header_is_the_standfirst() -> None:
    """The description says the same. The byline and the date below it are no part of the text."""
    header = f"<header class='article-header'><h1>{HEADLINE}</h1><p>{LEAD}</p></header><time>14 March 2026</time>"
    page = f"<head><meta name='description' content='{LEAD}'></head><article>{header}{as_paragraphs(STORY)}</article>"
    body = read(page)
    assert (body.summary, body.text.split("\n\n")) == (LEAD, STORY)
