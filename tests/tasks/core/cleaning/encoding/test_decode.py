"""From bytes to text, as browsers do it, and with what careless servers need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.cleaning import Extraction, Page, Verdict, clean_page
from dateline.tasks.core.cleaning.encoding.decode import decode
from dateline.tasks.core.models import Reason

RUSSIAN = "Президент сказал, что это не так, и он был в этом уверен, но мы не можем об этом говорить."
POLISH = "Premier powiedział, że się nie zgadza, bo są różne opinie, które być może są słuszne, przez które się traci."
GREEK = "Ο υπουργός δήλωσε ότι η κυβέρνηση δεν έχει αποφασίσει για το θέμα και θα το κάνει με τους πολίτες."
JAPANESE = "これは灯台についてのニュースです。港の人々は冬のあいだも明かりを残すように求めました。"
KOREAN = "이것은 등대에 관한 소식입니다. 항구의 주민들은 겨울에도 불을 켜 두라고 요구했다."
CHINESE = "这是中国港口的一个消息，人们不要在冬天把老灯塔的灯关了，有人说这是大的错误。"
TAIWANESE = "這是一個港口的消息，人們不要在冬天把老燈塔的燈關了，有人說這是大的錯誤。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (POLISH, "cp1250"),
        (GREEK, "cp1253"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5hkscs"),
        ("Le phare a été rallumé à l'aube, où l'on était déjà près du quai", "cp1252"),
    ],
)
def test_undeclared_encoding_is_found_by_what_makes_sense(text: str, encoding: str) -> None:
    """A page without a declaration is read in the encoding in which common words and letters occur."""
    assert decode(f"<p>{text}</p>".encode(encoding)).text == f"<p>{text}</p>"


@pytest.mark.parametrize("label", ["utf-8", "iso-8859-1", "windows-1252", "punycode", "nonsense"])
def test_wrong_header_is_outweighed(label: str) -> None:
    """A header that cannot be right is ignored."""
    page = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert decode(page.encode("cp1251"), f"text/html; charset={label}").text == page


def test_valid_utf8_wins_over_a_latin_declaration() -> None:
    """Bytes that are valid UTF-8 throughout are UTF-8, whatever is declared."""
    page = f'<meta charset="iso-8859-1"><p>{POLISH}</p>'
    assert decode(page.encode(), "text/html; charset=iso-8859-1").text == page


def test_few_broken_bytes_do_not_change_the_encoding() -> None:
    """A UTF-8 page with one broken character stays UTF-8; the character becomes U+FFFD."""
    page = f"<p>{RUSSIAN * 20}".encode() + b"\xd0</p>"
    decoded = decode(page)
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_and_marked_unicode(encoding: str) -> None:
    """A byte order mark decides; UTF-16 without one is recognized by its first tag."""
    page = f"<p>{RUSSIAN}</p>"
    assert decode(page.encode(encoding), "text/html; charset=iso-8859-1").text == page


@pytest.mark.parametrize("before", ["", "\r\n\t "])
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
@pytest.mark.parametrize("header", ["text/html", "text/html; charset=utf-16", "text/html; charset=utf-8"])
def test_a_page_gives_the_same_record_in_every_form_of_unicode(encoding: str, header: str, before: str) -> None:
    """Its tags are recognized in two or four bytes per letter, so that it is not read as plain text."""
    page = (
        f"{before}<!doctype html><html lang='ru'><title>Маяк снова горит</title><article><h1>Маяк снова горит</h1>"
        f"<time datetime='2024-03-05T09:15:00Z'></time><p>{RUSSIAN}</p><p>{RUSSIAN}</p></article></html>"
    )
    expected = clean_page(Page(page.encode(), content_type="text/html; charset=utf-8"))
    assert isinstance(expected, Extraction)
    assert expected.headline == "Маяк снова горит"
    assert clean_page(Page(page.encode(encoding), content_type=header)) == expected


def test_declaration_behind_a_long_head_is_seen() -> None:
    """A declaration after the first 1024 bytes counts, as it does in browsers."""
    page = f'<script>{"x = 1;" * 2000}</script><meta charset="gb2312"><p>短</p>'
    assert decode(page.encode("gb2312")).text == page


SHORT = {
    "gb18030": "船今天晚上到港口，市长说没有问题。",
    "big5hkscs": "渡輪今天晚上到港口，市長說沒有問題。",
    "cp949": "배는 오늘 밤에 항구로 들어온다.",
    "euc_jp": "船は今夜港に着く。",
    "cp932": "船は今夜港に着く。",
    "koi8_r": "Паром вернулся в порт",
    "cp1251": "Паром вернулся в порт",
    "iso8859-5": "Паром вернулся в порт",
    "cp1253": "Το πλοίο έφτασε στο λιμάνι",
    "cp1255": "המעבורת חזרה לנמל",
    "cp1256": "عادت العبارة إلى الميناء",
    "cp874": "เรือข้ามฟากกลับมาแล้ว",
    "koi8_u": "Пором повернувся до порту, і всі їдуть",
    "cp1250": "Loď řekou připlula, přístav ji čekal",
    "iso8859-2": "Łódź wróciła, będzie też jeździć",
    "cp1254": "Köprü gelecek hafta onarılacak, şehir güldü",
    "cp1252": "Le bac est rentré très tôt, ça va mieux",
}


@pytest.mark.parametrize("encoding", SHORT)
@pytest.mark.parametrize("header", [None, "text/html; charset=iso-8859-1", "text/html; charset=utf-8"])
def test_one_sentence_shows_its_encoding(encoding: str, header: str | None) -> None:
    """One sentence suffices on a page without a declaration, or with a server's default."""
    page = f"<html><body><h1>7</h1><p>{SHORT[encoding]}</p></body></html>"
    assert decode(page.encode(encoding), header).text == page


def test_capitals_show_their_encoding_too() -> None:
    """Read as KOI8-R, capitals of Windows-1251 are small letters, and many of them frequent ones."""
    page = "<html><body><h1>ПАРОМ ВЕРНУЛСЯ В ПОРТ</h1></body></html>"
    assert decode(page.encode("cp1251")).text == page


@pytest.mark.parametrize("encoding", ["gb18030", "cp1251", "big5"])
def test_what_makes_sense_in_no_encoding_is_refused(encoding: str) -> None:
    """A page with a few rare letters only is rejected, rather than archived as Latin letters."""
    rare = "щеглы, дрозды" if encoding == "cp1251" else "鸕鶿鷗鷺鸛鶴"
    page = f"<html><body><h1>{rare}</h1><p>{rare}, {rare}</p><time>2026-03-04 10:00</time></body></html>"
    cleaned = clean_page(Page(page.encode(encoding), "https://birds.example/a"))
    assert isinstance(cleaned, Verdict)
    assert cleaned.reason is Reason.UNREADABLE
    assert "encoding" in cleaned.detail


@pytest.mark.parametrize("declared", ["<meta charset=utf-8>", "<meta charset=windows-1252>", ""])
def test_words_of_latin_letters_are_legible(declared: str) -> None:
    """Accented letters, quotation marks and dashes are legible in Latin languages."""
    page = f"{declared}<p>Le préfet a dit : «\xa0Ça ira\xa0», où l’été n’a rien changé à l’île d’Yeu – ÉTÉ.</p>"
    decoded = decode(page.encode("cp1252"))
    assert (decoded.text, decoded.legible) == (page, True)


def test_stray_latin_bytes_in_a_utf8_page_are_read() -> None:
    """Two pasted words in Latin-1 change neither the encoding of the page nor become U+FFFD."""
    page = "<meta charset=utf-8><p>Zoë öffnet das Café, à la carte, am Étang.</p>"
    torn = page.encode().replace("Café".encode(), b"Caf\xe9").replace(" à ".encode(), b" \xe0 ")
    assert decode(torn).text == page


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=60)))
def test_any_bytes_decode(body: bytes, content_type: str | None) -> None:
    """Any bytes under any header yield text that can be encoded as UTF-8."""
    decoded = decode(body, content_type)
    assert decoded.utf8.decode() == decoded.text
