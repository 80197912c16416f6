"""Names that only a date, a role or a mail address beside them shows to be authors."""

import pytest

from dateline.tasks.core.cleaning import extract
from tests.tasks.core.cleaning.bylines.test_common_words import LOG

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
TITLE = "Ferry sails again at last"


def authors(below: str, lang: str = "en", above: str = "", after: str = "") -> tuple[str, ...]:
    page = (
        f"<html lang='{lang}'><head><meta charset='utf-8'><title>{TITLE}</title></head>"
        f"<body><div>{above}<h1>{TITLE}</h1>{below}{STORY}{after}</div></body></html>"
    )
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    "line",
    [
        "Ida Holm — 3 March 2024",
        "Ida Holm – 3 March 2024 at 09:15 GMT",
        "Ida Holm / 3 March 2024",
        "Ida Holm on March 3, 2024",
        "3 March 2024 — Ida Holm",
        "3 March 2024 / Ida Holm",
        "3 March 2024 I Ida Holm",
        "Ida Holm I 3 March 2024",
    ],
)
def test_a_dash_or_a_slash_joins_a_name_and_a_date(line: str) -> None:
    assert authors(f"<p>{line}</p>") == ("Ida Holm",)


@pytest.mark.parametrize(
    "line",
    [
        "Quay North, 3 March 2024",
        "New York — 3 March 2024",
        "Ida Holm — 1931–2024",
        "Ida Holm — who died in 2024",
        "Harbour Office — Report of 2024 on ferries",
    ],
)
def test_places_lives_and_sentences_beside_dates_name_nobody(line: str) -> None:
    """Behind a comma, a dateline's place cannot be told from a name."""
    assert authors(f"<p>{line}</p>") == ()


@pytest.mark.parametrize(
    "line",
    [
        "<div>Ida Holm and Per Ek / March 3, 2024</div>",
        "<p>Ida Holm / Per Ek, 03.03.2024</p>",
        "<p>Ida Holm (envoyée spéciale à Brest) et Per Ek</p><p>3 mars 2024</p>",
        "<p class='signature'>Ida Holm et Per Ek, avec AFP</p><p>3 mars 2024</p>",
    ],
)
def test_several_names_stand_before_one_date(line: str) -> None:
    assert authors(line, "fr") == ("Ida Holm", "Per Ek")


@pytest.mark.parametrize(
    "line",
    [
        "<p>3 March 2024 by Ida Holm in <a href='/c'>Canal</a>, <a href='/w'>Winter Weather</a> 3 Comments</p>",
        "<p>3 March 2024, 09:15 by Ida Holm</p>",
        "<p>Quay, March 3 — By Ida Holm —</p>",
        "<p>3.3.2024, 09:15 Uhr von Ida Holm</p>",
    ],
)
def test_a_byline_follows_a_date_in_one_line(line: str) -> None:
    assert authors(line) == ("Ida Holm",)


@pytest.mark.parametrize("line", ["In 2024 by the harbour", "Built in 2024 by workers of the port"])
def test_a_sentence_with_a_year_is_no_byline(line: str) -> None:
    assert authors(f"<p>{line}</p>") == ()


@pytest.mark.parametrize("label", ["In", "Posted in", "Category:", "Rubrik", "Publié dans"])
def test_sections_behind_their_label_are_no_authors(label: str) -> None:
    assert authors(f"<p>{label} <a href='/c'>City Life</a></p><p>3 March 2024</p>") == ()


@pytest.mark.parametrize("credit", ["Translated by", "Photos:", "Reviewed by", "Übersetzung"])
def test_who_is_credited_before_a_date_is_no_author(credit: str) -> None:
    assert authors(f"<p>{credit} <b>Ida Holm</b></p><p>3 March 2024</p>") == ()


def test_buttons_and_reading_times_may_stand_between_a_name_and_a_date() -> None:
    below = (
        "<div><a href='/@ida'><p>Ida Holm</p></a><p>Follow</p><span>4 min read</span><i>·</i><i>Mar 3, 2024</i></div>"
    )
    assert authors(below) == ("Ida Holm",)


@pytest.mark.parametrize("name", ["Birte Holm", "BIRTE HOLM"])
def test_a_name_may_begin_like_the_label_of_a_date(name: str) -> None:
    """The Icelandic for "published" is "birt"."""
    assert authors(f"<p>{name}</p><p>3. März 2024</p>", "de") == (name,)


def test_a_name_with_a_date_may_stand_above_the_headline() -> None:
    assert authors("", above="<div><a href='/i'>Ida Holm</a> / 03.03.2024 / 06:15</div>") == ("Ida Holm",)


@pytest.mark.parametrize(("lang", "role"), [("no", "Journalist"), ("en", "Reporter"), ("sv", "Reporter")])
def test_each_name_has_its_role_below_it(lang: str, role: str) -> None:
    below = f"<div>Kari Moe</div><div>{role}</div><div>Ola Berg</div><div>{role}</div><p>3. mars 2024</p>"
    assert authors(below, lang) == ("Kari Moe", "Ola Berg")
    assert authors(f"<div>{role}</div><div>Kari Moe</div><p>3. mars 2024</p>", lang) == ("Kari Moe",)


@pytest.mark.parametrize("label", ["Media contact:", "Pressekontakt", "Contact presse :", "Contacto", "Kontakt:"])
def test_who_answers_questions_is_not_the_author(label: str) -> None:
    assert authors(f"<p><b>{label}</b><br>Ida Holm<br>ida@quay.example</p>") == ()
    assert authors("<p><b>Staff</b><br>Ida Holm<br>ida@quay.example</p>") == ("Ida Holm",)


@pytest.mark.parametrize("heading", ["More stories", "Mehr zum Thema", "Lire aussi", "関連記事"])
def test_bylines_below_links_to_other_articles_are_theirs(heading: str) -> None:
    rows = "<div><a href='/b'>Market opens</a><span>By Per Ek</span></div>" * 2
    assert authors("<p>3 March 2024</p>", after=f"<div><h3>{heading}</h3>{rows}</div>") == ()
    assert authors("<p>3 March 2024</p>", after="<p>By Per Ek</p>") == ("Per Ek",)


@pytest.mark.parametrize("heading", ["2 comments", "Kommentare", "One more thing", "2 thoughts on “Ferry sails again”"])
def test_who_comments_is_no_author(heading: str) -> None:
    comment = "<div><p><b>Per Ek</b></p><p>5 March 2024</p><p>What a shame for us.</p></div>"
    found = authors("<p>Posted on 3 March 2024</p>", after=f"<h3>{heading}</h3>{comment}")
    assert found == (("Per Ek",) if heading == "One more thing" else ())


@pytest.mark.parametrize("css_class", ["trumpet", "overline", "dachzeile", "article-kicker", "volanta"])
def test_a_kicker_beside_a_date_names_nobody(css_class: str) -> None:
    kicker = f"<div class='{css_class}'><span>Hove Landing</span></div><p>3 March 2024</p>"
    assert authors(kicker) == ()
    assert authors("", above=kicker) == ()
    assert authors(kicker.replace(css_class, "line")) == ("Hove Landing",)


def test_a_byline_in_a_kickers_element_is_read() -> None:
    assert authors("<div class='topline'>By Ida Holm</div>") == ("Ida Holm",)
    assert authors("<div class='topline'>3 March 2024 | Ida Holm</div>") == ("Ida Holm",)


def test_a_sentence_that_begins_with_a_number_is_no_reading_time() -> None:
    line = "<p>Odd Ferry</p><p>{}</p><p>3 March 2024</p>"
    assert authors(line.format("68 boots, all left ones.")) == ()
    assert authors(line.format("6 min read")) == ("Odd Ferry",)


@pytest.mark.parametrize(
    "top",
    [
        "<p><a href='/'>Salty Tides</a></p><p>Printed here since 1983</p>",
        "<p><a href='https://quay.example'>Salty Tides</a></p><p>Printed here since 1983</p>",
        "<meta property='og:site_name' content='Salty Tides'><p>Salty Tides</p><p>Printed here since 1983</p>",
    ],
)
def test_the_sites_name_above_a_headline_is_no_author(top: str) -> None:
    assert authors("", above=top) == ()


@pytest.mark.parametrize("tag", ["aside", "nav", "div class='sidebar'", "div class='widget widget_archive'"])
def test_a_title_beside_a_short_article_is_no_author(tag: str) -> None:
    """After an article of few words, the archive with its months is near the headline."""
    page = (
        "<html><body><article><h1>Ferry sails again</h1><p>The ferry will sail again on Monday morning, the harbour"
        f" office told us at noon, too.</p></article><{tag}><h3>Old Ports</h3><p>March 2024</p></{tag[:5].rstrip()}>"
        "</body></html>"
    )
    assert extract(page.encode(), "https://quay.example/a/ferry").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p class='line'>Ida Holm</p>",
        "<p><i>Ida Holm</i></p>",
        "<div>Where she sails, and when.</div><h4>Ida Holm</h4>",
        "<p>Ida Holm, 3 March 2024</p>",
        "<p>Ida Holm, 3 March 2024, 10:15</p>",
        "<p>3 March 2024, Ida Holm</p>",
    ],
)
def test_a_name_that_nothing_marks_is_an_author_if_the_page_has_it_once(line: str) -> None:
    assert authors(line) == ("Ida Holm",)
    assert authors(line, after="<p>The captain, Ida Holm, agreed.</p>") == ()
    assert authors(line.replace("Ida Holm", "Quay Side")) == ()
    assert authors(line, after="<p><b>Author:</b> Per Ek</p>") == ("Per Ek",)


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Life",
        "IDA HOLM",
        "Ida Holm sails",
        "<a href='#s'>Ida Holm</a>",
        "Show Sidebar",
        "부두 소식",
        "San José",
    ],
)
def test_sections_places_and_shouts_alone_name_nobody(line: str) -> None:
    assert authors(f"<p>{line}</p>") == ()


def test_a_line_whose_words_the_page_has_in_other_forms_is_a_heading() -> None:
    assert authors("<p>Odd Thieving</p>", after="<p>The thieves left on foot.</p>") == ()


@pytest.mark.parametrize(
    "label",
    ["Publish Date", "Online Since", "Fecha de Publicación", "Erstellt Am", "Yayın Tarihi", "公開日", "Datum Vydání"],
)
def test_the_label_of_a_date_in_a_byline_is_no_name(label: str) -> None:
    assert authors(f"<p class='byline'><span>{label}</span> <time>03.03.2024</time></p>") == ()
    assert authors(f"<div class='meta'><span>{label}</span> <span>03.03.2024 10:15</span></div>") == ()
    assert authors("<p class='byline'><span>Post Malone</span> <time>03.03.2024</time></p>") == ("Post Malone",)


@pytest.mark.parametrize(
    "head",
    [
        "<div><span>3 March 2024</span><span>Ida Holm</span></div>",
        "<div><time>3 March 2024, 10:15</time> | <b>Ida Holm</b></div>",
        "<div><b>Ida Holm</b><br>Teaches and takes the ferry</div><div>Published 3 March 2024</div>",
    ],
)
def test_the_only_name_above_the_text_is_an_author_if_a_date_stands_there(head: str) -> None:
    assert authors(head) == ("Ida Holm",)
    assert authors(head, after="<p>The captain, Ida Holm, agreed.</p>") == ()
    assert authors(head.replace("Ida Holm", "Quay Side")) == ()
    assert authors(head + "<p>Per Ek</p>") == ("Per Ek",), "the line directly above the text"


def test_a_name_above_the_headline_is_one_that_the_page_has_once() -> None:
    """A kicker stands there, of whose words the article speaks."""
    kicker = "<div><span>{}</span> <time>3 March 2024</time></div>"
    assert authors("", above=kicker.format("Ida Holm")) == ("Ida Holm",)
    assert authors("", above=kicker.format("Odd Quays")) == ()


def hosts(line: str, lang: str) -> tuple[str, ...]:
    page = f"<html lang='{lang}'><meta charset='utf-8'><h1>Kiel–Moss</h1><p>3 March 2024 | {line}</p>{LOG}"
    return extract(page.encode(), "https://quay.example/a/log").authors


@pytest.mark.parametrize(
    "lead", ["en: With", "en: Hosted by", "de: Mit", "fr: Avec", "es: Con", "sv: Med", "ru: Со", "de: With"]
)
def test_who_hosts_an_episode_is_named_without_the_word_before(lead: str) -> None:
    lang, _, word = lead.partition(": ")
    assert hosts(f"{word} Ida Holm", lang) == ("Ida Holm",)


@pytest.mark.parametrize(
    "name", ["en: Con Ericsson", "es: Con Ericsson", "en: Mit Patel", "en: Med Holm", "en: Se Ri Ek"]
)
def test_such_a_word_may_be_a_given_name(name: str) -> None:
    lang, _, words = name.partition(": ")
    assert hosts(words, lang) == (words,)
