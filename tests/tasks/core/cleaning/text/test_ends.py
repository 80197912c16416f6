"""Where an article begins and ends in its box: key points before it, comments and teasers after it."""

import pytest

from tests.support.article_text import paragraphs_of

HEADLINE = "Bell of the drowned church is rung again"
STORY = [
    "The bell of the drowned church rang on Sunday for the first time since the valley was flooded for the dam.",
    "Divers had found it in the spring, upside down in the mud, with a family of pike living under its rim.",
    "It hangs in a wooden frame on the shore now, and whoever gives a coin to the museum may pull the rope once.",
]
TEASER = "The keeper of the lock has slept badly since March."


def read(*inner: str) -> list[str]:
    """Return the paragraphs that are read from a box of an article that holds ``inner``."""
    html = f"<html><body><main><h1>{HEADLINE}</h1><div>{''.join(inner)}</div></main></body></html>"
    return paragraphs_of(html, HEADLINE)


def as_paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "heading",
    [
        "3 comments",
        "Comments (3)",
        "Leave a Reply",
        f"2 thoughts on “{HEADLINE}”",
        "12 Kommentare",
        "Schreibe einen Kommentar",
        "Laisser un commentaire",
        "4 comentarios",
        "Deixe um comentário",
        "Lascia un commento",
        "Geef een reactie",
        "Dodaj komentarz",
        "Комментарии (2)",
        "Bir yorum yapın",
        "コメント (4)",
        "评论",
        "التعليقات",
    ],
)
def test_what_stands_below_a_heading_of_comments_stays_out(heading: str) -> None:
    """Comments stay out even in boxes whose names do not tell."""
    comments = "<div><b>pike</b><p>My aunt was christened under that bell, and she could not swim either.</p></div>"
    assert read(as_paragraphs(STORY), f"<h3>{heading}</h3>", comments * 2) == STORY


def test_a_section_about_comments_stays() -> None:
    """A heading of comments early in the text heads a section of it."""
    assert read("<p>He wrote.</p><h2>Comments</h2>", as_paragraphs(STORY))[-3:] == STORY


@pytest.mark.parametrize("heading", ["", "<h2>You may also like</h2>", "<h4>Elsewhere</h4>"])
@pytest.mark.parametrize(
    "card",
    ["<div><h3><a href='/{0}'>{1} no {0}</a></h3><p>{2}</p></div>", "<p><a href='/{0}'>{1} no {0}</a></p><p>{2}</p>"],
)
def test_teasers_after_the_text_stay_out(card: str, heading: str) -> None:
    """Linked titles with short texts below them stay out, with the heading above them."""
    teasers = "".join(card.format(number, "The lock keeper", f"{TEASER} It was number {number}.") for number in (1, 2))
    assert read(as_paragraphs(STORY), heading, teasers) == STORY


def test_linked_titles_with_most_of_the_text_stay() -> None:
    """An article that lists other pages, with a text for each, is more than its introduction."""
    entries = "".join(f"<p><a href='/{n}'>The lock keeper no {n}</a></p><p>{TEASER} {n}.</p>" for n in range(4))
    assert f"{TEASER} 3." in read(f"<p>{STORY[0]}</p>", entries)


def test_key_points_before_the_text_stay() -> None:
    points = ["The bell was found upside down in the mud", "It rang on Sunday"]
    items = "".join(f"<li>{point}</li>" for point in points)
    assert read(f"<h2>In short</h2><ul>{items}</ul>", as_paragraphs(STORY)) == ["In short", *points, *STORY]


def test_a_list_of_details_before_the_text_stays_out() -> None:
    assert read("<ul><li>Ada Quill</li><li>Valley desk</li><li>Sunday</li></ul>", as_paragraphs(STORY)) == STORY


def test_a_text_in_headings_is_text() -> None:
    """Some blogs write in headings."""
    assert read("".join(f"<h4>{line}</h4>" for line in STORY)) == STORY


def test_a_heading_after_the_text_stays_out() -> None:
    assert read(as_paragraphs(STORY), f"<h3>{TEASER}</h3>") == STORY


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Quill and Jo Bell, 14 March 2026, 8:15 am",
        "Von Lena Ohm, 14. März 2026",
        "Updated 14 March 2026 by Tilda Marsh",
    ],
)
def test_a_dated_line_above_the_text_stays_out(line: str) -> None:
    """A line above the text that is no sentence and has a date is a byline. A point of the article is none."""
    assert read(f"<p>1931 – 2026</p><p>{line}</p>", as_paragraphs(STORY)) == STORY
    point = "Found by divers on 14 March 2026 beneath the old tower"
    assert (
        read(f"<ul><li>{point}</li><li>Rung by whoever gives a coin to the museum</li></ul>", as_paragraphs(STORY))[0]
        == point
    )


def test_a_line_that_only_names_authors_stays_out() -> None:
    """A line above the text that introduces people and says nothing else is a byline, however many words they have."""
    assert read("<p>By Ada Quill and Jo van der Bell</p>", as_paragraphs(STORY)) == STORY
    line = "By Ada Quill and the keepers of the bell"
    assert read(f"<p>{line}</p>", as_paragraphs(STORY))[0] == line


@pytest.mark.parametrize(
    "heading",
    [
        "About the author",
        "About the Authors:",
        "Über die Autorin",
        "À propos de l’auteur",
        "Sobre el autor",
        "Об авторе",
        "著者について",
        "关于作者",
    ],
)
def test_the_note_on_the_author_below_its_heading_stays_out(heading: str) -> None:
    """It ends with the next heading. Such a heading above the text heads a section of it."""
    note = f"<h3>{heading}</h3><p>The keeper of the lock writes about bells, and about nothing else.</p>"
    assert read(as_paragraphs(STORY), note) == STORY
    sources = "<h3>Further bells</h3><p>There are two more of them in the lake of Orn.</p>"
    assert read(as_paragraphs(STORY), note, sources) == [
        *STORY,
        "Further bells",
        "There are two more of them in the lake of Orn.",
    ]
    assert read("<p>He wrote.</p>", f"<h2>{heading}</h2>", as_paragraphs(STORY))[-3:] == STORY


def test_the_last_of_several_lines_with_labels_stays() -> None:
    """Reports of matches end so. A label by itself is none of the text."""
    rows = "<p><b>Referee:</b> P. Quist, who was hit by a pike.</p><p><b>Attendance:</b> 3,412</p>"
    assert read(as_paragraphs(STORY), rows)[3:] == ["Referee: P. Quist, who was hit by a pike.", "Attendance: 3,412"]
    assert read(as_paragraphs(STORY), "<p><b>Attendance:</b> 3,412</p>") == STORY


def test_a_heading_above_the_date_stays() -> None:
    """The date and what stands above both are no part of the text."""
    line = "Drowned villages"
    assert read(f"<div>Bells</div><h3>{line}</h3><p>14 March 2026</p>", as_paragraphs(STORY)) == [line, *STORY]


@pytest.mark.parametrize(
    "line",
    [
        "By Ida Fell. Published on 14 March 2026.",
        "Réponse de Solène Abiven. Mis en ligne le 19 mai 2026.",
        "Von Ina Beck. Zuletzt aktualisiert am 3. Mai 2026.",
        "First published on Wed 25 Feb 2026 08.31 GMT",
        "Opublikowano 3 maja 2026, godz. 10:30",
        "Tiempo de lectura: 3 minutos",
        "Datum: 3. Mai 2026",
    ],
)
def test_a_line_about_the_text_does_not_begin_it(line: str) -> None:
    """Who wrote it and when, in one line or in two sentences."""
    assert read(f"<p>{line}</p>", as_paragraphs(STORY)) == STORY


def test_a_sentence_with_a_date_begins_the_text() -> None:
    line = "By the river stands a mill. It has not turned since 14 March 2026."
    assert read(f"<p>{line}</p>", as_paragraphs(STORY)) == [line, *STORY]


def test_how_to_reach_the_author_does_not_end_the_text() -> None:
    """A person and a mailbox in two sentences. An office that can be reached belongs to its notice."""
    author = "Ida Fell writes about bells. Reach her at ida@bells.example."
    assert read(as_paragraphs(STORY), f"<p><em>{author}</em></p>") == STORY
    office = "The bell may be rung on Sundays. The museum answers letters to bell@museum.example."
    assert read(as_paragraphs(STORY), f"<p>{office}</p>") == [*STORY, office]


def test_the_heading_of_a_live_entry_beside_its_linked_time() -> None:
    """The time links to the entry, and has as many words as the heading."""
    entries = "".join(
        f"<article><header><a href='#e{n}'><time>16.4{n} <span>GMT</span></time></a><h2>Bell rings</h2></header>"
        f"<p>{line}</p></article>"
        for n, line in enumerate(STORY[:1])
    )
    assert read(entries, as_paragraphs(STORY[1:])) == ["Bell rings", *STORY]


@pytest.mark.parametrize("name", ["t-heading", "title", "story-heading"])
def test_an_element_that_is_named_a_heading_is_one(name: str) -> None:
    """Some builders of sites make headings of plain elements. The name of a link or a button is none."""
    heading = f"<div class='{name}'>Out of mud</div>"
    assert read(f"<p>{STORY[0]}</p>", heading, as_paragraphs(STORY[1:])) == [STORY[0], "Out of mud", *STORY[1:]]
    linked = f"<div class='{name}'><a href='/more'>Out of mud</a></div>"
    assert read(f"<p>{STORY[0]}</p>", linked, as_paragraphs(STORY[1:])) == STORY


def test_the_caption_of_a_table_belongs_to_it() -> None:
    table = "<table><caption>Weight and tone</caption><tr><td>Bell</td><td>310 kg</td></tr></table>"
    assert read(f"<p>{STORY[0]}</p>", table, as_paragraphs(STORY[1:]))[1:2] == ["Weight and tone"]
