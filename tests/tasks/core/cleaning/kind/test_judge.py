"""Whether a page is an article, as the cleaner decides."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.tasks.core.cleaning import Document, Extraction, Page, Verdict, clean_page, explain
from dateline.tasks.core.cleaning.html_page import read_html
from dateline.tasks.core.cleaning.kind.features import PageProfile, features_of
from dateline.tasks.core.cleaning.kind.judge import explain_kind, judge_by_evidence, judge_by_rule
from dateline.tasks.core.cleaning.kind.weights import WEIGHTS
from dateline.tasks.core.models import PageRef, Reason
from tests.support.paths import DATA

SITE = "https://www.harbour-post.example"
STORY = (
    "The keeper of the lock has moved its gates by hand for thirty-four years. On Friday the county bolted a motor to "
    "the frame, and by noon the wheel that he had turned some ninety thousand times stood still."
)


def saved(name: str) -> bytes:
    """Return the bytes of a saved page."""
    return (DATA / "cleaning" / f"{name}.html").read_bytes()


def told(body: bytes, url: str | None, ref: PageRef | None = None) -> str:
    """Return ``article``, or the reason of the rejection."""
    cleaned = clean_page(Page(body, url, ref=ref))
    return "article" if isinstance(cleaned, Extraction) else cleaned.reason.value


@pytest.mark.parametrize(
    "path", ["/coast", "/tag/boats", "/2026/03/", "/coast/page/3", "/author/mara-lindqvist", "/x?s=4"]
)
@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_an_index_of_dated_teasers_is_no_article(path: str, head: str) -> None:
    """Ten teasers with dates are a list at any URL, even if the site marks each page as an article."""
    page = saved("kind_index_of_teasers").replace(b"</head>", head.encode() + b"</head>")
    assert told(page, SITE + path) == "not_article"


def test_an_index_that_describes_its_articles_is_no_article() -> None:
    """Structured data counts only if it describes the page itself, not the articles that it links to."""
    described = [
        {
            "@type": "NewsArticle",
            "headline": f"Story {n}",
            "datePublished": "2026-03-14",
            "url": f"{SITE}/town/story-{n}",
        }
        for n in range(4)
    ]
    script = f'<script type="application/ld+json">{json.dumps(described)}</script></head>'.encode()
    index = saved("kind_index_of_teasers").replace(b"</head>", script)
    assert told(index, f"{SITE}/coast") == "not_article"
    article = saved("kind_article_above_teasers").replace(b"</head>", script)
    assert told(article, f"{SITE}/town/story-2") == "article"


def test_a_front_page_that_is_described_as_an_article_is_none() -> None:
    """Some front pages describe their first article as their own. They still link to many."""
    described = {"@type": "NewsArticle", "headline": "This week", "datePublished": "2026-03-14", "url": f"{SITE}/"}
    script = f'<script type="application/ld+json">{json.dumps(described)}</script></head>'.encode()
    index = saved("kind_index_of_teasers").replace(b"</head>", script)
    assert told(index, f"{SITE}/") == "not_article"
    assert told(saved("kind_article_above_teasers").replace(b"</head>", script), f"{SITE}/town/story-2") == "article"


def test_teasers_above_the_same_link_are_a_list() -> None:
    """Titles without links, and a link below each teaser. The same paragraphs without it are a story in sections."""
    link = "<a href='/coast/{n}'>Weiterlesen</a>"
    most = "<h2>The lock gate {n}</h2><p>{n} March 2026</p><p>Gate {n}: " + STORY
    pages = {
        below: "<h1>News from the lock</h1>" + "".join(f"{most}</p>{below}".format(n=n) for n in range(1, 7))
        for below in (link, "")
    }
    assert told(pages[link].encode(), f"{SITE}/coast-news") == "not_article"
    assert told(pages[""].encode(), f"{SITE}/coast-news") == "article"


def test_linked_headings_alone_are_a_list() -> None:
    """Linked headings without text or date are rejected as a list, not for a lack of text."""
    links = "".join(f"<h2><a href='/town/{n}'>The {n}th story of the week</a></h2>" for n in range(5, 12))
    assert told(f"<h1>This week</h1>{links}".encode(), f"{SITE}/week") == "not_article"
    named = PageRef(url=f"{SITE}/week", source="s", via="feed", published_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert told(f"<h1>This week</h1>{links}".encode(), f"{SITE}/week", named) == "not_article"
    assert told(b"<h1>Swing bridge closed until Tuesday</h1>", f"{SITE}/town/swing-bridge-closed") == "no_text"


@pytest.mark.parametrize("paragraphs", [1, 2, 5])
def test_a_plain_story_is_an_article(paragraphs: int) -> None:
    """A headline, a date and some prose suffice, without hints in URL or markup."""
    body = f"<h1>Lock keeper hands over to a motor</h1><p>15 March 2026</p>{f'<p>{STORY}</p>' * paragraphs}"
    assert told(body.encode(), f"{SITE}/n?id=7") == "article"
    assert told(body.encode(), None) == "article"


def test_a_story_in_another_script_is_an_article() -> None:
    """No feature depends on words between spaces, or on Latin letters in the URL."""
    text = "四月十日朝、港町の古い灯台に新しい灯がともった。三十四年にわたり手で灯を守ってきた男性は、静かに見守った。"
    body = f"<h1>港町の灯台に新しい灯、三十四年の仕事に区切り</h1><p>2026年4月10日</p><p>{text}</p><p>{text[::-1]}</p>"
    assert told(f'<meta charset="utf-8">{body}'.encode(), f"{SITE}/articles/5520431") == "article"


def test_a_feeds_date_speaks_for_an_article() -> None:
    """A date from a feed or news sitemap counts as evidence for an article."""
    page = Page(saved("kind_course_list"), f"{SITE}/courses")
    named = PageRef(url=f"{SITE}/courses", source="s", via="feed", published_at=datetime(2026, 3, 1, tzinfo=UTC))
    alone, with_feed = explain(page), explain(Page(page.body, page.url, ref=named))
    assert alone is not None
    assert with_feed is not None
    assert with_feed.points > alone.points
    assert "dated by a feed or news sitemap" in [piece.name for piece in with_feed.evidence]


def test_a_german_shop_is_no_article() -> None:
    """A shop is recognized by its words in its own language."""
    body = """<h1>Sturmlaterne aus Messing</h1><p>49,00 €</p><p>inkl. MwSt., zzgl. Versand</p><p>Auf Lager</p>
        <button>In den Warenkorb</button><p>Unsere Laterne brennt achtzehn Stunden. Wir prüfen jede einzelne, bevor sie
        unsere Werkstatt verlässt, und liefern sie seit dem 3. März 2026 mit einem Haken.</p>
        <p>Lieferzeit zwei Tage</p>"""
    assert told(body.encode(), "https://www.laternen.example/shop/sturmlaterne") == "not_article"


NOTICES = {
    "/jobs/keeper-of-the-lock": f"<p>Posted: 3 March 2026</p><p>{STORY}</p><h2>Profile</h2><p>A good eye</p>",
    "/events/open-day-at-the-lock": f"<p>Date: 14 June 2026, 10:00</p><p>{STORY}</p><a href='/buy'>Buy tickets</a>",
    "/kurse/schleusen-bedienen": f"<p>Beginn: 4. Mai 2026</p><p>{STORY}</p><button>Platz buchen</button>",
    "/property/cottage-beside-the-lock": f"<p>Price: 240,000 €</p><p>Online since 3 March 2026</p><p>{STORY}</p>",
}


@pytest.mark.parametrize("path", NOTICES)
def test_what_readers_take_part_in_is_no_article(path: str) -> None:
    """Jobs, events, courses and homes are not, unless the page describes itself as an article."""
    page = f"<h1>Keeper of the lock, Saltmere</h1>{NOTICES[path]}"
    assert told(page.encode(), SITE + path) == "not_article"
    described = json.dumps({"@type": "NewsArticle", "headline": "Keeper of the lock", "datePublished": "2026-03-03"})
    assert told(f'<script type="application/ld+json">{described}</script>{page}'.encode(), SITE + path) == "article"


def test_a_dated_story_in_the_section_of_a_service_is_an_article() -> None:
    story = f"<h1>Lock keepers found a choir of their own</h1><p>15 March 2026</p><p>{STORY}</p><p>{STORY[::-1]}</p>"
    assert told(story.encode(), f"{SITE}/events/lock-keepers-found-a-choir-of-their-own") == "article"


@pytest.mark.parametrize("path", ["/forum/topic/4711-which-grease-for-a-lock-gate", "/showthread.php?t=4711"])
def test_a_forums_thread_is_no_article(path: str) -> None:
    posts = "".join(f"<div><b>keeper{n}</b><span>{n + 1} March 2026</span><p>{STORY}</p></div>" for n in range(4))
    assert told(f"<h1>Which grease for a lock gate?</h1>{posts}".encode(), SITE + path) == "not_article"


def test_the_detail_names_the_strongest_evidence() -> None:
    """The detail of a rejection names its strongest evidence first."""
    cleaned = clean_page(Page(saved("kind_shop_product"), "https://www.quay-chandlers.example/shop/storm-lantern"))
    assert isinstance(cleaned, Verdict)
    assert cleaned.reason is Reason.NOT_ARTICLE
    judgement = explain(Page(saved("kind_shop_product"), "https://www.quay-chandlers.example/shop/storm-lantern"))
    assert judgement is not None
    against = [
        piece.name for piece in judgement.evidence if piece.points < 0 and not piece.name.startswith("starting value")
    ]
    assert cleaned.detail == f"the page is not an article: {', '.join(against[:3])}"
    assert [abs(piece.points) for piece in judgement.evidence] == sorted(
        (abs(piece.points) for piece in judgement.evidence), reverse=True
    )


@pytest.mark.parametrize("path", sorted((DATA / "cleaning").glob("kind_*.html")), ids=lambda path: path.stem)
def test_explaining_changes_no_judgement(path: Path) -> None:
    """The explanation has the same judgement, with evidence; each feature is from 0 to 1 and has a weight."""
    page = Page(path.read_bytes(), f"{SITE}/town/swing-bridge")
    document = Document(page.body, page.url)
    extraction, body = read_html(page, document)
    profile = PageProfile(page, extraction, document, body)
    judged = judge_by_rule(profile) or judge_by_evidence(profile)
    explained = explain_kind(profile)
    assert (judged.is_article, judged.rule) == (explained.is_article, explained.rule)
    assert explained.evidence
    features = features_of(profile)
    assert features.keys() == WEIGHTS.keys()
    assert all(0 <= value <= 1 for value in features.values())


@pytest.mark.parametrize(
    "headline",
    [
        "Privacy Policy",
        "Impressum",
        "Terms & Conditions",
        "Política de privacidad",
        "お問い合わせ",
        "FAQ",
        "Häufige Fragen",
        "Redakcja",
        "من نحن",
    ],
)
def test_a_page_about_the_site_is_no_article(headline: str) -> None:
    """By its whole headline: a story about such a page has a longer one."""
    body = f"<html><body><h1>{headline}</h1><p>12 March 2026</p><p>{STORY}</p><p>{STORY}</p></body></html>"
    assert told(body.encode(), f"{SITE}/info/notice") == "not_article"
    story = body.replace(headline, f"{headline} divides the council of Tarn")
    assert told(story.encode(), f"{SITE}/news/notice-divides-the-council-of-tarn") == "article"


@pytest.mark.parametrize("label", ["Last updated", "Published"])
def test_a_page_that_dates_only_its_last_change(label: str) -> None:
    """That speaks against an article, but is only one piece of evidence."""
    page = f"<h1>Lock keepers found a choir</h1><p>{label}: 15 March 2026</p><p>{STORY}</p><p>{STORY[::-1]}</p>"
    judgement = explain(Page(page.encode(), f"{SITE}/choir"))
    assert judgement is not None
    names = [piece.name for piece in judgement.evidence if piece.points < 0]
    assert ("only its last change is dated" in names) is (label == "Last updated")


@pytest.mark.parametrize("path", ["/terms-of-use", "/info/privacy_policy.html", "/aviso-legal", "/impressum"])
def test_a_page_at_the_address_of_one_about_the_site_is_no_article(path: str) -> None:
    """Whatever its headline, unless the address is that of a story."""
    body = f"<h1>What we promise to those who cross with us</h1><p>12 March 2026</p><p>{STORY}</p><p>{STORY[::-1]}</p>"
    assert told(body.encode(), SITE + path) == "not_article"
    assert told(body.encode(), f"{SITE}/news/2026{path}") == "article"


def test_a_page_with_hardly_any_text_needs_more_evidence() -> None:
    """A line among hundreds of links is no story. The same line alone may be one."""
    links = "".join(f"<div><a href='/x/{n}'>Mooring {n}</a></div>" for n in range(300))
    page = f"<h1>Moorings</h1><p>14 March 2026</p><p>Boats of all lengths may lie here.</p>{links}"
    judgement = explain(Page(page.encode(), f"{SITE}/moorings"))
    assert judgement is not None
    assert "hardly any text" in [piece.name for piece in judgement.evidence]
    alone = explain(Page(page.replace(links, "").encode(), f"{SITE}/moorings"))
    assert alone is not None
    assert "hardly any text" not in [piece.name for piece in alone.evidence]


def test_a_table_or_a_list_of_names_is_no_article() -> None:
    """However much of the page it is. With a sentence beside it, it may be one."""
    rows = "".join(f"<tr><td>Rowing club {n}</td><td>{40 - n}</td></tr>" for n in range(12))
    names = "".join(f"<li>Edna Moss {n}, aged {60 + n}</li>" for n in range(12))
    for part in (f"<table>{rows}</table>", f"<ul>{names}</ul>"):
        page = f"<h1>Rowers of the northern river league</h1><p>14 March 2026</p>{part}"
        assert told(page.encode(), f"{SITE}/rowing/league") == "not_article"
        assert told(f"{page}<p>{STORY}</p>".encode(), f"{SITE}/rowing/league") == "article"


@pytest.mark.parametrize("headline", ["Opening hours and prices", "Unsere Öffnungszeiten", "Horaires et tarifs"])
def test_when_a_house_is_open_is_a_page_about_it(headline: str) -> None:
    body = f"<h1>{headline}</h1><p>12 March 2026</p><p>{STORY}</p>"
    assert told(body.encode(), f"{SITE}/visit/times") == "not_article"


@pytest.mark.parametrize(
    "title", ["We will be back soon", "Maintenance | Harbour Post", "Site en maintenance", "Wartungsarbeiten"]
)
def test_a_site_under_repair_is_tried_again(title: str) -> None:
    """A short page with such a title is sent instead of the article. A story about repairs has a longer title."""
    page = f"<title>{title}</title><h1>A moment, please</h1><p>14 March 2026</p><p>{STORY}</p>"
    assert told(page.encode(), f"{SITE}/town/lock-keeper-hands-over") == "blocked"
    longer = page.replace(title, "Maintenance of the lock takes a week longer")
    assert told(longer.encode(), f"{SITE}/town/lock-keeper-hands-over") == "article"


TEASERS = [
    "The baker of the hill mill has opened his doors again, and sold four hundred loaves before noon.",
    "A school on the island teaches the old knots again, and the boatmen lend their own ropes for it.",
]


@pytest.mark.parametrize(
    "entry",
    [
        "<li><span>{n}.03.2026</span> <a href='/{n}'>Knots {n}</a> {text}</li>",
        "<li><time>2026-03-0{n}</time><a href='/{n}'>Knots {n}</a><p>{text}</p></li>",
        "<tr><td>{n} March 2026</td><td><a href='/{n}'>Knots {n}</a><br>{text}</td></tr>",
        "<tr><td>0{n}/03/2026</td><td><b>Knots {n}</b><br>{text} <a href='/{n}'>Read</a></td></tr>",
        "<p><strong>{n} de marzo de 2026</strong> – <a href='/{n}'>Knots {n}</a>: {text}</p>",
        "<div><a href='/{n}'><b>Knots {n}</b></a><br>{text}<br><i>0{n}.03.2026</i></div>",
        "<div><h2>Knots {n}</h2><p>{text}</p><a href='/{n}'>Listen</a> 0{n}.03.2026</div>",
    ],
)
def test_a_list_of_dated_entries_is_no_article(entry: str) -> None:
    """Whatever it is built of, and though most of each entry is not linked."""
    tag = "table" if entry.startswith("<tr") else "div"
    entries = "".join(entry.format(n=n, text=f"{TEASERS[n % 2]} So said {n} of them.") for n in range(1, 9))
    page = f"<h1>What is new at the harbour</h1><{tag}>{entries}</{tag}>"
    assert told(page.encode(), f"{SITE}/harbour/notices") == "not_article"


def test_a_chronicle_is_an_article() -> None:
    """Its entries begin with a date, too, but its links stand in its sentences."""
    entries = "".join(
        f"<p>{n} March 2026: {TEASERS[n % 2]} The <a href='/{n}'>council</a> took note of it.</p>" for n in range(1, 9)
    )
    page = f"<h1>How the quarrel about the knots began and ended</h1><p>14 March 2026</p>{entries}"
    assert told(page.encode(), f"{SITE}/town/how-the-quarrel-about-knots-began") == "article"


@pytest.mark.parametrize("price", ["<span itemprop='price'>42</span>", "<meta itemprop='lowPrice' content='42'>"])
def test_a_price_in_the_markup_speaks_against_an_article(price: str) -> None:
    body = f"<h1>Sail bag of heavy canvas</h1>{{}}<p>12 March 2026</p><p>{STORY}</p>"
    name = "declared as a product, course or service"
    for markup, stated in ((price, True), ("", False)):
        judgement = explain(Page(body.format(markup).encode(), f"{SITE}/sail-bag"))
        assert judgement is not None
        assert any(piece.name == name for piece in judgement.evidence) is stated


def test_articles_of_a_help_centre_are_no_stories() -> None:
    """Its folder of articles is none of news."""
    body = f"<h1>How do I renew my ticket?</h1><p>Updated 12 March 2026</p><p>{STORY}</p>"
    assert told(body.encode(), "https://help.ferry.example/hc/en-us/articles/3600-renew") == "not_article"
    assert told(body.encode(), f"{SITE}/articles/3600-renew-ticket") == "article"


def test_a_board_in_korea_is_no_forum() -> None:
    """Offices publish their news on one, and so do newspapers."""
    text = "항만 위원회는 화요일에 선원들에게서 두 번째 선착장을 지어 달라는 요청서를 받았고 이달 말에 답한다."
    body = f"<html lang='{{}}'><h1>선원들, 두 번째 선착장 요청</h1><p>2026-03-12</p><p>{text}</p><p>{text[::-1]}</p>"
    assert told(body.format("ko").encode(), f"{SITE}/board/view.do?id=7") == "article"
    english = f"<html lang='en'><h1>Who lights the lock?</h1><p>12 March 2026</p><p>{STORY}</p>"
    assert told(english.encode(), f"{SITE}/board/view.do?id=7") == "not_article"


@pytest.mark.parametrize("price", ["34,00 €", "£320,000", "12 000 zł", "Price: $42", "¥3,200", "900 руб."])
def test_a_price_in_a_line_of_its_own_speaks_against_an_article(price: str) -> None:
    """In a sentence it does not."""
    name = "a price in a line of its own"
    for line, alone in ((price, True), (f"He paid {price} for the boat, and she laughed at him.", False)):
        body = f"<h1>Sail bag of heavy canvas</h1><p>{line}</p><p>12 March 2026</p><p>{STORY}</p>"
        judgement = explain(Page(body.encode(), f"{SITE}/sail-bag"))
        assert judgement is not None
        assert any(piece.name == name for piece in judgement.evidence) is alone


def test_many_prices_are_those_of_a_guide() -> None:
    prices = "".join(f"<p>A canoe for {n}</p><p>${n}00</p>" for n in range(2, 9))
    judgement = explain(Page(f"<h1>What boats cost</h1>{prices}<p>{STORY}</p>".encode(), f"{SITE}/costs"))
    assert judgement is not None
    assert all(piece.name != "a price in a line of its own" for piece in judgement.evidence)
