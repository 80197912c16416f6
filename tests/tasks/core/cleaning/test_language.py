"""The language of a page: from its markup, its text or the source's setting."""

from datetime import UTC, datetime

import pytest

from dateline.config.schema import CleaningRules
from dateline.tasks.core.cleaning import Page, read
from dateline.tasks.core.cleaning.language_tags import primary_language, region_of
from dateline.tasks.core.cleaning.page import Extraction
from dateline.tasks.core.vocabulary.by_language import words_for

FETCHED = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
GERMAN = (
    "<p>Der Rat der Stadt hat am Abend beschlossen, dass die alte Mole nicht gesperrt wird, und das auch im Winter.</p>"
    "<p>Die Fischer hatten sich für den Erhalt eingesetzt, denn von dem Steg aus legen sie zu den Inseln ab.</p>"
) * 2
SHORT = "<p>Mole 7.</p>"
"""Too little to show a language."""


def record(
    text: str = GERMAN, lang: str = "", head: str = "", shown: str = "", setting: str | None = None
) -> Extraction:
    body = f"<article><h1>Mole 7</h1><p class='date'>{shown}</p>{text}</article>"
    page = f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    rules = CleaningRules(language=setting)
    return read(Page(page.encode(), "https://mole.example/a", fetched_at=FETCHED, rules=rules))


@pytest.mark.parametrize(
    ("tag", "language", "region"),
    [
        ("pt-BR", "pt", "br"),
        ("zh-Hant-TW", "zh", "tw"),
        ("en_GB.UTF-8", "en", "gb"),
        ("nb-NO", "no", "no"),
        ("deu", "de", None),
        ("es-419", "es", None),
        ("haw", "haw", None),
        (" fr, en", "fr", None),
    ],
)
def test_a_tag_names_a_language(tag: str, language: str, region: str | None) -> None:
    """BCP 47 tags and POSIX locales are read; three-letter and older codes become the usual ones."""
    assert (primary_language(tag), region_of(tag)) == (language, region)


@pytest.mark.parametrize(
    "tag", ["und", "zxx", "mul", "mis", "xx", "xx-XX", "qaa", "jp", "x-default", "english", "{{ lang }}", "e", "", None]
)
def test_an_absurd_tag_names_none(tag: str | None) -> None:
    """Codes that name no language, templates and words are ignored."""
    assert primary_language(tag) is None


@pytest.mark.parametrize("tag", ["und", "zxx", "mul", "mis", "xx", ""])
@pytest.mark.parametrize("setting", [None, "en", "en-GB", "und"])
def test_where_markup_is_silent_or_absurd_the_text_decides(tag: str, setting: str | None) -> None:
    """The source's setting does not overrule a text that is plainly in another language."""
    page = record(lang=tag, setting=setting)
    assert (page.language, page.provenance["language"]) == ("de", "text:words")


def test_an_absurd_tag_gives_way_to_the_next_statement() -> None:
    """The first place that names a language is used."""
    page = record(SHORT, lang="und", head='<meta property="og:locale" content="sv_SE">')
    assert (page.language, page.provenance["language"]) == ("sv", "meta:og:locale")


@pytest.mark.parametrize(("setting", "language"), [("pt-BR", "pt"), ("nb", "no"), ("zxx", None)])
def test_the_setting_is_for_pages_that_show_no_language(setting: str, language: str | None) -> None:
    """A short page without a language gets that of its source, as a primary subtag."""
    page = record(SHORT, setting=setting)
    assert (page.language, page.provenance.get("language")) == (language, "source:language" if language else None)


def test_the_setting_does_not_outweigh_the_markup() -> None:
    """The markup also decides how dates are read: "hier" is "yesterday" in French, "here" in German."""
    page = record(SHORT, lang="fr", shown="hier à 17h08", setting="de")
    assert page.language == "fr"
    assert page.published_at == datetime(2026, 3, 4, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize("tag", ["und", "xx", "", "en-US"])
def test_dates_are_read_in_the_language_of_the_text(tag: str) -> None:
    """With a wrong or missing tag, "gestern" is still read, and 04/03 is not an American date."""
    assert record(lang=tag, shown="gestern, 17:08").published_at == datetime(2026, 3, 4, 17, 8, tzinfo=UTC)
    assert record(lang=tag, shown="04/03/2026 17:08").published_at == datetime(2026, 3, 4, 17, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("নৌকা ঘাটত ৰাখিছে আৰু মানুহ আহিছে। " * 4, "as"), ("ጀልባ ናብ ወደብ መጺኣ ኣላ። " * 6, "ti")],
)
def test_a_script_of_several_languages_does_not_outweigh_the_markup(text: str, lang: str) -> None:
    """Assamese is written in the script of Bengali, Tigrinya in that of Amharic."""
    assert record(f"<p>{text}</p>", lang=lang).language == lang


@pytest.mark.parametrize(
    ("language", "words"),
    [("pt", ["b"]), ("pt-BR", ["b"]), ("zh-Hant", ["d"]), ("zh-Hant-TW", ["d"]), ("gl", ["b", "d"])],
)
def test_words_are_looked_up_by_tag_language_and_then_for_all(language: str, words: list[str]) -> None:
    """Words are looked up by tag, then by language; an unknown language gets the words of all."""
    assert list(words_for(language, {"pt": "b", "zh": "d"})) == words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("नाव सोमवार को फिर चलेगी, बंदरगाह ने कहा, और टिकट घाट पर मिलेंगे।", "hi"),
        ("बोट सोमवारी पुन्हा सुटणार आहे आणि तिकिटे धक्क्यावर मिळतील, असे बंदराने सांगितले.", "mr"),
        ("डुङ्गा सोमबार फेरि चल्ने छ र टिकट घाटमा पाइने छन्, बन्दरगाहले भन्यो।", "ne"),
        ("હોડી સોમવારે ફરી ચાલશે, બંદરે કહ્યું, અને ટિકિટ ઘાટ પર મળશે.", "gu"),
        ("ਕਿਸ਼ਤੀ ਸੋਮਵਾਰ ਨੂੰ ਫਿਰ ਚੱਲੇਗੀ, ਬੰਦਰਗਾਹ ਨੇ ਕਿਹਾ।", "pa"),
        ("ದೋಣಿ ಸೋಮವಾರ ಮತ್ತೆ ಹೊರಡಲಿದೆ ಎಂದು ಬಂದರು ಹೇಳಿದೆ.", "kn"),
        ("ബോട്ട് തിങ്കളാഴ്ച വീണ്ടും പുറപ്പെടുമെന്ന് തുറമുഖം പറഞ്ഞു.", "ml"),
        ("බෝට්ටුව සඳුදා නැවත යාත්‍රා කරන බව වරාය පැවසීය.", "si"),
        ("ເຮືອຈະອອກອີກໃນວັນຈັນ, ທ່າເຮືອກ່າວ.", "lo"),
    ],
)
def test_a_script_shows_its_language(text: str, language: str) -> None:
    """Whether markup is silent or wrong. Another language of the script is accepted if it is stated."""
    assert [record(f"<p>{text}</p>" * 3, lang).language for lang in ("", "en", language)] == [language] * 3


@pytest.mark.parametrize("lang", ["", "en", "de-AT", "zh-CN", "hi", "th"])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قرر المجلس إصلاح الرصيف القديم قبل نهاية السنة، وستبدأ الأعمال قريبا.", "ar"),
        ("המועצה החליטה לתקן מזח ישן. העבודות יתחילו בקרוב.", "he"),
        ("Δημοτικό συμβούλιο αποφάσισε επισκευή. Εργασίες ξεκινούν σύντομα.", "el"),
    ],
)
def test_an_alphabet_outweighs_a_statement_that_cannot_be_true(text: str, language: str, lang: str) -> None:
    """Sites state the language of their template on pages in others, too. Letters show what few words do not."""
    page = record(f"<p>{text}</p>" * 2, lang=lang, setting="en")
    assert (page.language, page.provenance["language"]) == (language, "text:script")


def test_letters_of_several_languages_do_not_decide_among_them() -> None:
    """Persian has letters that Arabic lacks, and Kazakh ones that Russian lacks: English it is not."""
    persian = "<p>شورای شهر تعمیر اسکله قدیمی پیش از پایان سال را تصویب کرد.</p>"
    assert record(persian * 2, "en").language in {None, "fa"}
    assert record("<p>Қала кеңесі ескі айлақты жөндеуге шешім қабылдады.</p>" * 2, "en").language is None


@pytest.mark.parametrize("lang", ["kk", "yi", "ps", "sr"])
def test_a_language_with_unknown_words_or_several_alphabets_is_believed(lang: str) -> None:
    """Only languages that are known not to use an alphabet are overruled by it."""
    text = {
        "yi": "דער שטאט ראט האט באשלאסן צו פאררעכטן דעם אלטן פיר",
        "ps": "د ښار شورا پرېکړه وکړه چې زوړ پل ترمیم کړي",
    }
    page = record(f"<p>{text.get(lang, 'Қала кеңесі ескі айлақты жөндеуге шешім қабылдады')}.</p>" * 2, lang)
    assert page.language == lang


@pytest.mark.parametrize("lang", ["zh-CN", "ja", "ko", "th", "hi"])
def test_a_language_with_a_script_of_its_own_is_not_one_of_other_words(lang: str) -> None:
    """A German text on a site whose template says Chinese."""
    assert (record(lang=lang).language, record(lang=lang).provenance["language"]) == ("de", "text:words")


def test_the_http_equivalent_states_the_language() -> None:
    assert record(SHORT, "", '<meta http-equiv="Content-Language" content="fr-FR">').language == "fr"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("is", "Bryggjan verður opin í vetur, sagði ráðið, en það var ekki víst að bátarnir kæmu aftur fyrir jól."),
        ("et", "Sild jääb talveks lahti, ütles nõukogu, aga ei ole veel selge, kas laevad tulevad tagasi või mitte."),
        ("lt", "Tiltas žiemą bus atidarytas, sakė taryba, bet dar nėra aišku, ar laivai iš salų grįš iki švenčių."),
        ("lv", "Tilts ziemā būs atvērts, teica padome, bet vēl nav skaidrs, vai kuģi no salām un ostas nāks atpakaļ."),
        ("sl", "Pomol bo pozimi odprt, je rekel svet, a še ni jasno, ali se bodo ladje z otokov vrnile do praznikov."),
        (
            "ca",
            "El moll serà obert aquest hivern, va dir el consell, però no és clar si els vaixells tornaran.",
        ),
        (
            "fi",
            "Laituri on auki talvella, kertoi neuvosto, mutta vielä ei ole varmaa, tulevatko laivat takaisin.",
        ),
        ("tr", "İskele bu kış açık kalacak, dedi meclis, ancak adalardan gelen gemiler için henüz bir karar yok."),
    ],
)
def test_a_text_that_no_markup_declares_shows_its_language(language: str, text: str) -> None:
    found = record(f"<p>{text}</p>" * 3)
    assert (found.language, found.provenance["language"]) == (language, "text:words")


NEIGHBOURS = {
    "be": (
        "Паром зноў адплыве ў панядзелак, паведамілі ў порце, і білеты прадаюцца на прыстані. Гэта быў доўгі перапынак."
    ),
    "mk": (
        "Фериботот повторно ќе исплови во понеделник, соопштија од пристаништето, и билетите се "
        "продаваат на кејот. Ова е трето одложување."
    ),
    "kk": (
        "Паром дүйсенбіде қайта жүзеді, деп хабарлады порт, және билеттер айлақта сатылады. Бұл үшінші "
        "кешігу болды, деп жазды олар."
    ),
    "no": (
        "Ferja seiler igjen etter helga, sier havnekontoret, og billettene blir solgt på kaia. Det har "
        "vært mye venting nå i vår."
    ),
    "da": (
        "Færgen sejler igen efter weekenden, siger havnekontoret, og billetterne bliver solgt på kajen. "
        "Der har været meget ventetid i foråret nu."
    ),
    "gl": (
        "O transbordador sairá de novo o luns, dixo a oficina do porto, e as entradas véndense no "
        "peirao. Foi unha longa espera para os mariñeiros."
    ),
    "eu": (
        "Ferrya astelehenean aterako da berriro, portuko bulegoak esan duenez, eta txartelak kaian "
        "saltzen dira. Hau ez da lehen atzerapena izan."
    ),
    "sq": (
        "Trageti do të niset përsëri të hënën, tha zyra e portit, dhe biletat shiten në skelë. Kjo "
        "është hera e tretë që ai vonohet."
    ),
    "az": (
        "Bərə bazar ertəsi yenidən yola düşəcək və biletlər körpüdə satılır. Bu üçüncü gecikmə olub, o "
        "isə daha uzun ola bilər."
    ),
    "sw": (
        "Kivuko kitaondoka tena Jumatatu, ofisi ya bandari ilisema, na tiketi zinauzwa kwa wakala. Hii "
        "ni mara ya tatu katika mwaka."
    ),
    "fil": (
        "Muling aalis ang bangka sa Lunes, sabi ng tanggapan, at ang mga tiket ay mabibili sa pantalan. "
        "Ito ang ikatlong pagkaantala."
    ),
    "af": (
        "Die veerboot vaar weer op Maandag, sê die kantoor, en die kaartjies word by die kaai verkoop. "
        "Dit is nie die eerste keer nie."
    ),
}


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_a_language_is_told_from_its_neighbours(language: str) -> None:
    """Without a declaration, a text is not taken for one in a language that is written almost like it."""
    assert record(f"<p>{NEIGHBOURS[language]}</p>" * 3).language == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Łódź stoi przy molo. Żeglarze naprawiają żagle na wiatr."),
        ("tr", "Kayık iskelede bağlı. Balıkçılar ağları için yeni ip ördü."),
        ("ru", "Лодка стоит у причала. Рыбаки чинят сети на ветру."),
        ("hu", "A csónak a stégnél áll. A halászok hálót kötnek, és várnak."),
        ("sk", "Loďka stojí pri móle a rybári ešte sušia sieťky. Vietor sľubujú až na stredu, povedal kapitán."),
        ("uk", "Човен стоїть біля причалу, а рибалки ще лагодять сіті. Вітер обіцяють у середу, сказав капітан."),
        ("bg", "Лодката е до пристана, а рибарите още кърпят мрежите. Вятър се очаква чак в сряда, каза капитанът."),
        (
            "no",
            "Båten ligger ved brygga, og fiskerne har ennå ikke bøtt garna. Det skal blåse på onsdag, sier han.",
        ),
    ],
)
def test_a_short_text_shows_its_language_by_its_letters(language: str, text: str) -> None:
    """Letters that a neighbour does not have rule it out, so fewer words suffice, whatever a template states."""
    assert [record(f"<p>{text}</p>", lang).language for lang in ("", "en", language)] == [language] * 3


def test_foreign_names_do_not_change_the_language_of_a_text() -> None:
    text = "The boat of Jürgen Müller and Şükrü Yılmaz lies at the pier, and they said that it would sail to Malmö."
    assert record(f"<p>{text}</p>").language == "en"
