"""Cards of other pages beside a short story, and the things that a review lists, which look like cards."""

from collections.abc import Sequence

import pytest

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.text.read import read_text

STORIES = {
    "pl": [
        "Młyn nad Brdą miele znowu, po trzydziestu latach przerwy.",
        "Pierwszą mąkę rozdano sąsiadom, którzy przez zimę naprawiali jaz i koło.",
    ],
    "pt": [
        "A barca de Almourel voltou a atravessar o rio na manhã de segunda-feira.",
        "O barqueiro, que tem oitenta anos, diz que só parou para pintar o casco.",
    ],
    "el": [
        "Ο φάρος του Αγίου Νήφωνα ανάβει ξανά από την Παρασκευή το βράδυ.",
        "Ο φαροφύλακας έφερε τον λαμπτήρα με βάρκα, τυλιγμένο σε μια μάλλινη κουβέρτα.",
    ],
    "ja": ["港の古い時計が、二十年ぶりに正しい時刻を打ち始めた。", "修理したのは、隣町の自転車店の店主だという。"],
}
REST = "Quem quiser atravessar toca o sino da margem, e espera sentado no muro até a barca chegar."
TEASER = (
    "The council heard the plan twice, and put it off twice, because the map that was shown to it had the river on the "
    "wrong side of the road."
)
TITLES = ["Two barges meet under one bridge", "The school roof waits again", "Apples are late this year", "A night bus"]
AROUND = {
    "utility": "<div class='grid gap-6'>{}</div>",
    "list": "<section><h3>More</h3><ul>{}</ul></section>",
    "numbered": "<div id='below'>{}</div>",
    "linked": "<div class='flex'>{}</div>",
}
CARD = {
    "utility": (
        "<div class='rounded shadow'><div class='p-4'><span>14 May 2026</span><a href='/n-{n}'>{title}</a><p>{text}</p>"
        "</div></div>"
    ),
    "list": "<li><h4><a href='/n-{n}'>{title}</a></h4><div>{text}</div></li>",
    "numbered": "<div class='b-{n}'><b>{n}</b><h5><a href='https://paper.example/n-{n}'>{title}</a></h5><p>{text}</p></div>",
    "linked": "<div class='w-1'><a href='/n-{n}'><h3>{title}</h3></a><p>{text}</p></div>",
}


def texts(inner: str, headline: str) -> list[str]:
    html = f"<!doctype html><html><body>{inner}</body></html>".encode()
    return read_text(Document(html), Page(html), headline).text.split("\n\n")


def cards(markup: str, titles: Sequence[str] = TITLES) -> str:
    inner = "".join(CARD[markup].format(n=n, title=title, text=TEASER) for n, title in enumerate(titles))
    return AROUND[markup].format(inner)


@pytest.mark.parametrize("lang", STORIES)
@pytest.mark.parametrize("markup", CARD)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_cards_do_not_crowd_out_a_short_story(lang: str, markup: str, tag: str) -> None:
    """Four teasers have more words than a brief, and are not part of its text."""
    story = "".join(f"<{tag}>{line}</{tag}>" for line in STORIES[lang])
    page = f"<main><div class='x-1'><h1>Headline of the day</h1>{story}</div></main>{cards(markup)}"
    assert texts(page, "Headline of the day") == STORIES[lang]


def test_cards_stay_beside_one_sentence_that_no_box_calls_an_article() -> None:
    """A list has a line about what it lists. In an article, one sentence is a story."""
    line = "All that was written about the harbour and its barges since last spring."
    listed = texts(f"<div><h1>The harbour</h1><p>{line}</p></div>{cards('utility')}", "The harbour")
    assert listed.count(TEASER) >= 1
    story = texts(f"<article><h1>The harbour</h1><p>{line}</p></article>{cards('utility')}", "The harbour")
    assert story == [line]


def test_cards_amid_a_text_belong_to_it() -> None:
    """A page that goes on below its cards is written in them."""
    long = [f"Part {n} of the walk leads along the old dyke, past the mill and the lock, to the sea." for n in range(6)]
    begin, rest = "".join(f"<p>{line}</p>" for line in long[:2]), "".join(f"<p>{line}</p>" for line in long[2:])
    kept = texts(f"<div><h1>A walk</h1>{begin}{cards('utility')}{rest}</div>", "A walk")
    assert kept[-4:] == long[2:]
    assert TEASER in kept


@pytest.mark.parametrize("links", ["https://mill-{n}.example/", "#stop-{n}"])
def test_things_that_a_guide_lists_are_no_cards(links: str) -> None:
    """Titles that lead to many sites, or to places on the page, head the guide's own text."""
    items = "".join(
        f"<div class='stop'><h3><a href='{links.format(n=n)}'>Mill number {n}</a></h3>"
        f"<p>The mill number {n} grinds on Sundays, and the miller sells the flour at the gate.</p></div>"
        for n in range(5)
    )
    intro = "<p>There are five mills on the river, and all of them still turn.</p><p>We went to see each of them.</p>"
    kept = texts(f"<div><header><h1>Five mills</h1>{intro}</header><div>{items}</div></div>", "Five mills")
    assert sum("grinds on Sundays" in line for line in kept) == 5


@pytest.mark.parametrize(
    ("name", "button"),
    [("product-card", "Check the price"), ("affiliate-box", "Zum Angebot"), ("promo-item card", "Comprar")],
)
def test_a_review_keeps_the_products_that_it_lists(name: str, button: str) -> None:
    """Boxes with a heading of their own, a verdict and a button are the review, whatever they are called."""
    items = "".join(
        f"<div class='{name}'><h2>{n}. The Aldin {n} lantern</h2><a href='/go/{n}'>{button}</a>"
        f"<p>It burns for {n} hours, and the handle stays cold all night.</p><ul><li>Cold handle</li></ul></div>"
        for n in range(1, 4)
    )
    end = "<h2>How we tested</h2><p>Each lantern hung in the same rain, under the same tree, for a night.</p>"
    intro = "<p>We hung nine lanterns in the rain. These three were still burning in the morning.</p>"
    kept = texts(f"<article><h1>Three lanterns</h1>{intro}{items}{end}</article>", "Three lanterns")
    assert [line for line in kept if line.endswith("lantern")] == [f"{n}. The Aldin {n} lantern" for n in range(1, 4)]
    assert kept.count("Cold handle") >= 1
    assert button not in kept


def test_one_box_for_a_product_is_an_advertisement() -> None:
    """A review lists several. One box amid a story sells something."""
    box = "<div class='product-card'><h3>The Aldin lantern</h3><p>It burns for nine hours and costs little.</p></div>"
    story, rest = "".join(f"<p>{line}</p>" for line in STORIES["pt"]), f"<p>{REST}</p>"
    assert texts(f"<article><h1>A barca</h1>{story}{box}{rest}</article>", "A barca") == [*STORIES["pt"], REST]
