"""Pages that are no articles, of kinds that are told by more than their wording or their address."""

import json

import pytest

from dateline.tasks.core.cleaning import Extraction, Page, clean_page, explain

SITE = "https://www.weir-gazette.example"
STORY = (
    "The miller has let the wheel turn again after nine years, and the whole lane came to see it. He said on Friday "
    "that the first flour would be given to the school."
)


def is_article(body: str, path: str | None, head: str = "", lang: str = "en") -> bool:
    page = f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return isinstance(clean_page(Page(page.encode(), path if path is None else SITE + path)), Extraction)


def evidence(body: str, path: str, head: str = "") -> set[str]:
    page = f'<html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    judgement = explain(Page(page.encode(), SITE + path))
    assert judgement is not None
    return {piece.name for piece in judgement.evidence}


def described(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


TEASERS = "".join(
    f"<div><h2><a href='/mill/{n}'>The wheel has turned for {n} days</a></h2><time>2026-03-0{n}</time>"
    f"<p>In week {n} the miller ground {n} sacks, and in lane {n} they baked from {n} to noon, he said.</p></div>"
    for n in range(1, 9)
)


@pytest.mark.parametrize("nodes", [1, 2])
def test_a_list_that_describes_its_first_article_is_none(nodes: int) -> None:
    """An article that is described counts only if the page shows its headline or has its URL."""
    first = [
        {"@type": "NewsArticle", "headline": f"The wheel has turned for {n} days", "url": f"{SITE}/mill/{n}"}
        for n in range(1, nodes + 1)
    ]
    head = "".join(described(**node, datePublished="2026-03-01") for node in first)
    assert not is_article(f"<h1>The mill</h1>{TEASERS}", "/mill", head)
    assert is_article(f"<h1>The wheel has turned for 1 days</h1>{TEASERS}", "/mill", head)
    assert is_article(f"<h1>The mill</h1>{TEASERS}", "/mill/1", head)


@pytest.mark.parametrize(
    "path", ["/search/wheel", "/suche/?q=wheel", "/?s=wheel", "/en/search?page=2&query=wheel", "/busca/wheel/2"]
)
def test_search_results_are_no_article(path: str) -> None:
    """However they are built. The same page elsewhere may be a story in sections."""
    results = "".join(
        f"<p>{n}: Wheel {n}, <a href='/{n}'>sack</a>. {STORY.replace('lane', str(n))}</p>" for n in range(9)
    )
    assert not is_article(f"<h1>The wheel of the mill in the lane</h1><p>14 March 2026</p>{results}", path)
    assert is_article(f"<h1>The wheel of the mill in the lane</h1><p>14 March 2026</p>{results}", "/wheel-in-the-lane")


@pytest.mark.parametrize("path", ["/news/the-search-for-the-lost-wheel-of-the-mill", "/story?id=7&q=1"])
def test_a_story_of_a_search_is_an_article(path: str) -> None:
    assert is_article(f"<h1>The search for the lost wheel</h1><p>14 March 2026</p><p>{STORY}</p><p>{STORY}</p>", path)


THREAD = f"<h1>Which stone for a small mill?</h1><p>14 March 2026</p><p>{STORY}</p>"


@pytest.mark.parametrize("kind", ["DiscussionForumPosting", "QAPage"])
def test_a_declared_discussion_is_no_article(kind: str) -> None:
    """Whether JSON-LD or microdata says so. An article that is declared, too, has comments."""
    head = described(**{"@type": kind, "headline": "Which stone?", "datePublished": "2026-03-14"})
    marked = f'<div itemscope itemtype="https://schema.org/{kind}">{THREAD}</div>'
    assert is_article(THREAD, "/stones/which-stone-for-a-mill")
    assert not is_article(THREAD, "/stones/which-stone-for-a-mill", head)
    assert not is_article(marked, "/stones/which-stone-for-a-mill")
    article = described(**{"@type": "NewsArticle", "headline": "Which stone?", "datePublished": "2026-03-14"})
    assert is_article(THREAD, "/stones/which-stone-for-a-mill", head + article)


@pytest.mark.parametrize("count", ["3 Answers", "2 antwoorden", "4 odpowiedzi", "5 ответов", "3件の回答", "6 个回答"])
def test_a_count_of_answers_within_the_text_tells_a_question(count: str) -> None:
    """Below the text it counts the replies to comments."""
    name = "a count of answers above the text"
    within = f"{THREAD}<h2>{count}</h2><p>{STORY}</p>"
    assert name in evidence(within, "/stones/which-stone-for-a-mill")
    assert name not in evidence(f"{THREAD}<h2>{count}</h2>", "/stones/which-stone-for-a-mill")


def test_a_numbered_thread_is_no_article() -> None:
    assert not is_article(THREAD, "/t/which-stone-for-a-mill/4711")
    assert is_article(THREAD, "/t/which-stone-for-a-mill")


ADVICE = '<meta property="og:type" content="article">'


@pytest.mark.parametrize("folder", ["questions", "fragen/frage", "preguntas", "domande"])
def test_the_column_of_an_adviser_is_an_article(folder: str) -> None:
    """If the page is declared an article, and its URL has no number. Readers' threads have one, or count answers."""
    path = f"/{folder}/which-stone-for-a-small-mill"
    assert is_article(THREAD, path, ADVICE)
    assert not is_article(THREAD, path)
    assert not is_article(THREAD, f"/{folder}/4711/which-stone-for-a-small-mill", ADVICE)
    assert not is_article(f"{THREAD}<h2>3 Answers</h2><p>{STORY}</p>", path, ADVICE)


def test_figures_with_hardly_any_text_are_no_article() -> None:
    """A forecast shows each figure in a line of its own. Beside a brief, there may be a calendar, or times."""
    name = "figures instead of text"
    hours = "".join(f"<div>{n}:00</div><div>{n}°</div><div>{n * 4} %</div>" for n in range(20))
    days = "".join(f"<td>{n}</td><td>{n % 24}:00</td><td>{n} Mar</td><td>2026-03-{n:02}</td>" for n in range(1, 31))
    page = f"<h1>Weir Lane</h1><p>14 March 2026</p><p>{STORY}</p>"
    assert name in evidence(page + hours, "/weir-lane")
    assert name not in evidence(f"{page}<table><tr>{days}</tr></table>", "/weir-lane")
    assert name not in evidence(f"{page}<p>{STORY}</p>{hours}", "/weir-lane")


def test_headings_of_two_words_head_teasers() -> None:
    loaves = "".join(
        f"<div><h2><a href='/{n}'>{name} loaf</a></h2><p>Baked on {n} March 2026, of {n} sacks, and sold by {n}, "
        f"said the miller of lane {n}, who ate the first {n} of them.</p></div>"
        for n, name in enumerate(("Rye", "Oat", "Wheat", "Plum", "Seed", "Milk"), 1)
    )
    assert "text made of teasers" in evidence(f"<h1>Loaves</h1>{loaves}", "/loaves")


@pytest.mark.parametrize("line", ["Save my seat", "Comprar entradas »", "Karten reservieren", "予約する"])
def test_a_booking_beside_few_words_speaks_against_an_article(line: str) -> None:
    """It stands below reviews, too, but they are longer."""
    name = "a booking beside few words"
    page = f"<h1>Flour and water</h1><p>14 March 2026</p><p>{STORY}</p>"
    assert name in evidence(f"{page}<button>{line}</button>", "/mill/flour")
    assert name not in evidence(f"{page}<p>Those who want to {line} must hurry.</p>", "/mill/flour")
    assert name not in evidence(f"{page}<p>{STORY[::-1]}</p><button>{line}</button>", "/mill/flour")


@pytest.mark.parametrize(
    "price", ["Adults £14.00", "From $1,240", "180 € VB", "12,800円(税込)", "49,00 € inkl. MwSt.", "6,50 € TTC", "$42*"]
)
def test_a_price_may_have_terms(price: str) -> None:
    assert "a price in a line of its own" in evidence(
        f"<h1>A mill for the kitchen</h1><p>{price}</p><p>{STORY}</p>", "/m"
    )


def test_the_review_of_a_product_is_no_offer() -> None:
    """It has one review, whose author is that of the page. An offer has a price, or the reviews of many."""
    name = "declared as a product, course or service"
    review = {"@type": "Review", "author": {"@type": "Person", "name": "Ida Moor"}, "datePublished": "2026-03-14"}
    product = {"@type": "Product", "name": "A mill for the kitchen"}
    page = f"<h1>A mill for the kitchen, tried</h1><p>{STORY}</p>"
    assert name not in evidence(page, "/mills/tried", described(**product, review=review))
    for other in ({"review": [review, review]}, {"review": review, "offers": {"price": "42"}}, {}):
        assert name in evidence(page, "/mills/tried", described(**product, **other))


@pytest.mark.parametrize("host", ["status", "anzeigen", "talk", "ask"])
def test_a_host_named_after_a_service_or_a_forum_has_no_articles(host: str) -> None:
    page = f"<h1>The wheel stands still</h1><p>14 March 2026</p><p>{STORY}</p>".encode()
    assert not isinstance(clean_page(Page(page, f"https://{host}.weir.example/wheel")), Extraction)
    assert isinstance(clean_page(Page(page, "https://www.weir.example/wheel")), Extraction)


def test_a_thread_among_comments_is_no_article() -> None:
    assert not is_article(THREAD, "/r/stones/comments/1ab2c/which_stone_for_a_small_mill/")
    assert is_article(THREAD, "/stones/comments/1ab2c/which_stone_for_a_small_mill/")


def test_a_story_in_a_section_of_homes_is_an_article() -> None:
    """If its address is like a headline. That of an offer is shorter."""
    menu = "".join(f"<li><a href='/s/{n}'>Section {n}</a></li>" for n in range(24))
    page = f"<ul>{menu}</ul><h1>Old mill is sold to a baker</h1><p>14 March 2026</p><p>{STORY}</p>"
    assert is_article(page, "/property/old-mill-in-the-lane-is-sold-to-a-baker")
    assert not is_article(page, "/property/old-mill-in-lane")


def test_the_date_of_the_last_change_does_not_speak_for_an_article() -> None:
    page = f"<h1>Weir Lane mill</h1><p>{{}} 14 March 2026</p><p>{STORY}</p>"
    assert "date in the text" in evidence(page.format("Published on"), "/mill")
    assert "date in the text" not in evidence(page.format("Last updated:"), "/mill")


def test_links_as_the_only_headings_head_teasers_of_any_length() -> None:
    """Guides have other headings, too."""
    name = "only links as headings"
    long = " ".join(f"Of the {n} sacks, the miller kept one and sold the others in the lane." for n in range(7))
    teasers = "".join(f"<h2><a href='/{n}'>The wheel of week {n}</a></h2><p>{n}. {long}</p>" for n in range(1, 8))
    assert name in evidence(f"<h1>From the mill</h1>{teasers}", "/mill")
    assert name not in evidence(f"<h1>Mills</h1>{teasers}<h2>How we chose</h2><p>{STORY}</p>", "/mill")


@pytest.mark.parametrize("headline", ["Plan your visit", "Anfahrt", "Fragen und Antworten", "Nosotros", "Dove siamo"])
def test_how_to_reach_a_house_is_a_page_about_it(headline: str) -> None:
    assert not is_article(f"<h1>{headline}</h1><p>14 March 2026</p><p>{STORY}</p>", "/mill")


@pytest.mark.parametrize(
    ("price", "terms"),
    [
        ("£950 pcm", "Available furnished. Deposit of £900. To arrange a viewing, ring the miller."),
        ("780 €", "Die Kaution beträgt drei Mieten. Besichtigungstermin auf Anfrage. Nebenkosten: 90 Euro."),
        ("1 200 €", "Charges comprises, dépôt de garantie d'un mois. Agences s'abstenir."),
        ("650 €/mes", "Gastos de comunidad incluidos. Fianza de dos meses. Abstenerse agencias."),
        ("€ 320 trattabili", "Ritiro a mano in paese. No perditempo."),
        ("1200 zł", "Odbiór osobisty. Cena do negocjacji."),
        ("320 руб", "Самовывоз. Торг уместен."),
    ],
)
def test_a_private_ad_is_no_article(price: str, terms: str) -> None:
    """It states its price, and how to view or collect what it offers. Reports on rents state no price alone."""
    page = f"<h1>The old mill in the lane by the weir</h1><p>14 March 2026</p><p>{{}}</p><p>{STORY} {terms}</p>"
    assert not is_article(page.format(price), "/homes/mill-weir")
    assert is_article(page.format("By Ida Holm"), "/homes/mill-weir")


@pytest.mark.parametrize(
    "words",
    [
        "Put your brand in front of our readers. Ask for our rate card, or for sponsored content.",
        "Unsere Mediadaten senden wir Ihnen gern. Mit einer Anzeige im Blatt erreichen Sie jeden.",
        "Pide nuestro dosier comercial. Tu marca ante todos. Tarifas publicitarias a medida.",
        "Demandez notre kit média. Votre publicité touche chacun de nos lecteurs.",
    ],
)
def test_words_to_advertisers_are_no_article(words: str) -> None:
    page = f"<h1>Grow with the Weir Gazette</h1><p>14 March 2026</p><p>{{}}</p><p>{STORY}</p>"
    assert not is_article(page.format(words), "/grow-with-us")
    assert is_article(page.format("The lane was full of bread."), "/grow-with-us")


@pytest.mark.parametrize(
    "words",
    [
        "We are looking for a baker. Send your application to the mill.",
        "Wir bieten dreißig Tage Urlaub. Bewerbungen bitte an die Mühle.",
        "Nous recherchons un boulanger. Votre profil : patient et matinal.",
        "Buscamos panadero. Ofrecemos contrato indefinido.",
        "Vi söker en bagare. Skicka din ansökan till kvarnen.",
        "Poszukujemy piekarza. Oferujemy umowę o pracę.",
        "Требуется пекарь. Резюме на адрес мельницы.",
    ],
)
def test_the_offer_of_a_job_is_no_article(words: str) -> None:
    page = f"<h1>Baker for the mill</h1><p>14 March 2026</p><p>{{}}</p><p>{STORY}</p>"
    assert not is_article(page.format(words), "/baker-mill")
    assert is_article(page.format("The lane was full of bread."), "/baker-mill")


@pytest.mark.parametrize("times", [("17:40", "17:05", "16:30", "9:50"), ("5.40pm", "5.05pm", "12.30pm", "9.50am")])
def test_headings_of_a_live_blog_do_not_speak_against_an_article(times: tuple[str, ...]) -> None:
    """Its latest entry comes first. Programmes and calendars begin in the morning."""
    name, entry = "headings in the text", "<li><time>{0}</time><h3>Wheel {1}</h3><p>It turned again at {1}.</p></li>"
    page = "<h1>The mill, live</h1><p>14 March 2026</p><ul>{}</ul>"
    entries = [entry.format(time, number) for number, time in enumerate(times)]
    assert name not in evidence(page.format("".join(entries)), "/mill")
    assert name in evidence(page.format("".join(reversed(entries))), "/mill")
    assert name in evidence(page.format("".join(entries)).replace(times[2], "23:10"), "/mill")
