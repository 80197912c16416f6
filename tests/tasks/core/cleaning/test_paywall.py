"""Whether the text of a page is behind a paywall."""

import pytest

from dateline.tasks.core.cleaning import extract
from dateline.tasks.core.vocabulary.paywall_words import PAYWALLED

SENTENCE = (
    "The harbour office said on Monday that the pier stays closed until the planks are mended, and nobody objected. "
)
PREVIEW = f"<p>{SENTENCE}</p>" * 2
WHOLE = "".join(f"<p>{number}. {SENTENCE * 2}</p>" for number in range(10))
NOTICES = {
    "en": "Subscribe now to read on.",
    "de": "Jetzt abonnieren und weiterlesen",
    "fr": "Abonnez-vous pour lire la suite",
    "es": "Suscríbete para seguir leyendo",
    "it": "Abbonati per continuare a leggere",
    "pt": "Assine para continuar lendo",
    "nl": "Abonneer je om verder te lezen",
    "ru": "Оформите подписку, чтобы читать дальше",
    "sv": "Logga in för att läsa hela artikeln",
    "da": "Bliv abonnent for at læse videre",
    "no": "Logg inn for å lese saken",
    "fi": "Tämä artikkeli on vain tilaajille",
    "pl": "Wykup dostęp, aby przeczytać całość",
    "ja": "この記事は有料会員限定です",
    "zh": "订阅后阅读全文",
    "cs": "Tento článek je pouze pro předplatitele",
    "sk": "Tento článok je len pre predplatiteľov",
    "hu": "A cikk folytatása csak előfizetőinknek érhető el",
    "ro": "Acest articol este disponibil doar pentru abonați",
    "hr": "Ovaj članak je dostupan samo pretplatnicima",
    "uk": "Цей матеріал доступний лише передплатникам",
    "tr": "Bu haber yalnızca abonelere açıktır",
    "el": "Το άρθρο είναι διαθέσιμο μόνο για συνδρομητές",
    "id": "Artikel ini khusus untuk pelanggan",
    "hi": "यह लेख केवल सदस्यों के लिए है",
    "ar": "هذا المقال متاح للمشتركين فقط",
    "he": "כתבה זו למנויים בלבד",
    "ko": "유료회원 전용 기사입니다",
    "bg": "Тази статия е достъпна само за абонати",
    "sr": "Овај текст је доступан само претплатницима",
    "sl": "Članek je dostopen samo naročnikom",
    "et": "See artikkel on ainult tellijatele",
    "lt": "Šis straipsnis skirtas tik prenumeratoriams",
    "lv": "Šis raksts ir pieejams tikai abonentiem",
    "ca": "Contingut exclusiu per a subscriptors",
    "vi": "Nội dung này chỉ dành cho hội viên",
    "th": "เนื้อหานี้เฉพาะสมาชิกเท่านั้น",
}


def paywalled(body: str, head: str = "") -> tuple[bool | None, str | None]:
    page = f'<html lang="en"><meta charset="utf-8">{head}<h1>Pier stays closed</h1><article>{body}</article></html>'
    read = extract(page.encode(), "https://pier.example/a/closed")
    return read.paywalled, read.provenance.get("paywalled")


@pytest.mark.parametrize("language", NOTICES)
def test_a_notice_behind_a_preview_tells_a_paywall(language: str) -> None:
    """A short text followed by a notice is paywalled, in each language of the vocabulary."""
    assert paywalled(f"{PREVIEW}<div>{NOTICES[language]}</div>") == (True, "text:notice")


@pytest.mark.parametrize(
    "notice",
    [
        "You have reached your limit of free articles",
        "Unlock this article for 1 euro",
        "You have 0 free stories left this month",
        "Möchten Sie weiterlesen? Hier geht es zu unseren Abos",
        "Läs hela artikeln: bli prenumerant",
        "Dalsza część artykułu tylko dla prenumeratorów",
        "Материал доступен только подписчикам",
        "残り1234文字",
        "This is a member-only story",
        "Want to read on? Start a trial for 1 euro",
        "Lesen Sie diesen Beitrag mit Courier Plus",
        "Als Mitglied weiterlesen",
        "Regístrate y continúa leyendo",
        "Wil je verder lezen? Registreer je gratis",
        "Bara för prenumeranter",
        "Forbeholdt abonnenter",
        "Juttu on luettavissa vain tilaajille",
        "Pozostało do przeczytania 70% artykułu",
        "Tekst dostępny wyłącznie dla abonentów",
        "A teljes cikket csak előfizetők olvashatják",
        "הכתבה למנויים בלבד",
        "この先は有料会員限定です",
        "购买后阅读余下内容",
        "본 기사는 구독자 전용입니다",
        "本文为付费内容",
    ],
)
def test_a_notice_has_several_forms(notice: str) -> None:
    assert paywalled(f"{PREVIEW}<div>{notice}</div>") == (True, "text:notice")
    assert (
        paywalled(PREVIEW + "<p>The council sells articles of wood, which subscribers of the harbour may buy.</p>")[0]
        is None
    )


def test_every_language_of_the_vocabulary_has_its_notice() -> None:
    """The test above covers all languages."""
    assert set(NOTICES) == set(PAYWALLED)


@pytest.mark.parametrize(
    ("box", "origin"),
    [
        ('<div class="paywall"><p>Three months for 1 euro</p></div>', "markup:paywall"),
        ('<div class="top paygate"><p>Three months for 1 euro</p></div>', "markup:paygate"),
        ('<div class="c-box subscriber-only"><a href="/plans">See plans</a></div>', "markup:subscriber-only"),
    ],
)
def test_a_box_beside_a_preview_tells_a_paywall(box: str, origin: str) -> None:
    """A short text beside a box that is named after a paywall is paywalled."""
    assert paywalled(PREVIEW + box) == (True, origin)


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="paywall">{PREVIEW}</div>',
        f'<div class="body paywall-article">{WHOLE}</div>',
        f'{WHOLE}<div class="paywall">See plans</div><p>Subscribe now to read on.</p>',
        f'{PREVIEW}<div class="paywall"></div>',
        f"{PREVIEW}<div>Subscribe to our newsletter</div>",
        f"{PREVIEW}<p>The new season of the theatre was for subscribers only, which angered many in the town.</p>",
        f"{PREVIEW}<p>Readers of the other paper must subscribe, the editor said, {SENTENCE * 3} to read on.</p>",
    ],
)
def test_a_name_or_a_word_alone_tells_nothing(body: str) -> None:
    """A name or notice proves nothing if the text is complete, the box empty or the words about something else."""
    assert paywalled(body) == (None, None)


def test_a_locked_part_is_no_paywall_if_the_text_is_complete() -> None:
    """A locked part is ignored if the whole text is there: some sites mark it for unregistered readers."""
    part = '{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".x"}'
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "hasPart": {part}}}</script>'
    assert paywalled(WHOLE, head) == (None, None)
    assert paywalled(PREVIEW, head) == (True, "json-ld:hasPart.isAccessibleForFree")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ('"isAccessibleForFree": "False"', (True, "json-ld:isAccessibleForFree")),
        ('"isAccessibleForFree": true', (False, "json-ld:isAccessibleForFree")),
    ],
)
def test_what_the_page_states_outweighs_what_it_shows(stated: str, expected: tuple[bool, str]) -> None:
    """JSON-LD decides, even if a notice says otherwise."""
    json_ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", {stated}}}</script>'
    assert paywalled(f"{PREVIEW}<div>{NOTICES['en']}</div>", json_ld) == expected


@pytest.mark.parametrize(
    "notice",
    [
        "Keep reading for just 1 a week",
        "Continue reading with a subscription",
        "Lesen Sie diesen Artikel mit einem Probeabo",
        "Article réservé aux abonnés",
        "Lees verder met een abonnement",
    ],
)
def test_an_offer_to_read_on_is_a_notice(notice: str) -> None:
    assert paywalled(f"{PREVIEW}<div><p>{notice}</p></div>") == (True, "text:notice")


@pytest.mark.parametrize(("stated", "expected"), [(0, True), (1, False), (2, None)])
def test_a_number_is_a_truth_value(stated: int, expected: bool | None) -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "isAccessibleForFree": {stated}}}</script>'
    assert paywalled(PREVIEW, head)[0] is expected
