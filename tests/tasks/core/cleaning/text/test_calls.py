"""Sentences that begin like a call to readers or a pointer to another page, in an article and from the site."""

import pytest

from tests.tasks.core.cleaning.text.test_lists import paragraphs

SENTENCES = [
    "Sign up sheets hung on the door of the gym until Friday.",
    "Also read out were the names of the drowned.",
    "More on that bench sat the witnesses of the flood.",
    "Listen to the wind, his grandmother used to say.",
    "See also who benefits from the contract, he urged.",
    "Don’t miss the tide, old men say, for it will not miss you.",
    "Folgen Sie mir, rief der Führer, und alle liefen los.",
    "Weitere Meldungen gingen in der Nacht bei der Polizei ein.",
    "Mehr von der Welt sehen wollte sie schon als Kind.",
    "Recevez mes excuses, dit-il à la veuve.",
    "Siga el dinero, decía el viejo juez.",
    "Assine quem quiser, disse o prefeito, a obra começa em março.",
    "Condividi il pane, diceva la nonna.",
    "Lees ook tussen de regels, vroeg de rechter.",
    "Följ med pengarna, brukade den gamle domaren säga.",
    "Les mer var rådet fra læreren.",
    "Læs mere var lærerens råd.",
    "Tilaa riittää rannalla kaikille.",
    "Obserwuj morze, mówił dziadek.",
    "Sledujte peníze, říkával starý soudce.",
    "Olvassa el a jelentést, kérte a bíró.",
    "Urmăriți banii, spunea bătrânul judecător.",
    "Pročitajte između redaka, zamolio je sudac.",
    "Следите за деньгами, говорил старый судья.",
    "Читайте також між рядками, просив суддя.",
    "Сподели хляба си, казваше баба.",
    "Takip edin parayı, derdi yaşlı yargıç.",
    "Ακολουθήστε το χρήμα, έλεγε ο γέρος δικαστής.",
    "Lihat juga perahu di ujung dermaga, perintah kapten.",
    "Xem thêm bao nhiêu cũng không đủ, ông nói.",
    "اشترك في العمل ثلاثون رجلا.",
    "بیشتر بخوانید، معلم همیشه می‌گفت.",
    "फॉलो करने वाला कोई नहीं था।",
    "関連記事を切り抜いて壁に貼っていた。",
    "订阅量下降了三分之一。",
    "추천 기사를 오려 벽에 붙였다.",
]
CALLS = [
    "Sign up for our letter from the river.",
    "Subscribe to The Tide, a free letter about the coast.",
    "Follow the author on Facebook for news of the river.",
    "Read more in the inbox",
    "Download the app to hear of each tide.",
    "Folgen Sie uns für weitere Meldungen vom Hafen.",
    "Lesen Sie jetzt den ganzen Bericht auf der nächsten Seite.",
    "Suivez-nous chaque jour pour connaître la marée.",
    "Síguenos en WhatsApp para conocer la marea.",
    "Seguici su Telegram per conoscere la marea.",
    "Siga nossa equipe para saber da maré.",
    "Volg ons voor het laatste nieuws van de haven.",
    "Подписывайтесь на наш канал о море.",
    "関連記事はこちらをご覧ください。",
    "关注我们的公众号，了解潮汐。",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_about_something_else_stays(line: str) -> None:
    """A full sentence amid the article that has no words of a site for itself is no call, however it begins."""
    assert paragraphs(f"<p>{line}</p>") == [line]


@pytest.mark.parametrize("line", CALLS)
def test_a_call_of_the_site_stays_out(line: str) -> None:
    assert paragraphs(f"<p>{line}</p>") == []


@pytest.mark.parametrize("tag", ["h3", "button", "th"])
def test_a_sentence_in_a_heading_may_be_a_call(tag: str) -> None:
    assert paragraphs(f"<{tag}>Listen to the wind, his grandmother used to say.</{tag}>") == []


def test_a_linked_sentence_is_a_call() -> None:
    assert paragraphs("<p>See also <a href='/x'>who benefits</a> from the contract.</p>") == []


@pytest.mark.parametrize("picture", ["👉", "📲 ", "🔔 "])
def test_a_link_that_a_picture_points_to_is_a_call(picture: str) -> None:
    """In any language. After another picture, or without a link, such a line is text."""
    told = "Více o přívozech na našem webu nebo v loděnici"
    linked = told.replace("našem webu", "<a href='/x'>našem webu</a>")
    assert paragraphs(f"<p>{picture}{linked}</p>") == []
    assert paragraphs(f"<p>{picture}{told}</p>") == [f"{picture}{told}"]
    assert paragraphs(f"<p>🐟 {linked}</p>") == [f"🐟 {told}"]
