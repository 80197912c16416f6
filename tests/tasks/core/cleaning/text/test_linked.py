"""Links that belong to a story: introduced lists, headings above paragraphs, items of lists that are mostly text."""

import pytest

from dateline.tasks.core.cleaning.text.sentences import ends_sentence
from tests.support.article_text import paragraphs_of
from tests.tasks.core.cleaning.text.test_lists import HEADLINE, ITEMS, THIRD, paragraphs

LINKED = "".join(f"<li><a href='/{n}'>{item.rstrip('.')}</a></li>" for n, item in enumerate(ITEMS))
UNLINKED = [item.rstrip(".") for item in ITEMS]


def test_a_list_of_links_that_a_sentence_introduces_is_kept() -> None:
    """A line that ends with a colon makes a list of links below it part of the text."""
    line = "The foundries that still answer letters are these:"
    assert paragraphs(f"<p>{line}</p><ul>{LINKED}</ul>") == [line, *UNLINKED]


def test_a_label_or_a_teaser_introduces_no_list() -> None:
    """A short label, or a line that points elsewhere, does not make a list of links part of the text."""
    for line in ("Contents:", "Read more about pans and their foundries:", "Verwandte Artikel:", "Articles liés :"):
        assert not set(UNLINKED) & set(paragraphs(f"<p>{line}</p><ul>{LINKED}</ul>"))


def test_a_linked_heading_above_a_long_paragraph_is_kept() -> None:
    """Guides link the headings of what they list. Teasers are shorter than the paragraphs below them."""
    text = f"{THIRD[:-1]}, which nobody on the river has ever regretted, not even the ferryman's own daughter."
    heading = "Salt and half a potato"
    assert paragraphs(f"<h3><a href='/salt'>{heading}</a></h3><p>{text}</p>") == [heading, text]
    assert heading not in paragraphs(f"<h3><a href='/salt'>{heading}</a></h3><p>A short way to a clean pan.</p>")


def test_a_number_before_a_linked_heading_does_not_matter() -> None:
    """Guides number what they list. A label before a link makes it a teaser."""
    text = f"{THIRD[:-1]}, which nobody on the river has ever regretted, not even the ferryman's own daughter."
    link = "<a href='/salt'>Salt and half a potato</a>"
    assert paragraphs(f"<h3>Way number 3: {link}</h3><p>{text}</p>") == ["Way number 3: Salt and half a potato", text]
    assert paragraphs(f"<h3>Klip: {link}</h3><p>{text}</p>") == [text]


def test_a_list_of_short_links_under_a_heading_is_kept_amid_the_text() -> None:
    """Guides list the names of things under a heading. Titles of other pages are longer."""
    names = ["Kettle No. 4", "The long ladle", "Pan brush"]
    things = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in names)
    titles = "".join(f"<li><a href='/{name}'>How the {name} came to be so dear this year</a></li>" for name in names)
    heading = "Tools for the yard"
    assert paragraphs(f"<h3>{heading}</h3><ul>{things}</ul>") == [heading, *names]
    assert paragraphs(f"<h3>{heading}</h3><ul>{titles}</ul>") == [heading]


def test_a_partly_linked_list_is_kept_amid_the_text() -> None:
    """Items that say more than their links belong to the text."""
    items = [("The long ladle", "with a hook"), ("A pan brush", "of hair"), ("Kettle lids as", "in March")]
    html = "".join(f"<li><a href='/{link}'>{link}</a> {rest}</li>" for link, rest in items)
    assert paragraphs(f"<ul>{html}</ul>") == [f"{link} {rest}" for link, rest in items]


def test_a_table_of_contents_is_not_kept() -> None:
    """A list whose items are the headings below it is a table of contents, also after a line that introduces it."""
    heads = ["Which kettle to buy", "How to clean it", "Where to keep it"]
    contents = "".join(f"<li><a href='#{head}'>{head}</a></li>" for head in heads)
    text = [part for head in heads for part in (head, f"This is told of what we call {head}: nobody knows for sure.")]
    sections = "".join(f"<h2>{head}</h2><p>{line}</p>" for head, line in zip(text[::2], text[1::2], strict=True))
    line = "In this long guide to kettles:"
    assert paragraphs(f"<p>{line}</p><ul>{contents}</ul>{sections}") == [line, *text]


def test_an_item_that_is_mostly_linked_is_kept_among_items_that_are_not() -> None:
    """A list with few links keeps the item of which most is linked."""
    items = [*ITEMS, "Kettles of the lower yard (closed)"]
    linked = items[-1].replace("Kettles of the lower yard", "<a href='/k'>Kettles of the lower yard</a>")
    html = "".join(f"<li>{item}</li>" for item in (*ITEMS, linked))
    assert paragraphs(f"<ul>{html}</ul>") == items


def test_paragraphs_beside_many_links_are_kept() -> None:
    """A section of which most words are links keeps its paragraphs."""
    text = [
        f"{n} of the pans went to the museum, where a guard polishes them at night." for n in ("Four", "Five", "Six")
    ]
    links = "".join(f"<li><a href='/{n}'>Foundry number {n} on the river bank</a></li>" for n in range(12))
    assert paragraphs(f"<section>{''.join(f'<p>{line}</p>' for line in text)}<ul>{links}</ul></section>") == text


def test_quotation_marks_after_a_full_stop_do_not_hide_it() -> None:
    """A sentence may end with a quotation mark or a bracket."""
    assert ends_sentence("“It goes.”")
    assert not ends_sentence("It goes on")


def test_a_linked_heading_amid_a_long_text_is_kept() -> None:
    """In a box of many paragraphs with few links, a linked heading is the title of a section, not of another page."""
    heading, text = "<h3><a href='/ladle'>The long ladle</a></h3>", "<p>It has a hook.</p>"
    lines = [f"{THIRD} This was said {times} times over." for times in range(5)]
    sections = [f"<p>{line}</p>{heading.replace('long', f'no {n}')}{text}" for n, line in enumerate(lines)]
    assert "The no 3 ladle" in paragraphs(*sections)
    cards = [f"<div>{heading.replace('long', f'no {n}')}{text}</div>" for n in range(5)]
    assert "The no 3 ladle" not in paragraphs(*cards)


@pytest.mark.parametrize("address", ["https://pans.example/petition/against-the-new-lid", "foundry@pans.example"])
def test_an_address_that_is_written_out_is_kept(address: str) -> None:
    """A link that shows its address leads where the text says. A single linked word may lead anywhere."""
    line = "Whoever wants to keep the old lid may sign here"
    assert paragraphs(f"<p>{line}</p><p><a href='/x'>{address}</a></p>") == [line, address]
    assert paragraphs(f"<p>{line}</p><p><a href='/x'>Foundries</a></p>") == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "คำร้องถูกยื่นเมื่อวันอังคารพร้อมลายเซ็นของคนหล่อสามสิบเอ็ดคนและพ่อครัวสองคนซึ่งรู้จักกระทะทุกใบในเมืองนี้มาสิบเอ็ดปี",
        "የጀልባው ሠራተኞች ከክረምት በፊት ሁለተኛ መወጣጫ እንዲሠራላቸው ማክሰኞ ዕለት ምክር ቤቱን ጠየቁ።",
    ],
)
def test_a_linked_sentence_is_kept_in_every_script(sentence: str) -> None:
    """Thai ends its sentences without any sign, Amharic with one of its own."""
    assert sentence in paragraphs(f"<p><a href='/pan'>{sentence}</a></p>")


def test_a_linked_title_with_a_picture_is_a_teaser() -> None:
    """One link holds both. A linked heading of a list has its picture elsewhere."""
    several = "".join(f"<p>{THIRD[:-1]}, or at least in the house number {number}.</p>" for number in range(12))
    card = "<div><a href='/inn'>{}<h4>The inn has a new stove</h4></a></div>"
    for markup in ("<img src='inn.jpg'>", "<picture><source srcset='inn.jpg'></picture>"):
        assert "The inn has a new stove" not in paragraphs(card.format(markup), several)
    assert paragraphs(card.format(""), several)[0] == "The inn has a new stove"


def test_a_partly_linked_list_followed_by_lists_of_text_is_kept() -> None:
    """Change logs hold lists and nothing else."""
    items = [f"{name} took the handle off the pan" for name in ("Ida", "Per", "Una")]
    linked = "".join(
        f"<li>{item.replace('took the handle', '<a href=/log>took the handle</a>')}</li>" for item in items
    )
    text = "".join(f"<li>{THIRD} It was {name}.</li>" for name in ("Eva", "Tom"))
    page = f"<main><h1>{HEADLINE}</h1><p>{THIRD}</p><h3>New</h3><ul>{linked}</ul><h3>Known</h3><ul>{text}</ul></main>"
    assert paragraphs_of(page, HEADLINE)[2:5] == items
