"""Who is named in a byline beside others, with titles, places and offices, and who only helped."""

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
    ("byline", "names"),
    [
        ("Ida Holm, Van Nguyen", ("Ida Holm", "Van Nguyen")),
        ("Van Nguyen, Ida Holm", ("Van Nguyen", "Ida Holm")),
        ("Ida Holm, Av Peleg", ("Ida Holm", "Av Peleg")),
        ("Della Ray, Di Marsh", ("Della Ray", "Di Marsh")),
        ("By Von Hart and Di Marsh", ("Von Hart", "Di Marsh")),
        ("By Von Ida Holm", ("Ida Holm",)),
        ("Von Ida Holm und Per Ek", ("Ida Holm", "Per Ek")),
        ("Di Ida Holm e Per Ek", ("Ida Holm", "Per Ek")),
    ],
)
def test_words_for_by_and_particles_are_given_names_elsewhere(byline: str, names: tuple[str, ...]) -> None:
    assert authors(f"<p class='byline'>{byline}</p>{STORY}") == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ida Holm, New York", ["Ida Holm"]),
        ("Por Ida Holm / Buenos Aires", ["Ida Holm"]),
        ("ईशा होल, नई दिल्ली", ["ईशा होल"]),
        ("Ida Holm, Professor of Ports, University of Quay", ["Ida Holm"]),
        ("Ida Holm of the harbour museum", ["Ida Holm"]),
        ("Associated Press Writer Ida Holm", ["Ida Holm"]),
        ("AP Sports Writer Ida Holm", ["Ida Holm"]),
        ("By Staff Writer Ida Holm", ["Ida Holm"]),
        ("Ida Holm/AFP/Pixpool", ["Ida Holm"]),
        ("Ida Holm et al.", ["Ida Holm"]),
        ("Ida Holm u.a.", ["Ida Holm"]),
        ("Ida Holm & friends", ["Ida Holm"]),
        ("Ida Holm and the team", ["Ida Holm"]),
        ("The Team", ["The Team"]),
        ("Rédigé par Ida Holm le 4 mars", ["Ida Holm"]),
        ("Ida Holm og Per Ek skrifa", ["Ida Holm", "Per Ek"]),
        ("Translated from the Danish by Ida Holm", []),
        ("In City Life", []),
        ("Texto de Ida Holm e fotos de Per Ek", ["Ida Holm"]),
        ("Text by Ida Holm and photos by Per Ek", ["Ida Holm"]),
        ("Ida Holm in", ["Ida Holm"]),
        ("Ida Holm for", ["Ida Holm"]),
        ("Ida Holm and Per Ek report from the canal", ["Ida Holm", "Per Ek"]),
        ("Ida Holm berichtet aus Kiel", ["Ida Holm"]),
        ("Harbour Reports", ["Harbour Reports"]),
        ("Oslo - Ida Holm", ["Ida Holm"]),
        ("القاهرة - هدى سالم", ["هدى سالم"]),
        ("APA/Ida Holm", ["APA/Ida Holm"]),
        ("This is a guest post by Ida Holm, who runs the museum", ["Ida Holm"]),
        ("Dies ist ein Gastbeitrag von Ida Holm", ["Ida Holm"]),
    ],
)
def test_what_stands_beside_names(byline: str, names: list[str]) -> None:
    """Places, institutions, agencies, and people who are not named."""
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    "credit",
    [
        "<p>Reviewed by <a class='author-link' href='/r/ida'>Ida Holm</a></p>",
        "<p class='author-line'>Übersetzung <span><a href='/author/ida/'>Ida Holm</a></span>, 3.3.2024</p>",
        "<p>Photos: <span class='author'>Ida Holm</span></p>",
        "<p>Translated by <a rel='author' href='/ida'>Ida Holm</a></p>",
    ],
)
def test_who_is_credited_with_something_else_is_no_author(credit: str) -> None:
    assert authors(credit + STORY) == ()
    assert authors(f"{credit}<p>By Per Ek</p>{STORY}") == ("Per Ek",)


@pytest.mark.parametrize(
    "box",
    [
        "<div class='author-bio footer'><h3>Ida Holm</h3><p>All posts of hers</p></div>",
        "<div class='author-box'><p>This post was written by Ida Holm, head of the harbour office</p></div>",
        "<div class='about-author'>Ida Holm writes about ports and ferries.</div>",
        "<div><h4>About the author</h4><img alt='x'><h5>Ida Holm</h5><p>She writes about ports.</p></div>",
        "<div class='author-box'><h4>The author</h4><h5>Ida Holm</h5><p>She writes about ports.</p></div>",
        "<div><h3>About Ida Holm</h3><p>Ida Holm writes about ports and lives on the quay.</p></div>",
    ],
)
def test_a_box_after_the_article_names_its_author(box: str) -> None:
    assert authors(f"{STORY}{box}") == ("Ida Holm",)


def test_boxes_about_several_people_are_those_of_an_office() -> None:
    box = "<div class='author-bio footer'><h3>{}</h3><p>All posts of hers</p></div>"
    assert authors(STORY + box.format("Ida Holm") + box.format("Per Ek")) == ()


def test_a_box_of_a_commenter_or_a_reviewer_names_nobody() -> None:
    assert authors(f"{STORY}<div class='comment-author-box'><h4>Ida Holm</h4></div>") == ()
    assert authors(f"{STORY}<div class='reviewer author-bio'><h4>Ida Holm</h4></div>") == ()


def test_what_is_called_a_footer_in_the_article_is_the_articles() -> None:
    row = "<div class='row footerRow'><p class='author'>Ida Holm</p></div>"
    assert authors(f"{STORY}{row}") == ("Ida Holm",)
    page = f"<html lang='en'><title>Ferry sails again</title><body><h1>Ferry sails again</h1><div>{STORY}</div>{row}"
    assert extract(page.encode(), "https://quay.example/a/ferry").authors == ()


def test_accounts_beside_an_article_are_not_its_authors() -> None:
    accounts = "<ul class='twitter-authors'><li>Per Ek</li><li>Mari Dal</li></ul>"
    assert authors(f"{accounts}<p class='byline'>By Ida Holm</p>{STORY}") == ("Ida Holm",)


@pytest.mark.parametrize("line", ["Weitere Informationen", "Haberin Devamı", "Artikel Teilen", "#Cloud Harbours"])
def test_a_line_in_bold_that_points_elsewhere_is_no_signature(line: str) -> None:
    assert authors(f"{STORY}<p><b>{line}</b></p>", "de") == ()
