"""Whom a page names as its authors."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
TIME = '<time datetime="2024-03-03T10:00Z">3 March 2024</time>'


def authors(body: str, head: str = "") -> tuple[str, ...]:
    article = f"<article><h1>Ferry sails again</h1>{TIME}{body}</article>"
    page = f"<html lang='en'><head>{head}</head><body>{article}</body></html>"
    return tuple(extract(page.encode(), "https://news.example/a/ferry").authors)


@pytest.mark.parametrize(
    "body",
    [
        '<a class="author">Ida Holm</a><a class="author">Ben Rask</a><a class="author">Tove Lind</a>' + STORY,
        '<div class="byline"><span>Ida Holm</span>, <span>Ben Rask</span>, <span>Tove Lind</span></div>' + STORY,
        '<p class="authors"><a href="/1">Ida Holm</a> <a href="/2">Ben Rask</a> <a href="/3">Tove Lind</a></p>' + STORY,
        '<p>By <a href="/1">Ida Holm</a>, Ben Rask and <a href="/3">Tove Lind</a></p>' + STORY,
        STORY + '<footer><a class="author">Ida Holm</a><a class="author">Ben Rask</a><a class="author">Tove Lind</a>'
        "</footer>",
    ],
)
def test_all_of_several_authors_are_named(body: str) -> None:
    """All names are found, in separate elements or in one byline."""
    assert authors(body) == ("Ida Holm", "Ben Rask", "Tove Lind")


def test_a_footer_below_the_last_paragraph_names_authors() -> None:
    """Also on a page without an ``article``. A site's own footer names whoever made the site."""
    footer = "<footer>{}<a rel='author' href='/1'>Ida Holm</a> / <a rel='author' href='/2'>Ben Rask</a></footer>"
    page = f"<h1>Ferry sails again</h1>{TIME}{STORY}{{}}"
    named = extract(page.format(footer.format("")).encode())
    assert tuple(named.authors) == ("Ida Holm", "Ben Rask")
    assert extract(page.format(f"<div>Quay</div>{footer.format('Site by ')}").encode()).authors == ()


@pytest.mark.parametrize(
    "words", ["Read More", "Sign Up", "Contact Us", "Follow Us", "See Also", "Donate Now", "Back To Top"]
)
@pytest.mark.parametrize("tag", ["p", "a", "span", "strong"])
def test_a_call_to_action_is_nobody(words: str, tag: str) -> None:
    """Words such as "Read More" are not taken for names."""
    assert authors(f"{STORY}<div class='author-box'><{tag}>{words}</{tag}></div>") == ()
    assert authors(f"<{tag}>{words}</{tag}> <span>2024</span>{STORY}<{tag}>{words}</{tag}>") == ()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('<div class="byline">Tuesday August 28, 2018 9:15 am PDT by Ida Holm</div>', ("Ida Holm",)),
        ('<div class="byline">Ida Holm Published: Feb 14, 2020</div>', ("Ida Holm",)),
        ('<p class="byline">From our correspondent Ida Holm in Tromsø</p>', ("Ida Holm",)),
        ('<p class="byline">Ida Holm and Ben de Vries for the Quay Post</p>', ("Ida Holm", "Ben de Vries")),
        ('<div class="author"><span>Ida Holm</span><span>Senior writer</span><span>Follow</span></div>', ("Ida Holm",)),
        ('<div class="byline">By QKL, in <a>News</a></div>', ("QKL",)),
        ("<p><strong>WHO WAS THERE?</strong></p>", ()),
        ("<table><tr><td><p><b>Quay North</b></p></td></tr></table>", ()),
        ("<p>Story: <a href='/1'>Ida Holm</a></p>", ("Ida Holm",)),
        ("<div class='fb-post'>Posted by <a>Quay Master</a> on Monday</div>", ()),
        ("<blockquote>Boats! <p>— Quay Master (@x) March 2, 2019</p></blockquote>", ()),
        ('<p class="byline">By Ida Holm and Ben Rask, City Reporters</p>', ("Ida Holm", "Ben Rask")),
        ('<p class="byline">Door onze verslaggever Ida Holm</p>', ("Ida Holm",)),
        ('<p class="byline">Par notre correspondante Ida Holm</p>', ("Ida Holm",)),
    ],
)
def test_what_stands_around_names_is_no_name(body: str, names: tuple[str, ...]) -> None:
    """Dates, places, table cells and quotations around a byline are not taken for names."""
    assert authors(body + STORY) == names


@pytest.mark.parametrize(
    "byline",
    [
        '<span class="author vcard"><a class="fn n">Ida Holm</a></span>',
        (
            '<div class="elementor-widget elementor-widget-author"><div class="elementor-widget-container">'
            '<span class="post-author">Ida Holm</span></div></div>'
        ),
        '<aside class="post-author">3 March 2024 <b class="author-name">Ida Holm</b></aside>',
        '<div class="byline"><a class="attribution__item-name">Ida Holm</a><ul><li>Quay University</li></ul></div>',
        '<div class="article-author"><span class="fn">Ida Holm</span><ul><li>Harbour News</li></ul></div>',
        '<a class="authorization-link">Sign In</a><p>Ida Holm | Science writer | 3 March 2024</p>',
    ],
)
def test_names_stand_in_the_markup_of_many_systems(byline: str) -> None:
    """Class names such as ``vcard`` and ``elementor-widget`` do not hide the author."""
    page = f"<html lang='en'><body><h1>Ferry sails again</h1><div>{byline}</div>{STORY}</body></html>"
    assert extract(page.encode(), "https://news.example/a/ferry").authors == ("Ida Holm",)


def test_a_byline_beside_the_headline_counts_whatever_holds_both() -> None:
    """A container that also holds the headline may have any name; a teaser's byline is ignored."""
    page = (
        "<html lang='en'><body><div class='bodyContainer withSidebar photo'>{}<div class='byline'>Ida Holm</div>"
        f"{STORY}</div></body></html>"
    )
    heading = "<h1>Ferry sails again</h1>"
    assert extract(page.format(heading).encode()).authors == ("Ida Holm",)
    apart = heading + page.format("<h2>Another story</h2>")
    assert extract(apart.encode()).authors == ()


def test_a_plain_byline_is_sought_behind_the_headline() -> None:
    """The byline is searched after the headline, not after an earlier h1 with the site's name."""
    menu = "<p>Ask the harbour office of Quay North for a timetable of the summer months.</p>" * 40
    page = f"<html lang='en'><title>Ferry sails again</title><body><h1>Quay North</h1>{menu}<h1>Ferry sails again</h1>"
    assert extract(f"{page}<p>By Ida Holm</p>{STORY}</body></html>".encode()).authors == ("Ida Holm",)


def test_papers_name_all_authors_in_their_head() -> None:
    """The ``citation_author`` elements of scholarly pages take precedence over affiliations."""
    head = "".join(f'<meta name="citation_author" content="{name}">' for name in ("Ida Holm", "Ben Rask"))
    page = f"<html><head>{head}</head><body><h1>Ferries</h1><div class='author'>Quay University</div>{STORY}</body>"
    assert extract(page.encode()).authors == ("Ida Holm", "Ben Rask")


@pytest.mark.parametrize(
    "body",
    [
        "<p><strong>Key Takeaways</strong></p>",
        "<p>By and for all who sail, and their friends</p>",
        "<p>APA/Ida Holm</p><p>3 March 2024</p>",
        '<div class="author-stories"><ul><li>Harbour Wins</li></ul></div>',
        '<div class="author-meta"><b>Ida Holm: Since its founding in 1998, Ida has grown the harbour office</b></div>',
    ],
)
def test_labels_sentences_and_picture_credits_are_nobody(body: str) -> None:
    assert authors(body + STORY) == ()


def test_an_offices_name_stands_where_no_person_is_named() -> None:
    assert authors('<div class="byline"><a rel="author">The Harbour Team</a></div>' + STORY) == ("The Harbour Team",)
    body = "Society for Boats of the Quay"
    assert authors(f'<div class="byline"><a rel="author">{body}</a></div>{STORY}') == (body,)
    twice = '<a class="author">Quay North</a><a class="author">View all posts by Quay North</a>'
    assert authors(twice + STORY) == ("Quay North",)


PERSON, OFFICE, AGENCY = (
    f'{{"@type": "{kind}", "name": "{name}"}}'
    for kind, name in (("Person", "Ida Holm"), ("Organization", "Fjord Media"), ("Person", "Reuters"))
)


@pytest.mark.parametrize(
    ("stated", "shown", "names"),
    [
        (OFFICE, '<p class="byline">By Ida Holm</p>', ("Ida Holm",)),
        (f"[{OFFICE}, {PERSON}]", "", ("Ida Holm",)),
        (f"[{PERSON}, {AGENCY}]", "", ("Ida Holm",)),
        (AGENCY, '<p class="byline">By Ida Holm</p>', ("Ida Holm",)),
        (OFFICE, "", ("Fjord Media",)),
        (AGENCY, "", ("Reuters",)),
    ],
)
def test_a_person_goes_before_an_organization_and_an_agency(stated: str, shown: str, names: tuple[str, ...]) -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {stated}}}</script>'
    assert authors(shown + STORY, head) == names


def test_credits_in_elements_of_their_own_name_others() -> None:
    """Links to the editor's page do not make an author. A name may be stated in two parts."""
    linked = '<div class="byline">By <a href="/a">Ida Holm</a><br>Medically reviewed by <a href="/b">Ben Rask</a></div>'
    assert authors(linked + STORY) == ("Ida Holm",)
    named = '{"@type": "Person", "givenName": "Ida", "familyName": "Holm"}'
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {named}}}</script>'
    assert authors(STORY, head) == ("Ida Holm",)


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Escrito por", "Écrit par"])
def test_the_card_for_social_networks_names_the_author(label: str) -> None:
    head = '<meta name="twitter:label1" content="{}"><meta name="twitter:data1" content="{}">'
    assert authors(STORY, head.format(label, "Ida Holm")) == ("Ida Holm",)
    assert authors(STORY, head.format("Reading time", "Four Minutes")) == ()


@pytest.mark.parametrize(
    "body",
    [
        '<div class="byline"><span>Ida Holm</span> <span>Ben Rask</span></div>' + STORY,
        ('<div class="byline"><div>Ida Holm<br>Staff Writer</div><div>Ben Rask<br>Photographer</div></div>') + STORY,
    ],
)
def test_each_name_in_an_element_of_its_own_is_one(body: str) -> None:
    assert authors(body) == ("Ida Holm", "Ben Rask")


@pytest.mark.parametrize(
    "body",
    [
        '<div class="author-info"><div class="name">Ida Holm</div><div class="post">Writer</div></div>' + STORY,
        '<div class="authors-data"><a href="/u/ida">Ida Holm</a> <span>Writer, Boats</span></div>' + STORY,
        '<div class="author-meta"><b class="author-meta--name">Ida Holm</b><p>In a boat, I\'ve sailed far.</p></div>'
        + STORY,
        '<p>Filed under boats <a href="/author/ida-holm/">Ida Holm</a></p>' + STORY,
        f"{STORY}<p>Written by <a href='https://ida.example/'>Ida Holm</a></p>",
        f"{STORY}<h3>Written by Ida Holm</h3><p>Ida Holm writes of boats.</p>",
        f"{STORY}<h2>Article by</h2><div>Ida Holm</div>",
        f"{STORY}<ul><li><strong>Author</strong> Ida Holm</li><li><strong>Topic</strong> Boats</li></ul>",
        f"{STORY}<p><b>Ida Holm</b></p>",
    ],
)
def test_an_author_is_found_beside_a_role_a_label_and_behind_the_story(body: str) -> None:
    assert authors(body) == ("Ida Holm",)


def test_a_byline_above_the_headline_is_read() -> None:
    above = "<div><span>Published 3 March 2024</span> <span>by Ida Holm</span></div>"
    page = f"<html lang='en'><body><article>{above}<h1>Ferry sails again</h1>{STORY}</article></body></html>"
    assert extract(page.encode()).authors == ("Ida Holm",)


@pytest.mark.parametrize(
    "words",
    ["Get Started", "Our Mission", "Shop Now", "En Savoir Plus", "Scopri Di Più", "Czytaj Dalej", "Читать Далее"],
)
def test_a_call_to_action_in_a_byline_of_any_language_is_nobody(words: str) -> None:
    assert authors(f'<div class="author-box"><a class="author-link" href="/x">{words}</a></div>{STORY}') == ()
    assert authors(f"{STORY}<p><strong>{words}</strong></p>") == ()


def test_a_bold_heading_within_the_story_is_nobody() -> None:
    assert authors(f"{STORY}<p><b>Core Harbour Points</b></p><ul><li>One boat</li></ul>{STORY}") == ()
