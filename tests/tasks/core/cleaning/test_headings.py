"""Which heading or title of a page is its headline, and how it is written."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
TITLE = "<title>Ferry sails again on Monday</title>"
OG = '<meta property="og:title" content="Ferry sails again on Monday">'


def headline(head: str, body: str, url: str = "https://news.example/a/ferry") -> str | None:
    page = f'<html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}{STORY}</body></html>'
    return extract(page.encode(), url).headline


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>Quay and Keel: Ferry sails again on Monday</title>{OG}", "<header><h1>Quay and Keel</h1></header>"),
        (f"<title>Ferry sails again on Monday | Quay and Keel</title>{OG}", "<h1>Quay and Keel</h1>"),
        (
            "<title>Quay and Keel: Ferry sails again on Monday</title>",
            "<h1>Quay and Keel</h1><h3>Ferry sails again on Monday</h3>",
        ),
        (
            "<title>Keel | Ferry sails again on Monday</title>",
            "<h1>Keel</h1><article><h2>Ferry sails again on Monday</h2></article>",
        ),
        ("<title>News Example</title>", "<h1>News Example</h1><div><h3>Ferry sails again on Monday</h3></div>"),
        ("", "<div><h4>Ferry sails again on Monday</h4></div>"),
        (TITLE + OG, "<h1>Quay and Keel</h1><h1>Ferry sails again on Monday</h1>"),
    ],
)
def test_a_sites_name_is_no_headline(head: str, body: str) -> None:
    """The name of the site may be the only h1, or stand before or after the headline in a title."""
    assert headline(head, body, "https://newsexample.test/ferry") == "Ferry sails again on Monday"


@pytest.mark.parametrize(
    "title",
    [
        "Ferry sails again on Monday | Quay and Keel",
        "Ferry sails again on Monday : Quay and Keel",
        "Quay and Keel » Archive » Ferry sails again on Monday",
        "Quay and Keel - Ferry sails again on Monday",
    ],
)
def test_a_heading_that_names_the_site_stands_above_the_headline(title: str) -> None:
    """On old blogs, the minor heading shows which part of the title is the name of the site."""
    body = "<h1>Quay and Keel</h1><h2>Ferry sails again on Monday</h2>"
    assert headline(f"<title>{title}</title>", body) == "Ferry sails again on Monday"


SECTIONS = ("Local business", "We value your privacy", "Opinion & Editorial", "Today's weather at the harbour")


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("shown", ["Ferry sails again", "Паром снова ходит", "渡し船が月曜に再開"])
def test_a_minor_heading_that_the_title_confirms_beats_another_h1(section: str, shown: str) -> None:
    """However short it is, in any script, and wherever the h1 stands that no other place confirms."""
    head = f"<title>{shown} - News Example</title>"
    below = f"<article><h2>{shown}</h2>{STORY}</article>"
    for body in (f"<h1>{section}</h1>{below}", f"{below}<div><h1>{section}</h1></div>"):
        assert headline(head, body, "https://newsexample.test/12345") == shown


@pytest.mark.parametrize("section", SECTIONS)
def test_a_title_that_the_url_confirms_beats_an_h1_without_a_word_of_it(section: str) -> None:
    head, body = "<title>Ferry sails again - News Example</title>", f"<h1>{section}</h1>"
    assert headline(head, body, "https://newsexample.test/a/ferry-sails-again.html") == "Ferry sails again"
    assert headline(head, body, "https://newsexample.test/a/12345.html") == section


def test_a_class_of_kickers_on_the_longer_end_of_a_heading_says_nothing() -> None:
    body = (
        "<h1><span class='subline'>Harbour strike:</span> <span class='topline'>Ferry sails again on Monday</span></h1>"
    )
    assert (
        headline("<title>Harbour strike: the ferry sails</title>", body)
        == "Harbour strike: Ferry sails again on Monday"
    )


def test_a_title_of_a_section_confirms_no_minor_heading() -> None:
    body = "<h1>Ferry sails again on Monday</h1><h2>Local business</h2>"
    assert headline("<title>Local business - News Example</title>", body) == "Ferry sails again on Monday"


@pytest.mark.parametrize("site", ["Quay Post", "The Long Name of a Harbour Paper"])
def test_a_minor_heading_that_names_the_site_is_no_headline(site: str) -> None:
    body = f"<h1>Ferry sails on Monday</h1><h2>{site}</h2>"
    assert headline(f"<title>Ferry sails on Monday | {site}</title>", body) == "Ferry sails on Monday"


def test_a_titles_end_that_is_a_heading_is_the_headline() -> None:
    body = "<h1>Quay</h1><h1>News in brief</h1><h1>Ferry sails again on Monday</h1>"
    title = "<title>Quay online - News in brief - Ferry sails again on Monday</title>"
    assert headline(title, body) == "Ferry sails again on Monday"


def test_a_heading_beats_titles_that_vary_it_for_search_engines() -> None:
    """The heading wins over title and og:title that vary it, but not over two that differ entirely."""
    varied = "Ferry Sails on Monday: Times and Tickets for the Boat"
    head = f'<title>{varied}</title><meta property="og:title" content="{varied}">'
    assert headline(head, "<h1>Ferry sails again on Monday</h1>") == "Ferry sails again on Monday"
    assert headline(TITLE + OG, "<h1>All aboard the old boat</h1>") == "Ferry sails again on Monday"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Article", "Ferry sails again on Monday"),
        ("BlogPosting", "Ferry sails again on Monday"),
        ("NewsArticle", "Ferry Sails on Monday: Times and Tickets for the Boat"),
        ("LiveBlogPosting", "Ferry Sails on Monday: Times and Tickets for the Boat"),
    ],
)
def test_only_a_news_articles_structured_headline_goes_before_the_heading_that_it_varies(
    kind: str, expected: str
) -> None:
    """In blogs, the structured data repeats the title for search engines; in news, it has the editors' headline."""
    varied = "Ferry Sails on Monday: Times and Tickets for the Boat"
    head = (
        f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{varied}"}}</script>'
        f'<meta property="og:title" content="{varied}"><meta name="twitter:title" content="{varied}">'
        f"<title>{varied} | Quay Post</title>"
    )
    assert headline(head, "<h1>Ferry sails again on Monday</h1>") == expected


def test_a_heading_that_sums_the_article_up_is_no_headline() -> None:
    """It has more than 120 characters, and is twice as long as each title."""
    long = "When will the ferry sail again on Monday? Read all about times, tickets and the boats that go to the isle "
    head = f"<title>{long[:41]}</title>"
    assert headline(head + OG.replace("Ferry sails again on Monday", long[:41]), f"<h1>{long * 2}</h1>") == long[:41]


@pytest.mark.parametrize(
    "body",
    [
        "<h1><svg><title>Quay</title></svg></h1><h2>Ferry sails again on Monday</h2>",
        "<h1>Sunday Extra</h1><h2>Ferry sails again on Monday</h2>",
        '<h1 class="visually-hidden">Navigation and service</h1>',
        "<h1><style>.c{font-size:22px}</style><span>Ferry sails again on Monday</span></h1>",
    ],
)
def test_what_nothing_confirms_is_no_headline(body: str) -> None:
    """Logos, section names, hidden headings and styles are not the headline."""
    assert headline(TITLE, body) == "Ferry sails again on Monday"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1><em>Wild Sea</em>: A Place</h1>", "Wild Sea: A Place"),
        ("<h1><span>Wild Sea</span>: A Place</h1>", "Wild Sea: A Place"),
        ("<h1><ruby>船<rt>ふね</rt></ruby>が出る</h1>", "船が出る"),
        ("<h1>\u200bFerry sails on Mon\u00adday\ufeff</h1>", "Ferry sails on Monday"),
        ("<h1>Skipperâ\x80\x99s cafÃ© is open</h1>", "Skipper’s café is open"),
        ("<h1>کشتی می\u200cرود</h1>", "کشتی می\u200cرود"),
        ("<h1>Ferry sails on Monday <a href='#ferry'>#</a></h1>", "Ferry sails on Monday"),
        ("<h2>Ferry sails again on Monday</h2>", "Ferry sails again on Monday"),
    ],
)
def test_a_headline_is_written_as_the_page_shows_it(body: str, expected: str) -> None:
    """It has only the spaces and characters that show, and Persian joiners; a lone minor heading is used."""
    assert headline("", body) == expected


def test_the_name_of_the_host_is_removed() -> None:
    """A suffix that is the name of the host is removed."""
    assert headline("<title>Ferry sails again on Monday › quay.example</title>", "", "https://quay.example/a") == (
        "Ferry sails again on Monday"
    )


@pytest.mark.parametrize("edited", ["og", "title", "h1"])
def test_the_headline_survives_an_edit_in_one_place(edited: str) -> None:
    """Editing one of title, og:title and h1 does not change the headline, and so not the identity."""
    said = dict.fromkeys(("og", "title", "h1"), "Ferry sails again on Monday") | {edited: "All aboard the old boat"}
    head = f'<title>{said["title"]}</title><meta property="og:title" content="{said["og"]}">'
    assert headline(head, f"<h1>{said['h1']}</h1>") == "Ferry sails again on Monday"


@pytest.mark.parametrize("kind", ["Article", "BlogPosting"])
@pytest.mark.parametrize("edited", ["json-ld", "og", "twitter", "title"])
def test_an_edit_elsewhere_does_not_change_a_headline_that_the_titles_vary(edited: str, kind: str) -> None:
    """Whichever place for search engines is edited, agrees with the heading or not, the heading is the headline."""
    for other in ("Ferry Sails on Monday: All Times", "Ferry sails again on Monday", "All aboard the old boat"):
        varied = "Ferry Sails on Monday: Times and Tickets for the Boat"
        said = dict.fromkeys(("json-ld", "og", "twitter", "title"), varied) | {edited: other}
        head = (
            f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{said["json-ld"]}"}}</script>'
            f'<meta property="og:title" content="{said["og"]}"><meta name="twitter:title" content="{said["twitter"]}">'
            f"<title>{said['title']} | Quay Post</title>"
        )
        assert headline(head, "<h1>Ferry sails again on Monday</h1>") == "Ferry sails again on Monday"


FOR_SEARCH = "Ferry Sails on Monday: Times and Tickets for the Boat"


@pytest.mark.parametrize(
    ("shown", "titles", "edited"),
    [
        *(("Ferry sails again on Monday", FOR_SEARCH, place) for place in ("json-ld", "og", "twitter", "title")),
        *((FOR_SEARCH, "Ferry sails again on Monday", place) for place in ("og", "twitter", "title")),
    ],
)
def test_an_edit_elsewhere_does_not_change_a_news_articles_headline(shown: str, titles: str, edited: str) -> None:
    """Neither where the structured data has the heading, nor where it has another headline that the titles have."""
    said = dict.fromkeys(("og", "twitter", "title"), titles) | {"json-ld": "Ferry sails again on Monday"}
    said[edited] = "All aboard the old boat"
    head = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{said["json-ld"]}"}}</script>'
        f'<meta property="og:title" content="{said["og"]}"><meta name="twitter:title" content="{said["twitter"]}">'
        f"<title>{said['title']} | Quay Post</title>"
    )
    assert headline(head, f"<h1>{shown}</h1>") == "Ferry sails again on Monday"


def test_readings_of_ruby_are_no_part_of_the_text() -> None:
    """Ruby readings are in neither headline nor text."""
    ruby = "<ruby>船<rp>(</rp><rt>ふね</rt><rp>)</rp></ruby>が<ruby>港<rt>みなと</rt></ruby>に出る。"
    page = f"<html lang=ja><meta charset=utf-8><h1>{ruby}</h1><article>{f'<p>{ruby}</p>' * 4}</article></html>"
    read = extract(page.encode(), "https://news.example/a/ship")
    assert read.headline == "船が港に出る。"
    assert set(read.text.split("\n\n")) == {"船が港に出る。"}


FERRY = "Ferry sails again on Monday"
POST = "https://quaypost.example/a/ferry"


@pytest.mark.parametrize(
    "title",
    [
        f"{FERRY} at Quay Post",
        f"{FERRY} @ Quay Post",
        f"{FERRY} via quaypost.example",
        f"{FERRY} ← Quay Post",
        f"{FERRY} \\ Quay Post",
        f"{FERRY} :: Quay Post ::",
        f"{FERRY} [Quay Post]",
        f"{FERRY} (quaypost.example)",
        f"Quay Post: {FERRY}",
        f"quaypost.example {FERRY}",
        f"Archives: {FERRY}",
    ],
)
def test_a_sites_name_in_a_title_has_many_forms(title: str) -> None:
    """The site's name goes, unless another place has the same words as its headline."""
    assert headline(f"<title>{title}</title>", "", POST) == FERRY
    assert headline(f"<title>{title}</title>", f"<h1>{FERRY}</h1>", POST) == FERRY


def test_a_headline_may_name_the_site() -> None:
    stolen = "Fire breaks out at Quay Post"
    assert headline(f"<title>{stolen}</title>", f"<h1>{stolen}</h1>", POST) == stolen


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Salt and Keel</title>", f'<h1 class="site-title">Salt and Keel</h1><h1>{FERRY}</h1>'),
        (f"<title>{FERRY} « Salt and Keel</title>", f'<h1 id="logo">Salt and Keel</h1><h2>{FERRY}</h2>'),
        (
            f"<title>The paper of the old harbour | {FERRY}</title>",
            f'<h1><a href="/">The paper of the old harbour</a></h1><h1>{FERRY}</h1>',
        ),
        (
            f"<title>{FERRY}The paper of the old harbour | The paper of the old harbour</title>",
            f'<h1 class="site-title">The paper of the old harbour</h1><h1>{FERRY}</h1>',
        ),
        (f"<title>Quay Post | Culture | Books | {FERRY}</title>", f"<h1>Books</h1><h2>{FERRY}</h2>"),
        (f"<title>{FERRY} | Code | Ida Holm</title>", f"<h1>Hi, I'm Ida.</h1><h2>{FERRY}</h2>"),
        (f"<title>{FERRY} (2021/5)</title>", f"<h2>{FERRY}</h2>"),
        (
            f"<title>The Harbour Club e.V. - News » {FERRY}</title>",
            f"<h1>Win a new boat today!</h1><h1>Captain Ek reports</h1><h1>News</h1><h2>{FERRY}</h2>",
        ),
        (TITLE, "<h1>News</h1>"),
        (TITLE, '<h1 class="title gray">Original text</h1>'),
        (TITLE, f'<h1 style="position:absolute; left:-9999px">{FERRY.upper()} Menu</h1>'),
        (
            f'<title>{FERRY}, Ida Holm</title><meta property="og:title" content="{FERRY} (via Keel)">',
            f'<h1>{FERRY}</h1><div itemscope><h2 itemprop="headline">Another story of quite other boats</h2></div>',
        ),
    ],
)
def test_what_titles_confirm_beats_a_heading_of_the_site(head: str, body: str) -> None:
    """Headings of sites, sections and widgets lose to a part of a title that another heading has, or to the title."""
    assert headline(head, body) == FERRY


def test_a_heading_in_compound_words_is_no_stray_one() -> None:
    title = "<title>Geschichte - Freunde des alten Hafens</title>"
    assert headline(title, "<h1>Hafengeschichte</h1>") == "Hafengeschichte"


def test_structured_data_tells_the_kicker_from_the_headline() -> None:
    head = (
        f'<title>Island traffic | {FERRY}</title><meta property="og:title" content="Island traffic | {FERRY}">'
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{FERRY}"}}</script>'
    )
    assert headline(head, f"<h1><span>Island traffic</span>{FERRY}</h1>") == FERRY


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("&lt;b&gt;Ferry&lt;/b&gt; sails again on Monday", FERRY),
        ("&amp;lt;em&amp;gt;Ferry&amp;lt;/em&amp;gt; sails again on Monday", FERRY),
        ("Thirty years of &lt;br&gt; tags", "Thirty years of <br> tags"),
    ],
)
def test_markup_that_was_escaped_into_a_title_is_no_part_of_it(stated: str, expected: str) -> None:
    assert headline(f'<meta property="og:title" content="{stated}">', "") == expected
