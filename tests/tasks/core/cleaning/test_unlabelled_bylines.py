"""Bylines in less usual places: above the text in what is called a footer, in rows, and without any headline."""

import pytest

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.author_names import names_in

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
TITLE = "Ferry sails again at last"


def authors(article: str, *, top: str = f"<h1>{TITLE}</h1>", lang: str = "en") -> tuple[str, ...]:
    page = (
        f"<html lang='{lang}'><head><meta charset='utf-8'><title>{TITLE}</title></head>"
        f"<body>{top}<article>{article}</article></body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize("tag", ["<footer class='info'>{}</footer>", "<div class='footer'><p>{}</p></div>"])
def test_what_is_called_a_footer_above_the_text_is_the_articles(tag: str) -> None:
    """Two content systems put the byline there. Nothing ends where a text begins."""
    byline = tag.format("<span class='byline author'>Ida Holm</span>")
    assert authors(f"{byline}<div>{STORY}</div>") == ("Ida Holm",)
    assert authors(f"<div>{STORY}</div><div>{byline}</div>") == ()


@pytest.mark.parametrize(
    "date",
    ["Sunday 17 March, 09:40", "(2024) Sunday 17 March", "today, 09:40", "Σήμερα, 09:40", "4 min read"],
)
def test_a_date_in_an_element_of_its_own_is_no_part_of_a_name(date: str) -> None:
    assert authors(f"<div class='byline'><div>Ida Holm</div><span>{date}</span></div>{STORY}") == ("Ida Holm",)


@pytest.mark.parametrize(
    "row",
    [
        "<div class='people'><a href='/u/1'>{}</a> / <a href='/u/2'>{}</a></div><p>3 March 2024</p>",
        "<div><span class='writer'>{}</span><span class='writer'>{}</span></div><p>3 March 2024</p>",
        "<ul><li class='contributor'><b>{}</b></li><li class='contributor'><b>{}</b></li></ul><p>3 March 2024</p>",
        "<p>By <a href='/author/1'>{}</a> and <a href='/author/2'>{}</a></p>",
        "<div class='signed'>{}, {}</div><p>3 March 2024</p>",
    ],
)
def test_everybody_in_a_row_is_named(row: str) -> None:
    assert authors(row.format("Ida Holm", "Per Ek") + STORY) == ("Ida Holm", "Per Ek")


@pytest.mark.parametrize("table", ["<td>By Ferry</td><td>By Road</td>", "<td class='author'>North Road</td>"])
def test_cells_of_a_table_amid_the_text_name_nobody(table: str) -> None:
    assert authors(f"{STORY}<table><tr>{table}</tr></table>{STORY}") == ()


@pytest.mark.parametrize(("lang", "line"), [("en", "By Ida Holm"), ("de", "Von Ida Holm"), ("fr", "Par Ida Holm")])
def test_a_line_above_the_text_names_the_author_of_a_page_without_headings(lang: str, line: str) -> None:
    assert authors(f"<p>{line}</p><p>3.3.2024</p>{STORY}", top="", lang=lang) == ("Ida Holm",)
    assert authors(f"{STORY}<p>{line}</p>{STORY}", top="", lang=lang) == ()


@pytest.mark.parametrize(
    "role",
    [
        *("Guest Contributor", "Our Correspondent", "Special Correspondent", "Onze Verslaggever", "Inviato Speciale"),
        *("Notre correspondante", "Enviado especial", "Unser Korrespondent", "Наш корреспондент", "Staff Writer"),
    ],
)
def test_a_role_alone_is_nobodys_name(role: str) -> None:
    assert authors(f"<span class='author'>{role}</span>{STORY}") == ()


def test_the_credit_of_a_photograph_is_no_signature() -> None:
    assert authors(f"{STORY}<p><em>Photo Courtesy Harbour Office</em></p>") == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("3 March 2024 09:15 – Ida Holm – Harbour", ("Ida Holm",)),
        ("Publié le 3 mars 2024 par Ida Holm dans Ports", ("Ida Holm",)),
        ("EFE / Lima", ("EFE",)),
        ("Ida Holm - Per Ek", ("Ida Holm", "Per Ek")),
        ("Ida Holm - Quay", ("Ida Holm",)),
        ("dpa / AFP", ("dpa", "AFP")),
    ],
)
def test_dates_sections_and_places_beside_names_are_left_out(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize("line", ["3.3.2024, 09:30 - By Ida Holm", "03/03/2024 às 09h30 – Por Ida Holm"])
def test_a_byline_may_stand_behind_a_date_and_a_dash(line: str) -> None:
    assert authors(f"<p>{line}</p>{STORY}") == ("Ida Holm",)
    assert authors(f"<p>{line.replace('By ', '').replace('Por ', '').replace('Ida Holm', 'New York')}</p>{STORY}") == ()
