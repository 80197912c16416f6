"""Which visible dates belong to the article: by nearness to its headline, and by the names around them."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 3
GERMAN = "<p>Die Fähre fährt am Montag wieder, sagte das Hafenamt, und die Karten gibt es wie immer am Kai.</p>" * 3
ASIDE = "<aside><time>1 June 2020</time></aside>"
TITLE = "<title>Ferry sails again on Monday</title>"
HEADING = "<h1>Ferry sails again on Monday</h1>"


def day(body: str, head: str = "", *, lang: str = "en", url: str = "https://quay.example/ferry") -> str | None:
    page = f'<html lang="{lang}"><head><meta charset="utf-8">{TITLE}{head}</head><body>{body}</body></html>'
    published = extract(page.encode(), url).published_at
    return f"{published:%Y-%m-%d}" if published else None


@pytest.mark.parametrize(
    "body",
    [
        (
            "<header><h1>Dear friends of the harbour, welcome to our pages</h1><div class='event'><span class='date'>"
            "9 August 2020</span></div></header><div class='top-bar'><span class='date'>5 May 2021</span>"
            f"<h1>Ferry sails again on Monday</h1></div>{STORY}"
        ),
        (
            f"<h1>Quay and Keel, the harbour's paper</h1>{STORY}<div class='card'><h2>Ferry sails again on Monday</h2>"
            "<time datetime='2021-05-05'>Wednesday</time></div>"
        ),
        f"<h2>Ferry sails again on Monday</h2>{STORY}<h5>05.05.2021</h5>",
    ],
)
def test_dates_are_sought_by_the_heading_that_bears_the_headline(body: str) -> None:
    """The longest h1 may be a greeting or the name of the site; the headline may be a minor heading."""
    assert day(body) == "2021-05-05"


@pytest.mark.parametrize(
    "body",
    [
        (
            "<article class='node node--promoted'><div class='submitted'><span class='blog-pubdate'>{}</span></div>"
            "</article>"
        ),
        (
            "<div class='elementor-widget elementor-widget-post-info'><div class='elementor-widget-container'>"
            "<span class='post-info__date'>{}</span></div></div>"
        ),
        "<span class='hs_cos_wrapper hs_cos_wrapper_widget'><span class='post-date'>{}</span></span>",
        "<div class='post-footer'><div class='asset-meta'>Von Hanna am {}, 11:51 | 2 Meinungen</div></div>",
    ],
)
def test_what_a_content_system_calls_all_of_a_page_is_not_other_content(body: str) -> None:
    assert day(f"<div>{HEADING}</div>{STORY}{body.format('5 May 2021')}{ASIDE}") == "2021-05-05"


@pytest.mark.parametrize("name", ["promo-box", "widget", "sidebar-widget widget_recent", "footer"])
def test_other_contents_names_still_tell(name: str) -> None:
    dates = "<span class='date'>5 May 2021</span><span class='date'>7 May 2021</span>"
    assert day(f"<div>{HEADING}</div>{STORY}<div class='{name}'>{dates}</div>") is None


def test_teasers_microdata_does_not_date_the_page() -> None:
    """A date in a ``meta`` element of the body belongs to the item around it; in the head, to the page."""
    teasers = "".join(
        f"<div itemscope><meta itemprop='datePublished' content='2021-06-0{n}'><a href='/{n}'>More</a></div>"
        for n in range(1, 5)
    )
    head = "<meta property='article:published_time' content='2021-05-05T16:13:03+00:00'>"
    assert day(f"<div>{HEADING}</div>{STORY}{teasers}", head) == "2021-05-05"
    own = "<meta itemprop='datePublished' content='2021-05-05'>"
    assert day(f"<div>{HEADING}</div>{STORY}", own) == "2021-05-05"
    assert day(f"<div>{HEADING}</div>{STORY}<footer><span class='td-meta'>{own}</span></footer>") == "2021-05-05"


def test_a_films_microdata_does_not_date_the_page() -> None:
    film = "<div itemscope itemtype='https://schema.org/VideoObject'><meta itemprop='datePublished' content='{}'></div>"
    film += "<meta itemprop='uploadDate' content='2021-02-01T08:00:00Z'>"
    own = "<meta itemprop='datePublished' content='2021-05-05T15:23:59+02:00'>"
    item = f"<div itemscope itemtype='https://schema.org/NewsArticle'>{HEADING}{film.format('2021-03-01')}{own}"
    assert day(f"{item}{STORY}</div>") == "2021-05-05"


def test_a_property_that_names_a_date_is_one() -> None:
    """RDFa properties of older systems are read."""
    line = "<p><span property='dc:date dc:created' content='2021-05-05T18:44:31+02:00'>Gespeichert</span></p>"
    assert day(f"<div>{HEADING}{line}</div>{STORY}") == "2021-05-05"


def test_a_shown_day_of_publication_beats_an_attribute_that_says_otherwise() -> None:
    """Some systems put the modification into the attribute; a difference of one day may be the time zone."""
    element = "<time datetime='2021-07-0{}T00:18:46Z'>Publié le 29 juin 2021</time>"
    assert day(f"<div>{HEADING}{element.format(3)}</div>{STORY}", lang="fr") == "2021-06-29"
    nearby = "<time datetime='2021-06-30T00:18:46Z'>Publié le 29 juin 2021</time>"
    assert day(f"<div>{HEADING}{nearby}</div>{STORY}", lang="fr") == "2021-06-30"


def test_a_drafts_time_is_no_publication() -> None:
    head = "<meta name='dcterms.date' content='2021-05-05T13:21:30+01:00'>"
    items = "".join(
        f"<time itemprop='{name}' datetime='{at}'></time>"
        for name, at in (
            ("dateCreated", "2021-05-04T20:35:36+01:00"),
            ("dateModified", "2021-05-05T13:21:30+01:00"),
        )
    )
    assert day(f"<div>{HEADING}{items}</div>{STORY}", head) == "2021-05-05"


def test_a_label_that_says_date_beats_another_days() -> None:
    body = (
        "<div class='data'><span>Datum:</span> <span>5.5.2021</span></div>"
        "<div class='publication'>Schreiben vom 1. Mai 2021</div>"
    )
    assert day(f"<div>{HEADING}{body}</div>{STORY}", lang="de") == "2021-05-05"


def test_a_short_date_beside_the_headline_is_read() -> None:
    assert day(f"<div><span>25.05.21</span>{HEADING}</div>{STORY}", lang="de") == "2021-05-25"
    assert day(f"<div>{HEADING}<p>Version 3.11.21</p></div>{STORY}", lang="de") is None


@pytest.mark.parametrize(
    ("path", "lang", "wanted"),
    [
        ("newsroom/23-01-2021-a-story/17.html", "en", "2021-01-23"),
        ("newsroom/03-01-2021-eine-meldung", "de", "2021-01-03"),
        ("newsroom/03-01-2021-a-story", "en", None),
        ("newsroom/concert-on-23-01-2021", "en", None),
        ("item/1-23-01-2021", "en", None),
    ],
)
def test_an_address_may_begin_with_the_day(path: str, lang: str, wanted: str | None) -> None:
    """A day at the start of a path segment is read if it is unambiguous; elsewhere it may be the day of an event."""
    story = GERMAN if lang == "de" else STORY
    assert day(f"<div>{HEADING}</div>{story}", lang=lang, url=f"https://quay.example/{path}") == wanted


@pytest.mark.parametrize(
    "comments",
    [
        "<section id='comments'><b>Ann</b> <time datetime='2021-05-09T07:00'>9.5.</time><p>So it is.</p></section>",
        "<div id='comment-list'><p>Ann</p><time datetime='2021-05-09T07:00'>9 May 2021</time></div>",
        "<div id='respond'><time datetime='2021-05-09T07:00'>9 May 2021</time></div>",
    ],
)
def test_what_only_an_id_names_is_another_part_too(comments: str) -> None:
    """A plain date near the headline beats a marked one among the comments."""
    assert day(f"<div>{HEADING}<div>5 May 2021</div>{STORY}</div>{comments}") == "2021-05-05"


def test_today_above_the_headline_is_not_the_articles_day() -> None:
    for today in ("<div class='date-now'>1 June 2021</div>", "<div id='clock'>1 June 2021</div>"):
        footer = "<footer class='info'><span>5 May 2021</span></footer>"
        assert day(f"{today}<div>{HEADING}</div><article>{footer}<div>{STORY}</div></article>") == "2021-05-05"


def test_a_headline_in_a_plain_element_is_found() -> None:
    """Its widget is the article's, whatever it is called."""
    body = f"<div class='widget'><div class='h1'>Ferry sails again on Monday</div><p>5 May 2021</p>{STORY}</div>"
    assert day(f"{body}<div class='widget'><p>9 May 2021</p><p>A reader said so.</p></div>") == "2021-05-05"


STATED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-06-09"}</script>'


@pytest.mark.parametrize(
    ("line", "url", "expected"),
    [
        ("<div class='text-date'>5 May 2021</div>", "/ferry", "2021-05-05"),
        ("<div class='text-date'>5 May 2021</div>", "/2021/06/09/ferry", "2021-06-09"),
        ("<div class='text-date'>8 June 2021</div>", "/ferry", "2021-06-09"),
        ("<div class='text-date'>5 July 2021</div>", "/ferry", "2021-06-09"),
        ("<div class='text-date'>Updated 5 May 2021</div>", "/ferry", "2021-06-09"),
        ("<div class='text-date'>5 May 2021</div><div class='date'>9 June 2021</div>", "/ferry", "2021-06-09"),
        ("<div class='text-date'>03/05/2021</div>", "/ferry", "2021-06-09"),
    ],
    ids=["alone", "address", "day-before", "later", "update", "several", "ambiguous"],
)
def test_a_page_shows_no_day_before_its_publication(line: str, url: str, expected: str) -> None:
    """A later day that only machines are told is that of another publication: of the system, or of a new version."""
    assert day(f"{HEADING}{line}{STORY}", STATED, url=f"https://quay.example{url}") == expected


def test_the_day_of_an_element_far_above_the_headline_contradicts_nothing() -> None:
    above = "<div id='a'><span class='date'>5 May 2021</span></div>"
    assert day(f"{above}<div>{HEADING}{STORY}</div>", STATED) == "2021-06-09"
