"""Bylines beside which other names stand: the site's, a section's, a drawing's title; and persons who are the site."""

import json

import pytest

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.cleaning.author_names import names_in

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
SITE = '<meta property="og:site_name" content="Salt &amp; Tide">'


def authors(top: str = "", head: str = "", end: str = "", article: object = None) -> tuple[str, ...]:
    data = f"<script type='application/ld+json'>{json.dumps(article)}</script>" if article else ""
    body = f"<main><article><h1>Ferry sails again at last</h1>{top}{STORY}</article>{end}</main>"
    page = f"<html lang='en'><head><meta charset='utf-8'>{head}{data}</head><body>{body}</body></html>"
    return extract(page.encode(), "https://quay.example/a/ferry").authors


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Salt &amp; Tide", ("Salt & Tide",)),
        ("By Salt &amp; Tide staff", ("Salt & Tide",)),
        ("Ida Holm, Salt &amp; Tide", ("Ida Holm",)),
        ("Ida Holm &amp; Per Ek", ("Ida Holm", "Per Ek")),
        ("By Ida Holm (ida@salt-tide.example)", ("Ida Holm",)),
    ],
)
def test_a_site_with_a_joint_in_its_name_is_no_list_of_people(byline: str, expected: tuple[str, ...]) -> None:
    assert authors(f"<p class='byline'>{byline}</p>", SITE) == expected


def test_of_a_sites_names_the_longest_in_the_byline_counts() -> None:
    """With its article and without it, the name has two forms. Which one is met first must not decide."""
    head = SITE.replace("Salt", "The Salt")
    assert authors("<p class='byline'>By The Salt &amp; Tide staff</p>", head) == ("The Salt & Tide",)


def test_a_site_in_a_meta_element_is_one_name() -> None:
    assert authors(head=f'{SITE}<meta name="author" content="Salt &amp; Tide">') == ("Salt & Tide",)


@pytest.mark.parametrize("name", ["Salt Strand", "North Shore"])
def test_a_section_is_no_author(name: str) -> None:
    head = f'<meta property="article:section" content="{name}">'
    line = f"<p>{name}</p><p>3 March 2024</p>"
    assert authors(line) == (name,)
    assert authors(line, head) == ()


def test_sections_within_a_byline_are_no_authors() -> None:
    trail = (
        "<ul itemscope itemtype='http://schema.org/BreadcrumbList'><li itemprop='itemListElement'><a itemprop='item'>"
        "<span itemprop='name'>Boats</span></a></li><li><a><span itemprop='name'>Tests</span></a></li></ul>"
    )
    by = "<div class='post-author'>by <a rel='author' href='/ida'>{}</a>{}</div>"
    assert authors(by.format("Ida Holm", trail)) == ("Ida Holm",)
    assert authors(by.format("the desk", trail)) != ("Boats Tests",)


def test_the_title_of_a_drawing_is_not_read() -> None:
    drawing = "<svg><symbol id='t'><title>text memo</title><desc>By Carl Line</desc></symbol></svg>"
    assert authors(f"<div>{drawing}</div>") == ()
    assert authors(f"<div>{drawing}</div><p>By Ida Holm</p>") == ("Ida Holm",)


def test_a_person_who_is_the_publisher_too_is_a_person() -> None:
    """Some systems describe the owner of a blog as a person and an organisation at once."""
    graph = [
        {"@type": "Article", "headline": "Ferry sails again at last", "author": [{"@id": "#a"}, {"@id": "#b"}]},
        {"@type": ["Person", "Organization"], "@id": "#a", "name": "Ida Holm"},
        {"@type": "Person", "@id": "#b", "name": "Per Ek"},
    ]
    assert authors(article={"@context": "https://schema.org", "@graph": graph}) == ("Ida Holm", "Per Ek")


def test_properties_may_bear_the_prefix_of_the_vocabulary() -> None:
    node = {"@type": "schema:NewsArticle", "schema:author": {"@type": "schema:Person", "schema:name": "Ida Holm"}}
    assert authors(article=node | {"schema:headline": "Ferry sails again at last"}) == ("Ida Holm",)


def test_of_one_name_in_two_cases_the_one_with_small_letters_is_kept() -> None:
    people = [{"@type": "Person", "name": "IDA HOLM"}, {"@type": "Person", "name": "Ida Holm"}]
    assert authors(article={"@type": "NewsArticle", "author": people}) == ("Ida Holm",)
    assert authors(article={"@type": "NewsArticle", "author": people[:1]}) == ("IDA HOLM",)


@pytest.mark.parametrize("name", ["ida.holm@quay.example (Ida Holm)", "Ida Holm &lt;ida@quay.example&gt;"])
def test_an_address_may_stand_before_the_name(name: str) -> None:
    assert authors(head=f'<meta name="author" content="{name}">') == ("Ida Holm",)


def test_a_list_of_authors_with_roles_in_elements_of_their_own() -> None:
    items = "".join(
        f"<li class='author'><a href='/p/{at}'>{name}</a><span>{role}</span></li>"
        for at, (name, role) in enumerate([("Ida Holm", "Editor"), ("Per Ek", "Harbour reporter")])
    )
    assert authors(f"<ul class='authors'>{items}</ul>") == ("Ida Holm", "Per Ek")


def test_a_card_beside_the_headline_is_a_byline() -> None:
    card = '<span class="vcard author"><span class="fn">{}</span></span>'
    assert authors(card.format("Ida Holm")) == ("Ida Holm",)
    assert authors(end=f"<div><div>{card.format('Per Ek')}</div></div>") == ()


def test_a_signature_may_end_in_a_date() -> None:
    page = "<p><em>Ida Holm, 3 March 2024</em></p>"
    body = f"<article><h1>Ferry sails again at last</h1>{STORY}{page}</article>"
    assert extract(f"<html><body>{body}</body></html>".encode()).authors == ("Ida Holm",)


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ida Holm →", ("Ida Holm",)),
        ("Ida Holm, do Porto Velho", ("Ida Holm",)),
        ("Ida Holm, per Ek", ("Ida Holm",)),
        ("ida holm, per ek", ("ida holm", "per ek")),
    ],
)
def test_what_follows_a_name(byline: str, expected: tuple[str, ...]) -> None:
    """A place or a role behind a comma begins small, unless all names do."""
    assert names_in(byline) == expected


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "Press Release", "Embargoed Until Monday"])
def test_the_heading_of_a_press_release_names_nobody(line: str) -> None:
    assert authors(f"<p>{line}</p><p>3 March 2024</p>") == ()


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Ida Holm November 26th", ("Ida Holm",)),
        ("Quaysider December 19", ("Quaysider",)),
        ("Ida Holm 26 November", ("Ida Holm",)),
        ("Ida Holm Ida Holm", ("Ida Holm",)),
        ("April May", ("April May",)),
        ("Jan August", ("Jan August",)),
    ],
)
def test_a_day_behind_a_name_and_a_repetition_are_no_part_of_it(byline: str, expected: tuple[str, ...]) -> None:
    assert names_in(byline) == expected


TEASERS = "".join(
    f"<div class='story'><h3><a href='/{at}'>Another story of the harbour and its boats</a></h3>"
    f"<a rel='author' href='/author/{at}'>{name}</a></div>"
    for at, name in enumerate(["Per Ek", "Mari Dal", "Ola Nord"])
)


@pytest.mark.parametrize("names", ["post tag-port-authority", "author-ruler hentry", "guest-author-post single"])
@pytest.mark.parametrize("tag", ["div", "article", "body"])
def test_a_container_of_the_whole_article_is_no_byline(tag: str, names: str) -> None:
    """Content systems write the names of tags and features into its class. The teasers in it have other authors."""
    by = "<p class='byline'>By <a rel='author' href='/author/9'>Ida Holm</a></p>"
    inner = f"<h1>Ferry sails again at last</h1>{by}{STORY * 3}<section>{TEASERS}</section>"
    opened = f"<{tag} class='{names}'>{inner}</{tag}>"
    assert extract(f"<html>{opened}</html>".encode(), "https://quay.example/a/ferry").authors == ("Ida Holm",)


def test_who_checked_the_facts_is_no_author() -> None:
    line = "<ul><li>{} by <a class='byline-reviewer' href='/author/2'>Per Ek</a></li></ul>"
    assert authors(line.format("Reviewed")) == ()
    assert authors("<p class='byline'>By Ida Holm</p>" + line.format("Reviewed")) == ("Ida Holm",)


@pytest.mark.parametrize("word", ["Vorlesen", "twittern", "E-Mail", "WhatsApp"])
def test_a_button_for_sharing_is_no_author(word: str) -> None:
    assert authors(f"<p class='byline'>{word}</p>") == ()
