"""What stands directly beside the name in a line about the post: an hour, a date with "by", brackets with a role."""

import pytest

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.author_names import names_in

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4


def authors(article: str, lang: str = "en") -> tuple[str, ...]:
    page = (
        f"<html lang='{lang}'><head><meta charset='utf-8'><title>Ferry sails again</title></head>"
        f"<body><article><h1>Ferry sails again</h1>{article}</article></body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Ida at 6:04 pm - Boats",
        "Posté par Ida à 18:04 - Bacs - Commentaires [2]",
        "Posté par Ida à 18h04",
        "Erstellt von Ida um 18.04 Uhr",
        "Publicado por Ida a las 18:04",
        "Postado por Ida às 18h04",
        "Inserito da Ida alle 18:04",
        "Skriven av Ida kl. 18:04",
    ],
)
def test_an_hour_behind_a_name_is_no_part_of_it(line: str) -> None:
    assert names_in(line)[:1] == ("Ida",)
    assert authors(f"{STORY}<div class='itemfooter'>{line}</div>") == ("Ida",)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("March 3, 2024 by <a href='#'>Ida</a>", "en"),
        ("March 3, 2024 at 18:04, by <a href='#'>Ida</a>", "en"),
        ("3. März 2024 von <a>Ida</a>", "de"),
        ("3 mars 2024 par <a>Ida</a> | Bacs", "fr"),
        ("3 de marzo de 2024, por <b>Ida</b>", "es"),
        ("Опубликовано 3 марта 2024 автором <a>Ida</a>", "ru"),
        ("نوشته شده در ۳ خرداد ۱۴۰۳ ساعت ۱۸:۲۰ توسط <a>Ida</a>", "fa"),
    ],
)
def test_a_date_and_by_introduce_the_element_behind_them(line: str, lang: str) -> None:
    assert authors(f"<p class='post-meta'>{line}</p>{STORY}", lang) == ("Ida",)


def test_by_without_a_date_introduces_no_element() -> None:
    assert authors(f"<p>Two of the 38 boats built by <a href='/yard'>Salty</a> sank.</p>{STORY}") == ()


def test_the_persian_by_introduces_an_author() -> None:
    assert authors(f"<p>ارسال شده توسط نگار</p>{STORY}", "fa") == ("نگار",)
    assert authors(f"<p>نوشته شده در</p>{STORY}", "fa") == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ida Holm (text) Per Ek (foto)", ("Ida Holm",)),
        ("Ida Holm (Text), Per Ek (Fotos)", ("Ida Holm",)),
        ("Per Ek (photos) and Ida Holm (words)", ("Ida Holm",)),
        ("Ida Holm (text), Bo Lind (text), Per Ek (bild)", ("Ida Holm", "Bo Lind")),
        ("Ida Holm (Kiel), Per Ek (Oslo)", ("Ida Holm", "Per Ek")),
        ("Ida Holm (photos)", ("Ida Holm",)),
    ],
)
def test_brackets_tell_who_took_the_pictures(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("by Ida | Mar 3, 2024 | Boats", "en"),
        ("Scritto il 3 marzo 2024 da Ida", "it"),
        ("Napisane przez Ida, 3 marca 2024", "pl"),
        ("Опубликовано 3 марта 2024 автором Ida", "ru"),
    ],
)
def test_a_line_about_the_post_names_its_author_in_one_word(line: str, lang: str) -> None:
    assert authors(f"<p class='meta'>{line}</p>{STORY}", lang) == ("Ida",)


def test_full_names_behind_a_date_are_authors() -> None:
    assert names_in("By Ida Holm | Mar 3, 2024 | Per Ek") == ("Ida Holm", "Per Ek")


@pytest.mark.parametrize(
    "line",
    ["Recipe by Ida Holm", "Recipe: Ida Holm", "Rezept von Ida Holm", "Recette de Ida Holm", "Receta de Ida Holm"],
)
def test_a_recipe_has_an_author(line: str) -> None:
    assert authors(f"<p>{line}</p>{STORY}") == ("Ida Holm",)
