"""Links that belong to a story: introduced lists, headings above paragraphs, items of lists that are mostly text."""

from dateline.tasks.core.cleaning.text.sentences import ends_sentence
from tests.tasks.core.cleaning.text.test_lists import ITEMS, THIRD, paragraphs

LINKED = "".join(f"<li><a href='/{n}'>{item.rstrip('.')}</a></li>" for n, item in enumerate(ITEMS))
UNLINKED = [item.rstrip(".") for item in ITEMS]


def test_a_list_of_links_that_a_sentence_introduces_is_kept() -> None:
    """A line that ends with a colon makes a list of links below it part of the text."""
    line = "The foundries that still answer letters are these:"
    assert paragraphs(f"<p>{line}</p><ul>{LINKED}</ul>") == [line, *UNLINKED]


def test_a_label_or_a_teaser_introduces_no_list() -> None:
    """A short label, or a line that points elsewhere, does not make a list of links part of the text."""
    for line in ("Contents:", "Read more about pans and their foundries:"):
        assert not set(UNLINKED) & set(paragraphs(f"<p>{line}</p><ul>{LINKED}</ul>"))


def test_a_linked_heading_above_a_long_paragraph_is_kept() -> None:
    """Guides link the headings of what they list. Teasers are shorter than the paragraphs below them."""
    text = f"{THIRD[:-1]}, which nobody on the river has ever regretted, not even the ferryman's own daughter."
    heading = "Salt and half a potato"
    assert paragraphs(f"<h3><a href='/salt'>{heading}</a></h3><p>{text}</p>") == [heading, text]
    assert heading not in paragraphs(f"<h3><a href='/salt'>{heading}</a></h3><p>A short way to a clean pan.</p>")


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
