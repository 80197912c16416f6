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
    "Все права рыбаков остаются в силе.",
    "Alle rechten van de vissers blijven gelden.",
    "همه حاضران از بندر دیدن کردند.",
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
    "Partager ce quai avec les pêcheurs restera difficile.",
    "Like us, the neighbours had no water for a week.",
    "Find us a better plan, the mayor told the engineers.",
    "Follow her into the workshop and everything smells of tar.",
    "Join our fight, she told the crowd outside the old mill.",
    "Let us know peace again, the widow prayed.",
    "Contact us, the sheriff urged anyone who had seen the boat.",
    "Load more than ten tonnes and the bridge closes.",
    "Tap to pay has reached the market halls of the old town.",
    "Correctional officers walked out on Monday.",
    "Teilen sich zwei Familien ein Haus, sinkt die Miete.",
    "Kommentare aus dem Ministerium gab es am Donnerstag nicht.",
    "Auch interessant ist der Blick auf die Zahlen.",
    "Imprimer un livre coûte deux fois plus cher.",
    "À lire les rapports, la digue tiendra dix ans.",
    "Sigue la búsqueda del pesquero desde el lunes.",
    "Suscribieron el acuerdo once países.",
    "Comparte piso con tres marineros.",
    "Más información falsa circuló ese día.",
    "Подписка на журнал подорожала вдвое с января.",
    "Комментарии к проекту принимаются до мая.",
    "Chia sẻ với báo chí, ông Nam cho biết cầu sẽ mở cửa.",
    "शेयर बाजार में गिरावट देखी गई।",
    "İlgili bakanlık açıklama yapmadı.",
    "ログイン情報が盗まれたと市が木曜日に発表した。",
    "シェアハウスで火事があった。",
    "로그인 정보가 유출됐다고 시청이 밝혔다.",
    "订阅服务的用户超过两千人，公司周四表示。",
    "来源不明的资金流入了港口公司。",
    "Registrati cinquanta casi in una settimana nel porto.",
    "Publié en 1952, le roman raconte la vie d'un pêcheur de la côte.",
    "Publicado en 1952, el libro vendió diez mil ejemplares en un mes.",
    "Aggiornato il bilancio delle vittime, che sale a dodici.",
    "Publicerad statistik visar att hamnen förlorade pengar.",
    "Обновлено оборудование котельной, сообщили в мэрии.",
    "등록 유권자는 금요일까지 투표할 수 있다.",
    "Ce contenu explosif du rapport a surpris le conseil.",
    "Este contenido no aparecía en el informe.",
    "Most popular boats were sold out by noon.",
    "タグボート二隻が港で衝突した。",
    "Теги на ушах тюленей помогают учёным их считать.",
    "แชร์ลูกโซ่ทำให้ชาวบ้านสูญเงินสี่ล้านบาท",
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
        ("Like us on the river's page", Phrase.ACTION),
        ("Contact us", Phrase.ACTION),
        ("Load more comments", Phrase.ACTION),
        ("Kommentare (12)", Phrase.ACTION),
        ("Sigue leyendo", Phrase.ACTION),
        ("Compartir en la red", Phrase.ACTION),
        ("Chia sẻ", Phrase.ACTION),
        ("ログイン", Phrase.ACTION),
        ("Corrections", Phrase.NOTICE),
        ("来源：港口日报", Phrase.NOTICE),
        ("İlgili haberler", Phrase.TEASER),
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
        ("Все права защищены", Phrase.NOTICE),
        ("Усі права застережено", Phrase.NOTICE),
        ("Wszelkie prawa zastrzeżone", Phrase.NOTICE),
        ("Kaikki oikeudet pidätetään", Phrase.NOTICE),
        ("Minden jog fenntartva", Phrase.NOTICE),
        ("جميع الحقوق محفوظة", Phrase.NOTICE),
        ("版权所有", Phrase.NOTICE),
        ("Alle rechten voorbehouden", Phrase.NOTICE),
        ("Zum Thema", Phrase.TEASER),
        ("También te puede interesar", Phrase.TEASER),
        ("Posted on May 4", Phrase.DATE),
        ("Publié le jeudi 5 mars 2026 à 09h30, mis à jour le 6 mars à 10h15", Phrase.DATE),
        ("Aggiornato: 5 marzo", Phrase.DATE),
        ("Опубликовано 5 марта 2026, 21:30", Phrase.DATE),
        ("Registrati ora", Phrase.ACTION),
        ("タグ：港", Phrase.NOTICE),
        ("Most read in Sports", Phrase.TEASER),
        ("Updated: 4 May 2026", Phrase.DATE),
        ("Stand: 04.05.2026", Phrase.DATE),
        ("Verwandte Artikel:", Phrase.TEASER),
        ("Story continues below advertisement", Phrase.TEASER),
        ("Der Artikel wird nach der Anzeige fortgesetzt", Phrase.TEASER),
        ("La suite après la publicité", Phrase.TEASER),
        ("Continúa después de la publicidad", Phrase.TEASER),
        ("Continua após a publicidade", Phrase.TEASER),
        ("L'articolo continua dopo la pubblicità", Phrase.TEASER),
        ("Tekst gaat verder onder de advertentie", Phrase.TEASER),
        ("Artikeln fortsätter under annonsen", Phrase.TEASER),
        ("Saken fortsetter under annonsen", Phrase.TEASER),
        ("Artiklen fortsætter efter annoncen", Phrase.TEASER),
        ("Juttu jatkuu mainoksen jälkeen", Phrase.TEASER),
        ("Schon gelesen?", Phrase.TEASER),
        ("Articles similaires", Phrase.TEASER),
        ("Dans la même rubrique", Phrase.TEASER),
        ("Articoli correlati", Phrase.TEASER),
        ("Artículos relacionados", Phrase.TEASER),
        ("MIRA: El puerto cierra", Phrase.TEASER),
        ("Artigos relacionados", Phrase.TEASER),
        ("Gerelateerde artikelen", Phrase.TEASER),
        ("Fler artiklar", Phrase.TEASER),
        ("Relaterte saker", Phrase.TEASER),
        ("Relaterede nyheder", Phrase.TEASER),
        ("Aiheeseen liittyvää", Phrase.TEASER),
        ("Podobne wpisy", Phrase.TEASER),
        ("Podobné články", Phrase.TEASER),
        ("Articole similare", Phrase.TEASER),
        ("Похожие статьи", Phrase.TEASER),
        ("Схожі статті", Phrase.TEASER),
        ("Benzer haberler", Phrase.TEASER),
        ("Σχετικά άρθρα", Phrase.TEASER),
        ("Artikel terkait", Phrase.TEASER),
        ("Bài viết liên quan", Phrase.TEASER),
        ("Verwandte Artikel der Verfassung regeln die Fischerei.", Phrase.NONE),
        ("Articles similaires à ceux de la loi de 1901, ils n'ont jamais servi.", Phrase.NONE),
        ("We may earn a commission from links on this page.", Phrase.NOTICE),
        ("As an Amazon Associate I earn from purchases.", Phrase.NOTICE),
        ("Some of the links in this article are affiliate links.", Phrase.NOTICE),
        ("We earn what we can on the river.", Phrase.NONE),
        ("Abbildung: Der Hafen", Phrase.CAPTION),
        ("Рис.: порт", Phrase.CAPTION),
    ],
)
def test_calls_and_notices_are_told(line: str, kind: Phrase) -> None:
    """What asks the reader for something, or speaks of the page itself, is told by its kind."""
    assert phrase_kind(line) is kind


@pytest.mark.parametrize("name", ["harbour at dawn.jpg", "IMG_4711.JPEG", "lock-gate-2.webp"])
def test_the_name_of_a_picture_is_a_caption(name: str) -> None:
    """Some systems show the name of the file where a caption is missing. A sentence about a file is none."""
    assert phrase_kind(name) is Phrase.CAPTION
    assert phrase_kind(f"The file was called {name}, the court heard.") is Phrase.NONE


@pytest.mark.parametrize(
    "line", ["(Applause)", "The tower was closed for good (April 1931)", "They were sold as pippins (apples)"]
)
def test_a_bracket_that_only_begins_like_an_agency_is_no_credit(line: str) -> None:
    assert phrase_kind(line) is Phrase.NONE
    assert phrase_kind("The tower at dawn (AP Photo)") is Phrase.CAPTION


def test_how_to_reach_an_author_is_a_notice() -> None:
    assert phrase_kind("Contact Ida Fell at ida@bells.example or by pigeon.") is Phrase.NOTICE
    assert phrase_kind("Contact between the two towns was lost at noon.") is Phrase.NONE
