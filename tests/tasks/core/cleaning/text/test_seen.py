"""What a reader sees of a text: no hidden words, paragraphs where lines end, links only where they were meant."""

import pytest

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.read import read_text
from dateline.tasks.core.cleaning.text.visible import count_words
from tests.support.article_text import paragraphs_of

HEADLINE = "The eel smokers of Varn light their ovens"
FIRST = "The smokers of Varn lit their ovens on Friday, three weeks later than in any year that they can remember."
SECOND = "The eels had stayed in the upper lake, where the water was warmer, and nobody could be talked into waiting."
THIRD = "By Sunday the first of them hung over the alder wood, and the smell had reached the station on the far bank."
STORY = [FIRST, SECOND, THIRD]


def read(inner: str) -> list[str]:
    return paragraphs_of(f"<html><body><div><h1>{HEADLINE}</h1>{inner}</div></body></html>", HEADLINE)


@pytest.mark.parametrize(
    "attributes",
    [
        "style='display: none'",
        "hidden",
        "class='sr-only'",
        "class='link visually-hidden'",
        "class='screen-reader-text'",
    ],
)
def test_words_that_nobody_sees_stay_out_of_a_sentence(attributes: str) -> None:
    """Screen readers say them, or scripts show them."""
    link = f"<a href='/map'>the map<span {attributes}> (opens in a new window)</span></a>"
    assert read(f"<p>{FIRST} See {link}.</p><p>{SECOND}</p>") == [f"{FIRST} See the map.", SECOND]


def test_spans_that_are_shown_stay() -> None:
    """So does the hidden rest of a text, which a button shows."""
    assert read(f"<p>{FIRST} <span class='tooltip'>{SECOND}</span></p>") == [f"{FIRST} {SECOND}"]
    rest = f"{SECOND} {THIRD}"
    assert read(f"<p>{FIRST} <span style='display:none'>{rest}</span></p>") == [f"{FIRST} {rest}"]


def test_single_line_breaks_between_sentences_make_paragraphs() -> None:
    """Some sites have no other sign for the end of a paragraph."""
    assert read("<br>\n".join(STORY)) == STORY
    assert read(f"<p>{'<br/>'.join(STORY)}</p>") == STORY


@pytest.mark.parametrize(
    "lines",
    [
        ["The smoke goes up, the smoke comes down,", "it lies upon the sleepy town."],
        ["Why so late this year?", FIRST],
        ["Varn Smokehouse", "4 Lake Street", "open daily"],
    ],
    ids=["verse", "question", "address"],
)
def test_single_line_breaks_within_a_paragraph_are_blanks(lines: list[str]) -> None:
    """Verses, an answer below its question and an address remain together."""
    assert read(f"<p>{FIRST}</p><p>{'<br>'.join(lines)}</p><p>{THIRD}</p>")[1] == " ".join(lines)


def test_blank_lines_in_preformatted_prose_make_paragraphs() -> None:
    """Archives of mailing lists are written so. A program remains in one piece."""
    assert read(f"<pre>{FIRST}\n\n{SECOND}\n \n{THIRD}</pre>") == STORY
    program = "def smoke(eel):\n    return eel + salt\n\n\nsmoke(eel)"
    assert read(f"<p>{FIRST}</p><pre>{program}</pre><p>{THIRD}</p>")[1] == " ".join(program.split())


def test_a_link_that_is_never_closed_is_no_link() -> None:
    """Parsers repeat it in each paragraph below, or wrap them in it."""
    begun = "<p>The ovens stand in a row, says <a href='/plan'>the plan.</p>"
    for between in ("", "\n"):
        lines = between.join(f"<p>{line}</p>" for line in STORY)
        assert read(f"{begun}{between}{lines}") == ["The ovens stand in a row, says the plan.", *STORY]


def test_a_teaser_of_several_links_to_one_page_stays_out() -> None:
    """A linked picture, title and sentence lead to one page, too."""
    card = f"<a href='/pike'><h4>Pike caught</h4></a><p><a href='/pike'>{THIRD[:-1]}, says the angler.</a></p>"
    with_link = read(f"<p>{FIRST}</p><p>{SECOND}</p><div class='teaser'>{card}</div><p>{THIRD}</p>")
    assert with_link == STORY


@pytest.mark.parametrize(
    "text",
    ["ស្ពានចាស់នៅតែបិទរហូតដល់ចុងខែ", "တံတားဟောင်းကိုလကုန်အထိပိတ်ထားမည်", "ຂົວເກົ່າຈະປິດຈົນຮອດທ້າຍເດືອນ", "สะพานเก่าปิดต่อไปจนถึงสิ้นเดือน"],
    ids=["km", "my", "lo", "th"],
)
def test_scripts_without_blanks_have_words(text: str) -> None:
    assert count_words(text) >= len(text) // 2


def test_the_sign_that_links_to_a_heading_is_no_part_of_it() -> None:
    """Manuals and wikis have them. A linked letter is text."""
    sign = "<a class='headerlink' href='#smoke'>{}</a>"
    for mark in "¶#§":
        assert read(f"<p>{FIRST}</p><h2>Smoke{sign.format(mark)}</h2><p>{THIRD}</p>")[1] == "Smoke"
    edit = "<span class='mw-editsection'>[<a href='/edit'>edit</a>]</span>"
    assert read(f"<p>{FIRST}</p><h2>Smoke{edit}</h2><p>{THIRD}</p>")[1] == "Smoke"
    assert read(f"<p>{FIRST}</p><h2>Oven {sign.format('B')}</h2><p>{THIRD}</p>")[1] == "Oven B"


def test_short_lines_that_are_only_read_aloud_stay_out() -> None:
    assert read(f"<p>{FIRST}</p><h2 class='visually-hidden'>The text goes on</h2><p>{SECOND}</p>") == [FIRST, SECOND]


def test_captions_and_summaries_among_line_breaks_stand_apart() -> None:
    """Some systems write the summary, the pictures and the text into one element."""
    picture = "<span class='photo'><div><img src='oven.jpg'></div><em class='img_desc'>The ovens at dusk</em></span>"
    more = [THIRD, f"{THIRD[:-1]}, or so says the station master.", f"{SECOND[:-1]}, it is said."]
    page = f"<strong class='end_summary'>{FIRST}</strong><br><br>{picture}{SECOND}<br><br>{'<br><br>'.join(more)}"
    data = f"<html><body><h1>{HEADLINE}</h1><div>{page}</div></body></html>".encode()
    body = read_text(Document(data), Page(data), HEADLINE)
    assert (body.summary, body.text.split("\n\n"), body.captions) == (FIRST, [SECOND, *more], ("The ovens at dusk",))
    inline = f"{FIRST} She calls it a <em class='credit'>credit</em> to the town."
    assert read(f"<p>{inline}</p><p>{THIRD}</p>")[0] == f"{FIRST} She calls it a credit to the town."
