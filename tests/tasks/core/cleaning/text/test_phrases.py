"""Lines that are not part of a story, and sentences that begin like them in this or another language."""

import pytest

from dateline.tasks.core.cleaning.text.phrases import Phrase, phrase_kind

SENTENCES = [
    "Delays were reported on the ferry on Wednesday.",
    "Delaware is the latest state to close its quay.",
    "Deel is a platform for crews.",
    "Follow the rule of three tides.",
    "To enjoy the view, climb the tower.",
    "Do you have an old boat in need of paint?",
    "Terms of the deal were not disclosed.",
    "Category 4 winds reached the harbour at noon.",
    "Copyright law changes in May.",
    "Published in 1890, the log book is still read.",
    "Updated rules for the beaches",
    "Stand by your mast",
    "This report is the first on the tides since the war.",
    "Zum Thema Fähren sagte der Minister kein Wort.",
    "Dieser Text regelt den Fang von Hering.",
    "Alle Rechte der Fischer sollen bleiben.",
    "También en Salamanca subieron los precios.",
    "Comenta que el puerto cerró por la tarde.",
    "Följande dag kom färjan inte.",
    "Følgende båter er solgt.",
    "Urmărit de poliție, skipperul a fugit spre port.",
    "Подписан указ о новом порте.",
    "Поделки из старых сетей стоят дорого.",
    "Підписано угоду про новий порт.",
    "Ακολούθησε μεγάλη φωτιά στο λιμάνι.",
    "شارك الرئيس في افتتاح الميناء صباح اليوم بحضور عدد كبير من الوزراء.",
    "تابع الوزير أن الميناء سيفتح أبوابه غدا.",
    "무단 횡단이 항구 앞에서 늘고 있다.",
    "关注到港口的变化，市政府决定重建码头。",
    "会員制の図書館が港に開館した。",
    "Tutti i diritti dei pescatori restano in vigore.",
    "Partager une barque demande de la patience.",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_that_begins_like_a_call_is_no_call(line: str) -> None:
    """Words of one language begin sentences of another, and calls begin like sentences."""
    assert phrase_kind(line) is Phrase.NONE


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Dela", Phrase.ACTION),
        ("Deel dit artikel", Phrase.ACTION),
        ("Follow us on the river", Phrase.ACTION),
        ("Подписаться", Phrase.ACTION),
        ("Подпишитесь на нас", Phrase.ACTION),
        ("Ακολουθήστε μας", Phrase.ACTION),
        ("شارك", Phrase.ACTION),
        ("تابعونا على الشبكة", Phrase.ACTION),
        ("关注我们", Phrase.ACTION),
        ("Partager cet article", Phrase.ACTION),
        ("Copyright 2026 Salt Press", Phrase.NOTICE),
        ("© Salt Press", Phrase.NOTICE),
        ("Categories: boats, tides", Phrase.NOTICE),
        ("This article was originally published in May.", Phrase.NOTICE),
        ("Dieser Artikel erschien zuerst im Mai.", Phrase.NOTICE),
        ("무단 전재 금지", Phrase.NOTICE),
        ("Zum Thema", Phrase.TEASER),
        ("También te puede interesar", Phrase.TEASER),
        ("Posted on May 4", Phrase.DATE),
        ("Updated: 4 May 2026", Phrase.DATE),
        ("Stand: 04.05.2026", Phrase.DATE),
    ],
)
def test_calls_and_notices_are_told(line: str, kind: Phrase) -> None:
    """What asks the reader for something, or speaks of the page itself, is told by its kind."""
    assert phrase_kind(line) is kind
