"""Boxes that offer a newsletter, an account or the rest of the text, by a line in them."""

import pytest

from tests.tasks.core.cleaning.text.test_lists import paragraphs

OFFERS = [
    "By signing up, you agree to our terms and our privacy policy.",
    "You can unsubscribe at any time.",
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
