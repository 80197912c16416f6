"""Pages made with site builders, whose boxes have numbered names that say nothing."""

import pytest

from tests.support.article_text import paragraphs_of

HEADLINE = "The bell of Orlen rings again"
STORY = [
    "The bell of Orlen rang on Sunday for the first time since lightning split its frame, forty years ago this May.",
    "Three carpenters from the valley had cut a new frame of larch, without a fee, in the evenings of one winter.",
    "It was hauled up the tower by hand, because no crane could be brought through the gate of the old town.",
    "The oldest of those who pulled was ninety-one; she had heard the bell every day until she was fifty.",
    "It will ring at noon and at seven, the parish decided, and not at night, when the storks are asleep.",
    "What is left of the money goes to the clock, whose hands have stood at ten past four for as long.",
    "Whoever wants to see the frame may climb the tower on the first Saturday of each month, in small groups.",
    "A book about the bell, with a drawing by each child of the school, is to be had at the baker's for six crowns.",
]


def paragraphs(inner: str, headline: str = HEADLINE) -> list[str]:
    html = f"<!doctype html><html><body><h1>{headline}</h1>{inner}</body></html>"
    return paragraphs_of(html, headline)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='f-{n} widget'><p>{line}</p></div>",
        "<div class='widget-{n} w{n}'><p>{line}</p></div>",
        "<div class='card-{n}'><p>{line}</p></div>",
        "<section class='row{n}'><div class='col promo promo--{n}'><p>{line}</p></div></section>",
        "<div id='gallery-{n}' data-type='video'><p>{line}</p></div>",
        "<div class='pb-a{n}f0 pb-widget-text' role='tool'><div class='pb-widget-in'><p>{line}</p></div></div>",
        "<aside><p>{line}</p></aside>",
    ],
)
def test_boxes_that_hold_the_story_together_are_of_one_kind(box: str) -> None:
    """Boxes that differ by a number are of one kind, and words in all their names mean nothing."""
    assert paragraphs("".join(box.format(n=n, line=line) for n, line in enumerate(STORY))) == STORY


def test_a_builders_headings_and_lists_are_kept_with_its_paragraphs() -> None:
    """Headings and lists in widgets of their own are kept, though the text is in widgets of another kind."""
    parts = [
        f"<div class='pb-widget pb-widget-heading pb-{3 * n}'><h2>Part {n} of the tale</h2></div>"
        f"<div class='pb-widget pb-widget-text pb-{3 * n + 1}'><p>{line}</p></div>"
        f"<div class='pb-widget pb-widget-list pb-{3 * n + 2}'><ul><li>larch for side {n}</li></ul></div>"
        for n, line in enumerate(STORY)
    ]
    wanted = [part for n, line in enumerate(STORY) for part in (f"Part {n} of the tale", line, f"larch for side {n}")]
    assert paragraphs("".join(parts)) == wanted


def test_other_names_of_a_widget_count() -> None:
    """Widgets that are also named ``author-bio`` or ``related`` stay out."""
    boxes = [f"<div class='widget widget-{n}'><p>{line}</p></div>" for n, line in enumerate(STORY)]
    boxes.insert(4, "<div class='widget author-bio'><p>Ida Fell has written of towers for ten years.</p></div>")
    boxes.append("<div class='widget related'><p>In our next number: why the storks came back so early.</p></div>")
    assert paragraphs("".join(boxes)) == STORY


def test_a_sidebar_inside_a_layout_named_after_it_stays_out() -> None:
    """A sidebar stays out, though the container of the whole page has "sidebar" in its name."""
    side = "<div class='sidebar'><p>Our shop has candles, cards and bells of chocolate.</p></div>"
    lines = [f"<p>{line}</p>" for line in STORY]
    inner = "".join([*lines[:4], side, *lines[4:]])
    assert paragraphs(f"<div class='layout-with-sidebar'>{inner}</div>") == STORY


def test_generated_names_contain_no_words() -> None:
    """The "ad" in ``5f18ad9`` does not make a box an advertisement."""
    told = "The frame cost nothing but the nails, and the nails were a gift of the smith, who would not be named."
    lines = [*STORY[:4], told, *STORY[4:]]
    inner = "".join(
        f"<div class='el-5f18ad9'><p>{line}</p></div>" if line == told else f"<p>{line}</p>" for line in lines
    )
    assert paragraphs(inner) == lines


def test_rows_with_a_column_each_are_one_body() -> None:
    """Generated names say nothing, but rows of one name that hold one part each belong together."""
    first = "".join(f"<p>{line}</p>" for line in STORY[:5])
    rest = [f"<p>{line}</p>" for line in STORY[5:]]
    row = "<div class='n p'><div class='z ab ac'>{}</div></div>"
    picture = "<div class='hr'><div class='n p'><figure><figcaption>The frame</figcaption></figure></div></div>"
    rows = [row.format(f"<h1>{HEADLINE}</h1>{first}<h1>The hours</h1>"), picture, *(row.format(line) for line in rest)]
    html = f"<!doctype html><html><body><section class='cy cz'>{''.join(rows)}</section></body></html>"
    assert [line for line in paragraphs_of(html, HEADLINE) if line != "The hours"] == STORY


def test_cards_of_the_same_names_are_no_rows() -> None:
    """A box that holds more than its part, such as the title of another story, is none of the rows."""
    body = "<div class='k'><div class='z ab'>{}</div></div>".format("".join(f"<p>{line}</p>" for line in STORY))
    card = (
        "<div class='k'><h4>The clock of Orlen</h4><div class='z ab'><p>Its hands have stood at ten past four for as "
        "long as anybody in the town can remember, and the clockmaker has stopped asking for the key.</p></div></div>"
    )
    html = f"<html><body><h1>{HEADLINE}</h1><main>{body}{card}{card.replace('clock', 'well')}</main></body></html>"
    assert paragraphs_of(html, HEADLINE) == STORY
