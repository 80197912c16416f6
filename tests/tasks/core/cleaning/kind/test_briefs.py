"""Briefs that say what offers say, too: what somebody looks for, what a home costs, who advertises."""

import pytest

from tests.tasks.core.cleaning.kind.test_other_pages import evidence, is_article

JOB, AD, ADVERTISERS = "few words that offer a job", "a private ad or a home on offer", "few words, to advertisers"


@pytest.mark.parametrize(
    "words",
    [
        "“We are looking for two people who saw the boat sink,” said the sergeant. “We offer our condolences.”",
        "Pilgrims can apply by Easter for a bed at the weir. The closing date for tents is later, the abbot said.",
        "„Wir suchen nach dem Fährmann“, sagte die Wirtin. „Wir bieten jedem Helfer eine Suppe.“",
        "« Nous recherchons deux témoins, dit le garde, et nous proposons une récompense de dix sacs. »",
        "«Buscamos a dos testigos del vuelco», dijo el guarda, que detalló los requisitos de la recompensa.",
        "«Cerchiamo il traghettatore», ha detto il sindaco. «Offriamo una zuppa a chi lo trova.»",
        "«Vi söker färjkarlen», sade polisen vid kvarnen. «Vi erbjuder soppa åt alla som hjälper.»",
        "„Poszukujemy przewoźnika” – mówił wójt. „Oferujemy zupę każdemu, kto go znajdzie.”",
        "«Мы ищем паромщика, и мы предлагаем суп каждому, кто его видел», — сказал староста. Нам требуется лодка.",
    ],
)
def test_a_search_for_witnesses_is_an_article(words: str) -> None:
    page = f"<h1>Ferry missing at the weir</h1><p>14 March 2026</p><p>{words}</p>"
    assert JOB not in evidence(page, "/?p=12345")
    assert is_article(page, "/?p=12345")


def test_a_job_is_told_by_how_to_apply() -> None:
    """The same search is an offer if it says where the application goes."""
    words = "We are looking for a ferryman. Send your CV to the abbot."
    assert JOB in evidence(f"<h1>Ferryman</h1><p>14 March 2026</p><p>{words}</p>", "/?p=12345")
    asked = words.replace("Send your CV to", "Ring")
    assert JOB not in evidence(f"<h1>Ferryman</h1><p>14 March 2026</p><p>{asked}</p>", "/?p=12345")


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ("450 Euro", "So viel Kaution verlangt die Mühle. Die Nebenkosten stiegen, sagt der Wirt."),
        ("£900", "A deposit of £900 is common, and homes are offered for sale at twice that."),
        ("700 €", "Los gastos de comunidad suben, y la fianza de un piso también, dijo el alcalde."),
        ("600 €", "Le dépôt de garantie et la taxe foncière augmentent encore, a dit le maire au conseil."),
        ("500 zł", "Czynsz i kaucja znów rosną, mówił wójt na rynku przy młynie."),
    ],
)
def test_a_brief_on_rents_is_an_article(price: str, words: str) -> None:
    page = f"<h1>Homes at the weir cost more</h1><p>14 March 2026</p><p>{price}</p><p>{words}</p>"
    assert AD not in evidence(page, "/news/12345")
    assert is_article(page, "/news/12345")


@pytest.mark.parametrize(
    "words",
    [
        "The paper of the weir has a media kit for the first time. Our media kit is of wood, the printer said.",
        "Рекламодатели ушли из газеты у плотины. Редактор сказал, что без рекламодателей хлеб на набережной вкуснее.",
        "Les annonceurs quittent le journal de l'écluse. Sans annonceurs, dit le meunier, il sera plus mince.",
        "Adverteerders verlaten de krant bij de sluis. Zonder adverteerders wordt die dunner, zei de molenaar.",
    ],
)
def test_one_phrase_to_advertisers_said_twice_is_one(words: str) -> None:
    page = f"<h1>The paper at the weir grows thin</h1><p>14 March 2026</p><p>{words}</p>"
    assert ADVERTISERS not in evidence(page, "/?p=12345")
    assert is_article(page, "/?p=12345")


@pytest.mark.parametrize(
    "words",
    [
        "No time wasters, the sign at the ferry says. No timewasters, says the other.",
        "The sign says collection only. The other one says pick-up only.",
        "Viewing by appointment. Viewings are strictly by appointment.",
    ],
)
def test_one_phrase_of_an_ad_said_twice_is_one(words: str) -> None:
    page = "<h1>A sign at the ferry</h1><p>14 March 2026</p><p>£9</p><p>{}</p>"
    assert AD not in evidence(page.format(words), "/?p=12345")
    assert AD in evidence(page.format(f"{words} The deposit is £9."), "/?p=12345")
