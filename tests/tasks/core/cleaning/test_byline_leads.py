"""The words that introduce authors, in each language."""

import pytest

from dateline.tasks.core.cleaning.author_names import names_in
from dateline.tasks.core.cleaning.credits import is_lead, is_led
from dateline.tasks.core.vocabulary.byline_leads import LEADS

LATIN, CYRILLIC = "Ida Holm", "Ида Холм"
INTRODUCTIONS = {
    "en": (
        "By",
        "A guest post by",
        "This article was written by",
        "Op-ed by",
        "Answer by",
        "Reporting from Porto by",
        "Author:",
    ),
    "de": ("Von", "Ein Gastartikel von", "Aus Kiel berichtet", "Antwort von", "Verfasserin:", "Protokoll:"),
    "fr": (
        "Par",
        "Article rédigé par",
        "Une enquête de",
        "Réponse de",
        "De notre correspondante",
        "Autrice :",
        "Récit :",
    ),
    "es": ("Por", "Una crónica de", "Respuesta de", "Creado por", "Reportaje:"),
    "pt": ("Por", "Reportagem de", "Enviado por", "Reportagem:"),
    "it": ("di", "Articolo di", "Risposta di", "Inserito da", "dalla nostra corrispondente", "Autrice:"),
    "ca": ("Escrit per", "Text:", "Redacció:"),
    "gl": ("Por", "Autora:"),
    "eu": ("Egilea:",),
    "nl": ("Door", "Een verhaal door", "Van onze correspondent", "Gepubliceerd door"),
    "af": ("Deur",),
    "sv": ("Av", "Krönika av", "Skribent:"),
    "no": ("Av", "Kronikk av", "Forfatter:", "Foto og tekst:"),
    "da": ("Af", "Klumme af", "Forfatter:"),
    "is": ("Höfundur:", "Blaðamaður:"),
    "fi": ("Teksti:", "Toimittaja:"),
    "et": ("Autor:", "Tekst:", "Toimetaja:"),
    "lv": ("Autors:", "Sagatavoja:"),
    "lt": ("Autorius:", "Parengė"),
    "pl": ("Autor:", "Rozmawiała", "Tekst:"),
    "cs": ("Autor:", "Zpracovala", "Text:"),
    "sk": ("Autor:", "Pripravila"),
    "sl": ("Piše:", "Pripravila"),
    "hr": ("Piše:", "Razgovarala"),
    "bs": ("Piše:", "Autor:"),
    "sr": ("Piše:", "Autorka:"),
    "sq": ("Nga", "Shkruan:"),
    "hu": ("Szerző:", "Készítette:"),
    "ro": ("Scris de", "Publicat de", "Redactor:"),
    "id": ("Ditulis oleh", "Pewarta:", "Laporan Wartawan", "Jurnalis:"),
    "ms": ("Ditulis oleh:",),
    "fil": ("Isinulat ni", "Sinulat ni"),
    "tr": ("Yazan:", "Haberi hazırlayan:", "Muhabir:", "Röportaj:"),
    "az": ("Müəllif:",),
    "uz": ("Muallif:",),
    "sw": ("Imeandikwa na", "Mwandishi:"),
    "so": ("Qoraa:",),
}
IN_OTHER_SCRIPTS = {
    "sr": ("Ида Холм", "Пише: {}"),
    "mk": ("Ида Холм", "Пишува: {}"),
    "bg": ("Ида Холм", "Автор: {}", "Текст: {}"),
    "ru": ("Ида Холм", "Автор: {}", "Подготовила {}", "Корреспондент: {}", "Беседовала {}"),
    "uk": ("Ида Холм", "Авторка: {}", "Підготувала {}", "Розмовляла {}"),
    "be": ("Ида Холм", "Аўтар: {}"),
    "kk": ("Ида Холм", "Авторы: {}"),
    "ky": ("Ида Холм", "Автору: {}"),
    "tg": ("Ида Холм", "Муаллиф: {}"),
    "mn": ("Ида Холм", "Зохиогч: {}"),
    "el": ("Μαρία Παππά", "Ρεπορτάζ: {}", "Γράφει η {}"),
    "ka": ("იდა ჰოლმი", "ავტორი: {}"),
    "hy": ("Իդա Հոլմ", "Հեղինակ՝ {}"),
    "vi": ("Lê Văn An", "Tác giả: {}", "Phóng viên {}", "Bài viết: {}"),
    "ar": ("سارة حسن", "بقلم: {}", "تقرير: {}", "الكاتبة: {}"),
    "he": ("דנה לוי", "מאת {}", "כתבה: {}"),
    "fa": ("سارا احمدی", "به قلم {}", "گزارش از {}", "خبرنگار: {}"),
    "ur": ("سارہ خان", "تحریر: {}"),
    "hi": ("मीरा शर्मा", "लेखक: {}", "संवाददाता: {}"),
    "mr": ("मीरा शर्मा", "लेखिका: {}"),
    "ne": ("मीरा शर्मा", "संवाददाता: {}"),
    "bn": ("মীরা সেন", "প্রতিবেদক: {}", "লেখা: {}"),
    "pa": ("ਮੀਰਾ ਸਿੰਘ", "ਲੇਖਕ: {}"),
    "gu": ("મીરા શાહ", "લેખક: {}"),
    "ta": ("மீரா சென்", "எழுதியவர்: {}"),
    "te": ("మీరా సేన్", "రచన: {}"),
    "kn": ("ಮೀರಾ ಸೇನ್", "ಲೇಖಕರು: {}"),
    "ml": ("മീര സെൻ", "ലേഖിക: {}"),
    "si": ("මීරා සෙන්", "ලේඛක: {}"),
    "zh": ("王小明", "撰稿：{}", "采写：{}", "文|{}", "特约撰稿人 {}", "(記者{}報導)"),
    "ja": ("佐藤花子", "文＝{}", "投稿者: {}", "文責：{}"),
    "ko": ("박지민", "취재: {}", "[항구일보={} 기자]", "{} 인턴기자", "{} 논설위원"),
    "th": ("สมชาย ใจดี", "เรื่อง : {}"),
    "lo": ("ສົມ ໃຈ", "ໂດຍ: {}"),
    "km": ("សុខ វណ្ណា", "ដោយ៖ {}"),
    "my": ("မောင် မောင်", "ရေးသားသူ: {}"),
    "am": ("ኢዳ ሆልም", "ጸሐፊ: {}"),
}


@pytest.mark.parametrize("language", INTRODUCTIONS)
def test_an_introduction_is_no_part_of_a_name(language: str) -> None:
    for words in INTRODUCTIONS[language]:
        assert names_in(f"{words} {LATIN}") == (LATIN,)


@pytest.mark.parametrize("language", IN_OTHER_SCRIPTS)
def test_an_introduction_is_no_part_of_a_name_in_another_script(language: str) -> None:
    name, *bylines = IN_OTHER_SCRIPTS[language]
    for byline in bylines:
        assert names_in(byline.format(name)) == (name,)


def test_each_language_with_introductions_has_an_example() -> None:
    assert set(LEADS) == set(INTRODUCTIONS) | set(IN_OTHER_SCRIPTS)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        *(("By", True), ("Author/By:", True), ("Text/author :", True), ("作者/文:", True)),
        *(("Words/Ann Lee", False), ("Author/By: Ann", False), ("author/ by", False), ("By/", False)),
    ],
)
def test_two_introductions_with_a_slash_between_them_stand_alone(text: str, *, alone: bool) -> None:
    """The author's name is then in the next element."""
    assert is_lead(text) is alone


@pytest.mark.parametrize("byline", ["HAZIRLAYAN: {}", "Hazırlayan: {}", "YAZAR: {}", "ΡΕΠΟΡΤΆΖ: {}", "АВТОР: {}"])
def test_an_introduction_may_be_in_capitals_of_any_alphabet(byline: str) -> None:
    assert is_led(byline.format(LATIN))
