"""Headings and sections that look like names and stand where names do."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = (
    "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay as ever.</p>" * 4
)


LOG = "<p>Kiel 10:05, Moss 11:20, Horten 12:40, Larvik 14:55, Risør 16:10, Grimstad 17:35, Kiel 23:50.</p>" * 8
"""A text in no language, so that a page's language is the one that it states."""


def authors(above: str = "<p>3 March 2024</p>", below: str = "", lang: str = "en") -> tuple[str, ...]:
    text = STORY if lang == "en" else LOG
    page = (
        f"<html lang='{lang}'><head><meta charset='utf-8'><title>Ferry sails again</title></head>"
        f"<body><h1>Ferry sails again</h1>{above}{text}{below}</body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "section",
    [
        *("Case Study", "Press Release", "Public Health and Social Care", "Town Hall Meeting", "Supreme Court"),
        *("Book Review", "Ferry Images", "de: Stadt Kiel", "es: Nota de Prensa", "fr: Communiqué de presse"),
        "tr: Basın Bülteni",
    ],
)
@pytest.mark.parametrize("line", ["{} — 3 March 2024", "{} | 3 March 2024", "{}</p><p>3 March 2024"])
def test_a_section_or_a_kind_of_article_beside_a_date_is_no_author(line: str, section: str) -> None:
    lang, _, words = section.rpartition(": ")
    assert authors(f"<p>{line.format(words)}</p>", lang=lang or "en") == ()
    assert authors(f"<p>{line.format('Ida Holm')}</p>", lang=lang or "en") == ("Ida Holm",)


@pytest.mark.parametrize(
    "name",
    [
        *("Ann Winter", "Bo Garten", "Kirk Haven", "Mari Berg", "Kim Essen", "Ned Gardens", "Grande Lee"),
        *("de: Christian Winter", "de: Philipp Wahl", "de: Lange Lee", "nl: Kirk Haven"),
    ],
)
@pytest.mark.parametrize("line", ["{} — 3 March 2024", "{} | 3 March 2024"])
def test_a_name_is_no_heading_for_being_a_word_in_another_language(line: str, name: str) -> None:
    """Nor for being one in the page's own language if people often have it."""
    lang, _, words = name.rpartition(": ")
    assert authors(f"<p>{line.format(words)}</p>", lang=lang or "en") == (words,)


@pytest.mark.parametrize("line", ["Key Facts", "Further Reading", "Stay Informed Daily", "Background Ferry"])
@pytest.mark.parametrize("tag", ["strong", "em"])
def test_a_heading_after_the_text_is_no_signature(tag: str, line: str) -> None:
    assert authors(below=f"<p><{tag}>{line}</{tag}></p>") == ()
    assert authors(below=f"<p><{tag}>Ida Holm</{tag}></p>") == ("Ida Holm",)


def test_what_the_page_writes_in_small_letters_is_no_name() -> None:
    line = "<p>Quay Ferry — 3 March 2024</p>"
    assert authors(line) == ()
    assert authors(line.replace("Quay Ferry", "Quay Holm")) == ("Quay Holm",)


def test_a_byline_may_have_such_words() -> None:
    assert authors("<p class='byline'>By Ida Sport</p>") == ("Ida Sport",)


def test_names_and_dates_below_the_second_paragraph_are_those_of_others() -> None:
    teaser = "<div><a href='/b'>Market opens</a> <span>Ida Holm</span> <span>2 March 2024</span></div>"
    assert authors(below=teaser) == ()
    assert authors(f"<p>{'The ferry sails at last. ' * 5}</p>{teaser}") == ("Ida Holm",)


@pytest.mark.parametrize("line", ["<p>{}</p><p>3 March 2024</p>", "<p>3 March 2024</p><p>{}</p>", "<p>{}</p>"])
@pytest.mark.parametrize(
    "kicker",
    [
        *("en: Great Sands", "de: Neue Brücke", "de: Großes Hausboot", "fr: Petit Phare", "es: Nueva Escuela"),
        *("pt: Novo Cais", "it: Piccolo Molo", "pl: Nowa Przystań", "ru: Новая Пристань", "el: Νέα Αποβάθρα"),
        *("tr: Yeni İskele", "nl: Nieuwe Kade", "sv: Stora Bryggan", "ca: Festa Ciutat", "hu: Helyi Gazdaság"),
        *("cs: Dobré Zprávy", "tr: Yerel Haber"),
    ],
)
def test_a_line_that_describes_something_is_no_author(line: str, kicker: str) -> None:
    lang, _, words = kicker.partition(": ")
    assert authors(line.format(words), lang=lang) == ()
