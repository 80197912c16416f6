"""Headlines in titles of many forms, beside headings that are not the headline, and in pages without headings."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
FERRY = "Ferry sails again on Monday"
NAMED = '<meta property="og:site_name" content="{}">'


def headline(head: str, body: str = "", url: str = "https://quaypost.example/a/1") -> str | None:
    page = f'<html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}{STORY}</body></html>'
    return extract(page.encode(), url).headline


@pytest.mark.parametrize(
    "title",
    [
        f"{FERRY} on Quay Post",
        f"{FERRY} auf quaypost.example",
        f"{FERRY} sur Quay Post",
        f"{FERRY} | Quay Post - News from the harbour",
        f"{FERRY} - Quay Post: News from the harbour",
        f"03.03.2024 - {FERRY}",
    ],
)
def test_a_title_that_nothing_confirms_loses_what_names_the_site_and_the_page(title: str) -> None:
    assert headline(f"<title>{title}</title>") == FERRY
    assert headline(f"<title>{title}</title>", f"<h1>{title}</h1>") == title


@pytest.mark.parametrize("page", ["Page 2 of 3", "Seite 2", "página 2", "Страница 2"])
def test_the_number_of_a_page_beside_the_sites_name_is_no_part_of_the_headline(page: str) -> None:
    assert headline(f"<title>{FERRY} - {page} - Quay Post</title>") == FERRY


def test_a_site_may_be_named_by_its_initials() -> None:
    title = f"<title>{FERRY} - WFA</title>"
    assert headline(title + NAMED.format("World Ferry Association")) == FERRY
    assert headline(title + NAMED.format("Harbour Office")) == f"{FERRY} - WFA"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("渡轮周一再次启航_港口新闻_港口网", "渡轮周一再次启航"),
        ("渡轮周一再次启航-港口网", "渡轮周一再次启航"),
        ("フェリー、月曜に運航再開 【港口网】", "フェリー、月曜に運航再開"),
        ("【港口网】フェリー、月曜に運航再開", "フェリー、月曜に運航再開"),
        ("【速報】フェリー、月曜に運航再開", "【速報】フェリー、月曜に運航再開"),
        ("여객선 월요일 운항 재개 &lt; 사회 &lt; 기사본문 - 港口网", "여객선 월요일 운항 재개"),
    ],
)
def test_titles_of_east_asia_have_separators_of_their_own(title: str, expected: str) -> None:
    assert headline(f"<title>{title}</title>{NAMED.format('港口网')}") == expected


@pytest.mark.parametrize(
    "kind", ["News", "Pressemitteilung", "Actualités", "Notizie", "Новости", "ニュース", "Our Blog"]
)
def test_a_kind_of_page_is_no_headline(kind: str) -> None:
    """Neither as the only title, nor as the only h1, nor as both, nor with the name of the site."""
    below = f"<h2>{FERRY}</h2>"
    assert headline(f"<title>{kind}</title>", below) == FERRY
    assert headline(f"<title>{kind} | Quay Post</title>", f"<h1>{kind}</h1>{below}") == FERRY
    assert headline(f"<title>{FERRY}</title>", f"<h1>{kind}</h1>{below}") == FERRY
    assert headline("", f"<h1>{kind}</h1>") == kind


@pytest.mark.parametrize("title", ["Aktuelles | Quay Rowers e.V.", "Quay Rowers - Latest news", "News"])
def test_a_kind_of_page_beside_a_site_is_no_headline(title: str) -> None:
    below = f"<h2>{FERRY}</h2>"
    assert headline(f"<title>{title}</title>", below) == FERRY
    assert headline(f"<title>{title}</title>", f"<h1>News</h1>{below}") == FERRY
    assert headline("<title>Ferry returns | News</title>", "<h2>Boats</h2>") == "Ferry returns | News"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (f"Boating: {FERRY} | Quay Post Daily", f"<h1>Boating</h1><h2>{FERRY}</h2>"),
        (f"{FERRY} | Boating | Quay Post Daily", "<h1>Boating</h1>"),
        (f"Boating: {FERRY}", f'<h1>Boating</h1><div class="teaser">{FERRY}</div>'),
        ("The Rowers", f"<h1>The Rowers</h1><h2>{FERRY}</h2>"),
    ],
)
def test_a_site_or_section_is_no_headline_beside_what_the_url_repeats(title: str, body: str) -> None:
    url = "https://quaypost.example/a/ferry-sails-again-monday"
    assert headline(f"<title>{title}</title>", body, url) == FERRY
    elsewhere = "https://quaypost.example/a/the-rowers-of-old-harbour-boating"
    assert headline("<title>The Rowers</title>", f"<h1>The Rowers</h1><h2>{FERRY}</h2>", elsewhere) == "The Rowers"


def test_a_short_headline_that_a_title_puts_in_other_words_stays() -> None:
    url = "https://quaypost.example/a/living-well-for-the-old-harbour"
    title = "<title>Living well for the old harbour | Quay Post Daily</title>"
    assert headline(title, "<h1>Living in harbour</h1>", url) == "Living in harbour"


def test_a_korean_headline_is_told_from_a_portal_by_a_minor_heading() -> None:
    title = "<title>여객선 월요일 운항 재개 : 포털 항구뉴스</title>"
    assert headline(title, "<h2>여객선 월요일 운항 재개</h2>") == "여객선 월요일 운항 재개"


@pytest.mark.parametrize(
    "box",
    [
        "<nav><h1>All the boats of the old harbour</h1></nav>",
        "<aside><h1>All the boats of the old harbour</h1></aside>",
        '<div id="cookie-notice"><h1>All the boats of the old harbour</h1></div>',
        '<div class="related-posts"><h1>All the boats of the old harbour</h1></div>',
    ],
)
def test_a_heading_in_a_box_is_no_headline_beside_another(box: str) -> None:
    assert headline("", f"{box}<h1>{FERRY}</h1>") == FERRY
    assert headline("", box) == "All the boats of the old harbour"


@pytest.mark.parametrize(
    "beside",
    [
        '<span class="mw-editsection">[edit]</span>',
        "<button>Share</button>",
        '<span class="read-time">4 min read</span>',
        '<a class="comments-count" href="#c">12</a>',
    ],
)
def test_what_stands_beside_the_headline_in_its_heading_is_no_part_of_it(beside: str) -> None:
    assert headline("", f"<h1>{FERRY} {beside}</h1>") == FERRY


@pytest.mark.parametrize(
    "element",
    [
        '<div role="heading" aria-level="1">{}</div>',
        '<div class="headline">{}</div>',
        '<p class="article-title">{}</p>',
        '<table><tr><td class="title">{}</td></tr></table>',
        "<h5>{}</h5>",
    ],
)
def test_a_page_without_headings_may_mark_its_headline_by_a_class_or_role(element: str) -> None:
    assert headline("<title>Quay Post</title>", element.format(FERRY)) == FERRY
    assert headline("<title>All aboard the old boat</title>", element.format(FERRY)) == "All aboard the old boat"


def test_the_title_among_the_meta_elements_is_read_without_another() -> None:
    assert headline(f'<meta name="title" content="{FERRY} | Quay Post">') == FERRY


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<h1><span class='drop'>F</span>erry sails again at last</h1>", "Ferry sails again at last"),
        ("<h1><span>A</span> ferry sails again at last</h1>", "A ferry sails again at last"),
        ("<h1><span>渡し船</span><span>（写真）</span><span>：また出航</span></h1>", "渡し船（写真）：また出航"),
        ("<h1>渡し船<span>「月曜」</span>にまた出航</h1>", "渡し船「月曜」にまた出航"),
    ],
)
def test_no_blank_is_added_that_the_page_does_not_show(heading: str, headline: str) -> None:
    """A drop cap is a part of its word, and full-width punctuation has no blank beside it."""
    page = f"<html><body><article>{heading}<p>It sails on Monday from the quay.</p></article></body></html>"
    assert extract(page.encode()).headline == headline


def test_a_page_without_title_and_headings_is_headed_by_its_class() -> None:
    body = "<article><div class='headline'>Ferry sails again at last</div><p>It sails from the quay.</p></article>"
    assert extract(f"<html><body>{body}</body></html>".encode()).headline == "Ferry sails again at last"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{FERRY} | Stitcher", FERRY),
        (f"{FERRY} | Harbour | Bill's Drain Blasters", FERRY),
        (f"{FERRY} | by Ida Holm | Tides", FERRY),
        (f"{FERRY} | 2025", f"{FERRY} | 2025"),
        ("Tides | Ferry sails", "Tides | Ferry sails"),
        (f"{FERRY} | What five owners of boats say", f"{FERRY} | What five owners of boats say"),
    ],
)
def test_what_stands_behind_a_bar_is_the_site(title: str, expected: str) -> None:
    """Where the title alone tells the headline, a short last part names a site that names itself nowhere else."""
    assert headline(f"<title>{title}</title>") == expected


def test_a_bar_within_a_heading_is_kept() -> None:
    assert headline(f"<title>{FERRY} | Live</title>", f"<h1>{FERRY} | Live</h1>") == f"{FERRY} | Live"


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("Quay Post: {}", "<h2 id='banner-header'><a href='/'>Quay Post</a></h2>"),
        ("Quay Post | {}", "<h2><a href='https://quaypost.example/'>Quay Post</a></h2>"),
        ("Quay Post > News > {}", "<h1>Quay Post</h1><h2>News</h2>"),
    ],
)
def test_a_site_above_the_headline_is_not_it_whatever_its_heading(title: str, above: str) -> None:
    assert (
        headline(f"<title>{title.format(FERRY)}</title>", f"{above}<h3>{FERRY}</h3>", "https://qp.example/1") == FERRY
    )


def test_a_title_alone_loses_the_few_words_that_name_the_host() -> None:
    assert headline(f"<title>{FERRY} - The Old Gazette</title>", url="https://gazette.example/1") == FERRY
    title = f"{FERRY} - the old quarrel"
    assert headline(f"<title>{title}</title>", url="https://gazette.example/1") == title


def test_a_site_before_the_headline_is_told_by_the_line_that_shows_the_headline() -> None:
    """On a page without headings, a line in bold is one."""
    title = f"<title>The Old Quay: {FERRY}</title>"
    assert headline(title, f"<b><font size='5'>{FERRY}</font></b>", "https://qp.example/1") == FERRY
    assert headline(title, "<b>Boats</b>", "https://qp.example/1") == f"The Old Quay: {FERRY}"


@pytest.mark.parametrize(
    "line",
    [
        f"<font size='5'><b>{FERRY}</b></font><br><i>by Ida Holm, 3 March 2024</i><br><br>",
        f"<p><font size='+2'>{FERRY}</font></p>",
        f"<p><strong>{FERRY}</strong></p>",
        f"<big>{FERRY}</big><hr>",
    ],
)
@pytest.mark.parametrize("title", ["Quay Club", "Old Quay Anglers"])
def test_a_page_of_tables_has_its_headline_in_bold(title: str, line: str) -> None:
    page = "<table><tr><td><b>Quay Club</b></td></tr><tr><td>{}<p>On Monday, nobody had to wait.</p></td></tr></table>"
    assert headline(f"<title>{title}</title>", page.format(line)) == FERRY
    for other in (f"<a href='/b'>{FERRY}</a>", f"{FERRY}:", "We need your help on Monday"):
        assert headline(f"<title>{title}</title>", page.format(line.replace(FERRY, other))) == title
    assert headline("<title>The pier is open again</title>", page.format(line)) != FERRY


@pytest.mark.parametrize("host", ["saltandtide.example", "salt-and-tide.example", "www.saltundtide.example"])
@pytest.mark.parametrize("title", [f"{FERRY} — Salt &amp; Tide", f"Salt &amp; Tide: {FERRY}"])
def test_a_host_has_a_word_for_the_sign_in_a_sites_name(title: str, host: str) -> None:
    assert headline(f"<title>{title}</title>", url=f"https://{host}/a/1") == FERRY
    assert headline(f"<title>{title}</title>", url="https://quay.example/a/1") != FERRY
