"""Boxes that offer a newsletter, an account or the rest of the text, by a line in them."""

import pytest

from tests.support.article_text import paragraphs_of
from tests.tasks.core.cleaning.text.test_lists import FIRST, HEADLINE, SECOND, THIRD, paragraphs

OFFERS = [
    "By signing up, you agree to our terms and our privacy policy.",
    "You can unsubscribe at any time.",
    "Sign up for the bell letter",
    "You are receiving this letter because you wrote to the harbour.",
    "There is more. Sign up for The Bell today to get the free letter delivered to your inbox.",
    "Get The Ferryman delivered through your letterbox every month. Twelve issues for 11 crowns.",
    "Jetzt kostenlos anmelden!",
    "Melde dich hier für unseren Newsletter an!",
    "Die Redaktion schreibt Ihnen jeden Montag, was am Fluss geschah. Hier geht's zur Anmeldung!",
    "Join 12,000 readers who get our letter from the river.",
    "Bitte achten Sie darauf, dass die Kommentare beim Thema bleiben.",
    "To view the full story, please log in or subscribe.",
    "Mit der Anmeldung stimmen Sie der Datenschutzerklärung zu.",
    "Sie können sich jederzeit wieder abmelden, wenn Sie das wünschen.",
    "En vous inscrivant, vous acceptez nos conditions.",
    "Al suscribirte aceptas la política de privacidad.",
    "Ao se inscrever, você concorda com os termos.",
    "Iscrivendoti accetti le condizioni del servizio.",
    "Door je in te schrijven ga je akkoord met de voorwaarden.",
    "Genom att anmäla dig godkänner du villkoren.",
    "Ved å melde deg på godtar du vilkårene.",
    "Zapisując się, akceptujesz regulamin.",
    "Подписываясь, вы соглашаетесь с условиями.",
    "Abone olarak koşulları kabul etmiş olursunuz.",
    "この記事は会員限定です。",
    "订阅即表示您同意服务条款。",
    "Comments are moderated before they appear.",
    "Bitte achten Sie darauf, dass Ihre Kommentare beim Thema bleiben.",
    "Los comentarios serán revisados por la redacción.",
    "Tento článek je jen pro předplatitele.",
    "A cikk folytatása csak előfizetőink számára olvasható.",
]


@pytest.mark.parametrize("line", OFFERS)
def test_a_box_with_an_offer_stays_out(line: str) -> None:
    """Everything in the small box around such a line is left out."""
    box = f"<div><div>The best of the river, every Monday morning, in your letter box</div><p>{line}</p></div>"
    assert paragraphs(box) == []


def test_the_benefits_of_an_account_stay_out() -> None:
    """A list of benefits in the box of a paywall is no list of the story."""
    benefits = "<dl><dt>Readers with an account</dt><dd>read the day's paper</dd><dd>read the archive</dd></dl>"
    assert paragraphs(f"<div><p>This article is for subscribers only.</p><div>{benefits}</div></div>") == []


def test_a_story_about_newsletters_is_kept() -> None:
    """A paragraph that speaks of subscribers and newsletters is text, as are the paragraphs around an offer."""
    story = "The bakery has two thousand subscribers to its newsletter, who agreed on the price of rye last spring."
    assert paragraphs(f"<p>{story}</p><p>By subscribing, you agree to our terms.</p>") == [story]


TOLD = [
    "Parcels are delivered to your door by the ferryman himself.",
    "Under the new rules, customers can cancel at any time with two clicks.",
    "“You can unsubscribe at any time, but nobody finds the button,” said the ferryman.",
    "« Vous pouvez vous désinscrire quand vous voulez », précise la directrice.",
    "“We will not share this information with any foreign government,” the minister said.",
    "Public comments will be reviewed by the agency until the fifth of May.",
    "Comments are subject to the state's law on public records.",
    "Since Monday, readers no longer see the line “Subscribe to continue reading”.",
    "To see the full accounts, members must register at the office by Friday.",
    "The sauna is for members only, and has been since 1974.",
    "MAYOR: Comments will be reviewed by staff, I promise.",
    "By entering the water, you accept the risk, a sign at the gate says.",
    "Die Beiträge können nach Angaben der Kassen nicht weiter gekürzt werden.",
    "Nach dem Entwurf werden die Verträge jederzeit kündbar.",
    "En validant ce budget, vous acceptez une baisse des services, a lancé l'opposition.",
    "I commenti sono stati pubblicati sul sito del comune.",
    "会員の家族は「いつでも解約できる契約だ」と話した。",
]


@pytest.mark.parametrize("line", TOLD)
def test_a_sentence_that_tells_of_an_offer_is_kept(line: str) -> None:
    """So are the paragraphs in the same small box: others cancel, comment and subscribe in the news."""
    before = "The pool has new rules from Monday, which the council made."
    assert paragraphs(f"<section><p>{before}</p><p>{line}</p></section>") == [before, line]


def test_a_small_box_with_a_field_for_an_address_stays_out() -> None:
    """Whatever its words and its name, it is a form. A field does not make a long section one."""
    offer = "<h3>The Tide</h3><p>All that happens on the river, each Sunday.</p>"
    box = f"<div class='css-8k'>{offer}<form><input type='{{}}'></form></div>"
    assert paragraphs(box.format("email")) == []
    assert paragraphs(box.format("search")) == ["The Tide", "All that happens on the river, each Sunday."]
    section = "".join(f"<p>Rule {number} of the yard says that nobody lends a ladle.</p>" for number in range(12))
    assert len(paragraphs(f"<div>{section}<form><input type='email'></form></div>")) == 12


def test_a_long_paragraph_that_begins_with_the_rules_for_comments_stays_out() -> None:
    """If it only tells of such rules, it is text."""
    rest = (
        " Whoever insults the ferryman, his dog or his boat may expect to swim, and so may those who sell things." * 3
    )
    assert paragraphs(f"<p>Comments are moderated before they appear.{rest}</p>") == []
    told = f"Comments on the ferry are sung, and never written down.{rest} Comments are moderated by the dog."
    assert paragraphs(f"<p>{told}</p>") == [told]


@pytest.mark.parametrize(
    "button",
    ["Request a demo", "Get started", "Termin buchen", "Apúntate gratis", "Iscriviti", "Записаться", "立即报名"],
)
def test_a_box_with_a_heading_and_a_button_stays_out(button: str) -> None:
    """It offers something of the site's own. Reviews list products in many such boxes."""
    box = f"<div><h3>Lessons on the river</h3><p>Our ferrymen teach two at a time.</p><a href='/go'>{button}</a></div>"
    assert paragraphs(box) == []
    assert paragraphs(box.replace(button, "The river")) != []
    assert paragraphs(box.replace("h3", "p")) != []
    assert len(paragraphs(box * 3)) >= 1


BUTTONS_OF_STORIES = ["Book now", "Contact us", "Order", "Buy tickets", "Jetzt buchen", "Réserver", "Prenota ora"]


@pytest.mark.parametrize("button", BUTTONS_OF_STORIES)
def test_a_box_of_the_article_with_a_button_is_kept(button: str) -> None:
    """It tells how to go, help or order. The site's own stands above or below the text, or has no sentence."""
    told = "The ferry leaves from the old steps at nine each day, and dogs go free."
    box = f"<div><h3>If you go</h3><p>{told}</p><a href='/go'>{button}</a></div>"
    assert paragraphs(box)[:2] == ["If you go", told]
    assert paragraphs(box.replace(told, "Lessons, boats and dogs")) == []


@pytest.mark.parametrize("button", BUTTONS_OF_STORIES)
@pytest.mark.parametrize("order", [1, -1])
def test_a_box_with_a_button_above_or_below_the_text_stays_out(button: str, order: int) -> None:
    box = f"<div><h3>Lessons on the river</h3><p>Our ferrymen teach two at a time.</p><a href='/go'>{button}</a></div>"
    story = f"<div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    parts = "".join([story, box][::order])
    html = f"<!doctype html><html><body><main><h1>{HEADLINE}</h1>{parts}</main></body></html>"
    assert paragraphs_of(html, HEADLINE) == [FIRST, SECOND, THIRD]
