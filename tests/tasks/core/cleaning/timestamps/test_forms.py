"""The forms in which dates are written, by machines and in many languages: each denotes one moment."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from dateline.config.schema import DateOrder
from dateline.tasks.core.cleaning.timestamps.months import fold_word, month_of
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints, Reading
from dateline.tasks.core.models import Precision
from dateline.tasks.core.vocabulary.months import MONTHS

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
NOW = Hints(now=FETCHED)

MACHINE_FORMS = {
    "2021-10-05T17:08:09Z": "2021-10-05T17:08:09+00:00",
    "2021-10-05 17:08:09+09:00": "2021-10-05T17:08:09+09:00",
    "2021-10-05T17:08:09+0530": "2021-10-05T17:08:09+05:30",
    "2021-10-05T17:08:09+05": "2021-10-05T17:08:09+05:00",
    "2021-10-05T17:08-0430": "2021-10-05T17:08:00-04:30",
    "2021-10-05T17:08:09.1234567891+02:00": "2021-10-05T17:08:09+02:00",
    "2021-10-05T17:08:09,5+02:00": "2021-10-05T17:08:09+02:00",
    "2021-10-05T17:08:09.000+0000 UTC": "2021-10-05T17:08:09+00:00",
    "2021-10-05t17:08:09z": "2021-10-05T17:08:09+00:00",
    "2021-10-05T17:08:09Z[Europe/Madrid]": "2021-10-05T17:08:09+00:00",
    "2021-10-05T17:08[Europe/Madrid]": "2021-10-05T17:08:00+02:00",
    "2021-10-05T17:08:09+02:00Z": "2021-10-05T17:08:09+02:00",
    "2021-10-05T17:08:09Z+02:00": "2021-10-05T17:08:09+02:00",
    "2021-10-05T17:08:09 0200": "2021-10-05T17:08:09+02:00",
    "2021-10-05 17:08:09 Asia/Tokyo": "2021-10-05T17:08:09+09:00",
    "2021-10-05 17:08 CEST": "2021-10-05T17:08:00+02:00",
    "2021-10-05T24:00:00": "2021-10-06T00:00:00",
    "2021-10-05T17:08:60Z": "2021-10-05T17:08:59+00:00",
    "2021-10-05T17:08": "2021-10-05T17:08:00",
    "2021-10-05T17+02:00": "2021-10-05T17:00:00+02:00",
    "2021-10-05 05:08 PM": "2021-10-05T17:08:00",
    "2021/10/05 17:08": "2021-10-05T17:08:00",
    "2021.10.05 17:08": "2021-10-05T17:08:00",
    "20211005T170809Z": "2021-10-05T17:08:09+00:00",
    "20211005170809": "2021-10-05T17:08:09",
    "202110051708": "2021-10-05T17:08:00",
    "1633453689": "2021-10-05T17:08:09+00:00",
    "1633453689.25": "2021-10-05T17:08:09+00:00",
    "1633453689000": "2021-10-05T17:08:09+00:00",
    "1633453689000000": "2021-10-05T17:08:09+00:00",
    "/Date(1633453689000)/": "2021-10-05T17:08:09+00:00",
    "Tue, 05 Oct 2021 17:08:09 +0200": "2021-10-05T17:08:09+02:00",
    "Di, 05 Oct 2021 17:08:09 +0200": "2021-10-05T17:08:09+02:00",
    "Tue, 5 Oct 21 17:08 GMT": "2021-10-05T17:08:00+00:00",
    "Tue, 05 Oct 2021 17:08:09 EST": "2021-10-05T17:08:09-05:00",
    "Tue, 05 Oct 2021 17:08:09 EDT": "2021-10-05T17:08:09-04:00",
    "Tue, 05 Oct 2021 17:08:09 CEST": "2021-10-05T17:08:09+02:00",
    "Tue, 05 Oct 2021 17:08:09 MSK": "2021-10-05T17:08:09+03:00",
    "Tue, 05 Oct 2021 17:08:09 JST": "2021-10-05T17:08:09+09:00",
    "Tue, 05 Oct 2021 17:08:09 AEST": "2021-10-05T17:08:09+10:00",
    "Tue Oct 05 2021 17:08:09 GMT+0200 (Central European Summer Time)": "2021-10-05T17:08:09+02:00",
    "Tue Oct 05 17:08:09 CEST 2021": "2021-10-05T17:08:09+02:00",
    "Tue Oct  5 17:08:09 2021": "2021-10-05T17:08:09",
    "Tue Oct 05 17:08:09 +0000 2021": "2021-10-05T17:08:09+00:00",
    "051708ZOCT21": "2021-10-05T17:08:00+00:00",
    "051708B OCT 21": "2021-10-05T17:08:00+02:00",
    "051708R OCT 21": "2021-10-05T17:08:00-05:00",
    "5-Oct-2021 1708 hrs": "2021-10-05T17:08:00",
    "5 Oct 2021, 1708hrs GMT": "2021-10-05T17:08:00+00:00",
    "October 5, 2021, 0908 hours": "2021-10-05T09:08:00",
    "October 5, 2021 | 12 noon": "2021-10-05T12:00:00",
}

WRITTEN_FORMS = {
    "en": ("5 October 2021, 17:08", "Oct. 5th, 2021 at 5:08 p.m.", "Tuesday, 05 Oct 2021 17:08", "17:08, 5 Oct 2021"),
    "de": (
        "Dienstag, 5. Oktober 2021, 17:08 Uhr",
        "05.10.2021 um 17.08 Uhr",
        "5. Okt. 2021 - 17:08",
        "5. X. 2021, 17:08",
    ),
    "fr": ("mardi 5 octobre 2021 à 17h08", "Publié le 05/10/2021 à 17 h 08", "mar. 5 oct. 2021, 17:08"),
    "es": ("5 de octubre de 2021 a las 17:08", "05 oct 2021 - 17:08 h", "martes, 5 octubre 2021 5:08 p. m."),
    "pt": ("5 de outubro de 2021 às 17h08", "05/10/2021 17h08", "5 out. 2021, 17:08"),
    "it": ("5 ottobre 2021 alle 17:08", "martedì 5 ottobre 2021 ore 17.08"),
    "ca": ("5 d'octubre de 2021, 17:08", "5 d’octubre del 2021 a les 17:08"),
    "gl": ("5 de outubro de 2021 ás 17:08", "5 outubro 2021 17:08"),
    "eu": ("2021eko urriaren 5a, 17:08", "2021ko urriak 5, 17:08"),
    "nl": ("dinsdag 5 oktober 2021 om 17:08", "5 okt. 2021, 17.08 uur"),
    "sv": ("5 oktober 2021 kl. 17.08", "tisdag 5 okt 2021 17:08"),
    "da": ("5. oktober 2021 kl. 17.08", "tirsdag d. 5. okt. 2021 kl. 17:08"),
    "no": ("5. oktober 2021 kl. 17.08", "5. okt. 2021 17:08"),
    "is": ("5. október 2021 kl. 17:08",),
    "fi": ("5. lokakuuta 2021 klo 17.08", "5.10.2021 klo 17:08"),
    "et": ("5. oktoober 2021, 17:08", "5. oktoober 2021 kell 17.08"),
    "lv": ("2021. gada 5. oktobrī, 17:08", "5. oktobris, 2021, 17:08"),
    "lt": ("2021 m. spalio 5 d. 17:08", "2021 spalio 5, 17:08"),
    "pl": ("5 października 2021, 17:08", "05 paź 2021, godz. 17:08", "5 X 2021, 17:08"),
    "cs": ("5. října 2021 17:08", "úterý 5. října 2021, 17.08"),
    "sk": ("5. októbra 2021 o 17:08",),
    "sl": ("5. oktobra 2021 ob 17.08", "5. oktober 2021, 17:08"),
    "hr": ("5. listopada 2021. u 17:08", "utorak, 5. listopada 2021. 17:08"),
    "sr": ("5. октобар 2021. 17:08", "уторак, 5. октобра 2021. у 17:08"),
    "bs": ("5. oktobar 2021. u 17:08",),
    "mk": ("5 октомври 2021, 17:08",),
    "bg": ("5 октомври 2021 г., 17:08", "05 окт. 2021, 17:08 ч."),
    "ru": ("5 октября 2021, 17:08", "05 окт. 2021 г. в 17:08"),
    "uk": ("5 жовтня 2021, 17:08", "5 жовтня 2021 року, 17:08"),
    "be": ("5 кастрычніка 2021, 17:08",),
    "el": ("5 Οκτωβρίου 2021, 17:08", "Τρίτη, 5 Οκτωβρίου 2021, 5:08 μ.μ."),
    "tr": ("5 Ekim 2021 17:08", "05 EKİM 2021, SALI 17:08"),
    "az": ("5 oktyabr 2021, 17:08",),
    "kk": ("2021 жылғы 5 қазан, 17:08", "5 қазан 2021, 17:08"),
    "uz": ("5 oktabr 2021, 17:08",),
    "hu": ("2021. október 5. 17:08", "2021. okt. 5., kedd 17:08", "2021. 10. 05. 17:08", "2021. X. 5. 17:08"),
    "ro": ("5 octombrie 2021, 17:08", "marți, 5 oct. 2021, ora 17:08"),
    "sq": ("5 tetor 2021, 17:08",),
    "cy": ("5 Hydref 2021, 17:08",),
    "ga": ("5 Deireadh Fómhair 2021, 17:08", "Dé Máirt, 5 Deireadh Fómhair 2021 17:08"),
    "mt": ("5 ta' Ottubru, 2021 17:08",),
    "id": ("Selasa, 5 Oktober 2021 17:08", "05 Okt 2021 | 17.08"),
    "ms": ("5 Oktober 2021, 5:08 pm",),
    "fil": ("Oktubre 5, 2021, 5:08 PM",),
    "vi": ("Thứ ba, ngày 5 tháng 10 năm 2021 17:08", "05/10/2021, 17:08", "5 tháng mười, 2021 17:08"),
    "sw": ("Jumanne, Oktoba 5, 2021 17:08", "5 Oktoba 2021, 17:08"),
    "af": ("5 Oktober 2021 om 17:08",),
    "zu": ("5 Okthoba 2021, 17:08",),
    "th": ("5 ตุลาคม 2564 17:08 น.", "5 ต.ค. 2564 เวลา 17.08 น.", "๕ ตุลาคม ๒๕๖๔, ๑๗:๐๘"),
    "hi": ("5 अक्टूबर 2021, 5:08 PM", "५ अक्तूबर २०२१, १७:०८", "05 अक्टूबर 2021 05:08 अपराह्न"),
    "mr": ("5 ऑक्टोबर 2021, 17:08",),
    "bn": ("৫ অক্টোবর ২০২১, ১৭:০৮",),
    "ta": ("5 அக்டோபர் 2021, 17:08",),
    "te": ("5 అక్టోబర్ 2021, 17:08",),
    "ur": ("5 اکتوبر 2021، 17:08",),
    "fa": ("۱۳ مهر ۱۴۰۰، ۱۷:۰۸", "۱۴۰۰/۰۷/۱۳ - ۱۷:۰۸", "5 اکتبر 2021 ساعت 17:08"),
    "ps": ("۱۳ تله ۱۴۰۰، ۱۷:۰۸",),
    "ne": ("२०७८ असोज १९, मंगलबार १७:०८", "१९ असोज २०७८, १७:०८", "२०७८/०६/१९ १७:०८", "५ अक्टोबर २०२१ १७:०८"),
    "my": ("၅ အောက်တိုဘာလ ၂၀၂၁ ၁၇:၀၈",),
    "km": ("ថ្ងៃទី៥ ខែតុលា ឆ្នាំ២០២១ ១៧:០៨",),
    "ar": ("5 أكتوبر 2021، 17:08", "٥ أكتوبر ٢٠٢١ - ٥:٠٨ م", "5 تشرين الأول 2021 17:08"),
    "he": ("5 באוקטובר 2021, 17:08", "5 אוקטובר 2021 17:08"),
    "ka": ("5 ოქტომბერი 2021, 17:08",),
    "hy": ("5 հոկտեմբերի 2021, 17:08",),
    "mn": ("2021 оны 10 сарын 05, 17:08",),
    "zh": (
        "2021年10月5日 17:08",
        "2021年10月05日 下午5:08",
        "二〇二一年十月五日 17:08",
        "2021-10-05 17:08",
        "發布日期：110-10-05 17:08",
    ),
    "ja": ("2021年10月5日 17時08分", "令和3年10月5日 午後5時08分", "2021年10月5日(火) 午後5:08"),
    "ko": ("2021년 10월 5일 오후 5:08", "2021.10.05. 오후 5:08", "2021년 10월 5일 오후 5시 08분"),
}


def written(reading: Reading) -> str:
    zone = None if reading.offset is None else timezone(reading.offset)
    return reading.wall.replace(tzinfo=zone).isoformat()


@pytest.mark.parametrize(("raw", "meant"), MACHINE_FORMS.items())
def test_machine_written_forms_are_read(raw: str, meant: str) -> None:
    """Each broken form of ISO 8601, RFC 822 and epoch times yields its local time and offset."""
    reading = parse_moment(raw)
    assert reading is not None
    assert written(reading) == meant
    assert reading.precision is Precision.MINUTE


@pytest.mark.parametrize(
    ("language", "raw"), [(language, raw) for language, forms in WRITTEN_FORMS.items() for raw in forms]
)
def test_written_forms_of_every_language_are_read(language: str, raw: str) -> None:
    """A visible date yields its minute in each language."""
    reading = parse_moment(raw, Hints(language=language))
    assert reading is not None
    assert (reading.wall.isoformat(), reading.precision) == ("2021-10-05T17:08:00", Precision.MINUTE)


@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_every_language_has_its_number(language: str) -> None:
    """Each name in the table of months is read as its month."""
    blocks = MONTHS[language].split(",")
    assert len(blocks) == 12
    for month, forms in enumerate(blocks, start=1):
        for form in forms.split():
            word = form.replace("_", " ")
            assert month_of(word, language) == month
            assert month_of(word.upper(), language) == month or fold_word(word.upper()) != fold_word(word)


@pytest.mark.parametrize("raw", ["20211005", "2021-10-05", "2021/10/5", "5. Oktober 2021", "Oct 5, 2021", "05.10.2021"])
def test_a_date_without_a_time_of_day_is_a_day(raw: str) -> None:
    """Without a time of day, the precision is the day."""
    reading = parse_moment(raw)
    assert reading is not None
    assert (reading.wall.isoformat(), reading.precision) == ("2021-10-05T00:00:00", Precision.DAY)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "no date",
        "/s12905-022-1234-5",
        "978-3-16-148410-0",
        "12.5.3",
        "1.75.20",
        "0000-00-00 00:00:00",
        "2021-13-45",
        "31 February 2021",
        "2021",
        "2021-10",
        "10:30",
        "Call 030 2021 1005",
        "99999999999",
        "12345",
        "© 2021",
        "-1",
    ],
)
def test_what_is_no_date_is_none(raw: str) -> None:
    """Other numbers yield nothing."""
    assert parse_moment(raw) is None


@pytest.mark.parametrize(
    ("raw", "hints", "offset", "doubtful"),
    [
        ("5 Oct 2021 17:08 IST", Hints(), 5.5, True),
        ("5 Oct 2021 17:08 IST", Hints(region="in"), 5.5, False),
        ("5 Oct 2021 17:08 IST", Hints(region="ie"), 1, False),
        ("5 Oct 2021 17:08 IST", Hints(timezone="Europe/Dublin"), 1, False),
        ("5 Oct 2021 17:08 CST", Hints(region="cn"), 8, False),
        ("5 Oct 2021 17:08 BST", Hints(), 1, False),
        ("5 Oct 2021 17:08 BST", Hints(region="bd"), 6, False),
        ("5 Oct 2021 5:08 PM ET", Hints(), -4, False),
        ("5 Dec 2021 5:08 PM ET", Hints(), -5, False),
        ("5 Oct 2021 17:08 Eastern Time", Hints(), -4, False),
        ("5 Oct 2021 17:08 (India Standard Time)", Hints(), 5.5, False),
        ("5 Oct 2021 17:08 Uhr MESZ", Hints(), 2, False),
        ("5 октября 2021, 17:08 мск", Hints(), 3, False),
        ("5 Oct 2021 17:08 (GMT+7)", Hints(), 7, False),
        ("5 Oct 2021 17:08 UTC-3:30", Hints(), -3.5, False),
        ("5 Oct 2021 17:08 KST", Hints(), 9, False),
        ("5 octobre 2021 à 17 h 08 HAE", Hints(language="fr"), -4, False),
        ("5 Oktober 2021 17:08 WIB", Hints(), 7, False),
    ],
)
def test_zones_behind_a_time_are_read(raw: str, hints: Hints, offset: float, doubtful: bool) -> None:
    """The name of a zone yields its offset on that day; an ambiguous one is flagged."""
    reading = parse_moment(raw, hints)
    assert reading is not None
    assert reading.offset == timedelta(hours=offset)
    assert bool(reading.note) is doubtful


@pytest.mark.parametrize("raw", ["5 Oct 2021 17:08 est arrivé", "5 Oct 2021 17:08 mit Foto", "5 Oct 2021 17:08 ETA 5"])
def test_words_that_look_like_zones_are_none(raw: str) -> None:
    """A zone is a whole word in capitals, so that the French "est" is not Eastern time."""
    reading = parse_moment(raw)
    assert reading is not None
    assert reading.offset is None


@pytest.mark.parametrize(
    ("hints", "wall", "swapped"),
    [
        (Hints(order=DateOrder.MDY), (7, 8), False),
        (Hints(order=DateOrder.DMY, region="us"), (8, 7), False),
        (Hints(region="us", language="en"), (7, 8), False),
        (Hints(region="gb", language="en"), (8, 7), False),
        (Hints(language="es"), (8, 7), False),
        (Hints(language="en"), (8, 7), True),
        (Hints(), (8, 7), True),
    ],
)
def test_an_all_digit_date_is_decided_by_order_region_and_language(
    hints: Hints, wall: tuple[int, int], swapped: bool
) -> None:
    """Digits are read as source, region or language write them; else the other day is given as well."""
    reading = parse_moment("07/08/2021", hints)
    assert reading is not None
    assert (reading.wall.month, reading.wall.day) == wall
    assert (reading.swapped is not None) is swapped


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("Tue, 10/05/2021 - 17:08", "en", 5),
        ("Sunday 10/05/2020", "en", 10),
        ("Di., 10/05/2021 - 17:08", "de", 5),
        ("mardi 05/10/2021 à 17h08", "fr", 5),
        ("Wednesday 10/05/2021", "fr", 10),
        ("Tue, 05.10.2021", "en", 5),
    ],
)
def test_the_day_of_the_week_tells_the_order_of_digits(raw: str, language: str, day: int) -> None:
    """Drupal writes the month first in every language. A day of the week that fits neither order says nothing."""
    for order in (None, DateOrder.DMY):
        reading = parse_moment(raw, Hints(language=language, order=order))
        assert reading is not None
        assert (reading.wall.day, reading.swapped) == (day, None)


def test_dots_are_day_first_and_impossible_orders_decide() -> None:
    """Dates with dots are day first everywhere; a number above twelve is no month."""
    dotted, only = parse_moment("07.08.2021"), parse_moment("08/17/2021")
    assert dotted is not None
    assert (dotted.wall.day, dotted.swapped) == (7, None)
    assert only is not None
    assert (only.wall.month, only.swapped) == (8, None)


@pytest.mark.parametrize(
    ("raw", "hints", "meant", "precision"),
    [
        ("5 minutes ago", NOW, "2021-10-07T11:55:00", Precision.MINUTE),
        ("vor 20 Minuten", NOW, "2021-10-07T11:40:00", Precision.MINUTE),
        ("vor einer Stunde", NOW, "2021-10-07T00:00:00", Precision.DAY),
        ("il y a 3 jours", NOW, "2021-10-04T00:00:00", Precision.DAY),
        ("hace 2 semanas", NOW, "2021-09-23T00:00:00", Precision.DAY),
        ("30 минут назад", NOW, "2021-10-07T11:30:00", Precision.MINUTE),
        ("5分钟前", NOW, "2021-10-07T11:55:00", Precision.MINUTE),
        ("2일 전", NOW, "2021-10-05T00:00:00", Precision.DAY),
        ("منذ ساعتين", NOW, "2021-10-07T00:00:00", Precision.DAY),
        ("לפני יומיים", NOW, "2021-10-05T00:00:00", Precision.DAY),
        ("just now", NOW, "2021-10-07T12:00:00", Precision.MINUTE),
        ("gestern, 17:08 Uhr", Hints(now=FETCHED, language="de"), "2021-10-06T17:08:00", Precision.MINUTE),
        ("hier à 17h08", Hints(now=FETCHED, language="fr"), "2021-10-06T17:08:00", Precision.MINUTE),
        ("Today", NOW, "2021-10-07T00:00:00", Precision.DAY),
        ("yesterday", Hints(now=FETCHED, timezone="Pacific/Auckland"), "2021-10-07T00:00:00", Precision.DAY),
        ("5 October, 17:08", NOW, "2021-10-05T17:08:00", Precision.MINUTE),
        ("24. Dezember", NOW, "2020-12-24T00:00:00", Precision.DAY),
        ("10月5日 17:08", NOW, "2021-10-05T17:08:00", Precision.MINUTE),
    ],
)
def test_relative_dates_are_read_against_the_fetch(raw: str, hints: Hints, meant: str, precision: Precision) -> None:
    """Relative minutes yield the minute; relative hours and days yield the day."""
    reading = parse_moment(raw, hints)
    assert reading is not None
    assert (reading.wall.isoformat(), reading.precision) == (meant, precision)
    assert parse_moment(raw, Hints(language=hints.language)) is None


def test_here_is_not_yesterday() -> None:
    """The German "hier" means "here": relative days are read in the language of the page."""
    assert parse_moment("Lesen Sie hier, 17:08", Hints(now=FETCHED, language="de")) is None


@pytest.mark.parametrize(
    "raw",
    ["5 October 2021, 10:00 - 18:00", "Oct 5, 2021, 10 am to 6 pm", "5. Oktober 2021, 10:00 bis 18:00 Uhr"],
)
def test_the_hours_of_an_event_are_no_publication(raw: str) -> None:
    """A day with the hours from and to which something lasts is that of an event."""
    assert find_moments(raw) == []


@pytest.mark.parametrize("raw", ["Issue 12, March 2026", "Vol. 3, May 2026", "Nr. 5 / Mai 2026", "n° 7 mars 2026"])
def test_the_number_of_an_issue_is_no_day(raw: str) -> None:
    """A month and a year are no day."""
    assert find_moments(raw) == []
    assert len(find_moments("Issue of 12 March 2026, Ausgabe 5. März 2026")) == 2


def test_what_is_no_roman_month_stays() -> None:
    """A numeral needs a day and a year beside it, and the month that it names must exist."""
    assert [parse_moment(raw) for raw in ("Vol. XII 2021", "5 XIV 2021", "Act V 2021", "5 I 21")] == [None] * 4


def test_the_austrian_january_is_read() -> None:
    """Austria calls two months otherwise than Germany does."""
    days = [parse_moment(f"5. {month} 2021", Hints(language="de")) for month in ("Jänner", "Feber")]
    assert [day and day.wall.month for day in days] == [1, 2]


def test_a_month_of_two_neighbours_is_decided_by_the_language() -> None:
    """One word is October in Croatian, and November in Polish and Czech."""
    months = {language: parse_moment("5. listopada 2021", Hints(language=language)) for language in ("hr", "pl", "cs")}
    assert {language: reading and reading.wall.month for language, reading in months.items()} == {
        "hr": 10,
        "pl": 11,
        "cs": 11,
    }


def test_each_date_of_a_text_keeps_its_own_time() -> None:
    """Two dates in a row with labels between them do not share their times."""
    readings = find_moments("Posted 5 October 2021 | Updated 6 October 2021, 09:10 | Printed 22:00, 7 October 2021")
    assert [(reading.wall.isoformat(), reading.timed) for reading in readings] == [
        ("2021-10-05T00:00:00", False),
        ("2021-10-06T09:10:00", True),
        ("2021-10-07T22:00:00", True),
    ]


def test_a_time_behind_another_label_is_not_the_dates() -> None:
    """A time after "updated" does not belong to the publication before it."""
    reading = parse_moment("Posted 5 October 2021 | Updated: 09:10")
    assert reading is not None
    assert reading.precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2023-cü il 7 iyun, 09:40", "az", "2023-06-07T09:40"),
        ("(2023) 7 June, 09:40", "en", "2023-06-07T09:40"),
        ("2023, Wednesday 7 June", "en", "2023-06-07T00:00"),
        ("2023 йилнинг 7 июн, 09:40", "uz", "2023-06-07T09:40"),
        ("7 June, 09:40, in the long year of 2023", "en", None),
        ("7 June · Issue 3/2023", "en", None),
        ("2023: the 7 June", "en", None),
        ("ปี 2566 วันที่ 7 มิถุนายน", "th", None),
        ("2023年（令和5年）6月7日", "ja", "2023-06-07T00:00"),
        ("Juni 21", "de", None),
        ("Jun-21", "en", None),
        ("Jun. '21", "en", None),
        ("June ’21", "en", None),
        ("Jun 21", "en", "2021-06-21T00:00"),
    ],
)
def test_a_day_borrows_no_year_while_one_stands_near(text: str, language: str, expected: str | None) -> None:
    reading = parse_moment(text, Hints(now=FETCHED, language=language))
    assert (reading.wall.isoformat(timespec="minutes") if reading else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 June 2023, 9:40 in the evening", "21:40"),
        ("7 June 2023, 9:40 in the morning", "09:40"),
        ("7 June 2023, 12:40 in the afternoon", "12:40"),
        ("7 июня 2023, 9:40 вечера", "21:40"),
        ("7 июня 2023, 9 часов вечера", "21:00"),
        ("7 juin 2023 à 9h40 du soir", "21:40"),
        ("7 de junio de 2023, 9:40 de la noche", "21:40"),
        ("7. Juni 2023, 9:40 Uhr abends", "21:40"),
        ("2023年6月7日 晚9:40", "21:40"),
        ("2023年6月7日 夜9時40分", "21:40"),
        ("7.6.2023 klo 9.40 ip.", "21:40"),
        ("7 Juni 2023 9:40 malam", "21:40"),
        ("7 juni 2023, 9:40 uur 's avonds", "21:40"),
        ("7. června 2023, 9:40 večer", "21:40"),
        ("7 Haziran 2023, akşam saat 9:40", "21:40"),
        ("2023. június 7., este 9:40", "21:40"),
        ("9:40 este miércoles, 7 de junio de 2023", "09:40"),
        ("7 ביוני 2023, 9:40 בערב", "21:40"),
        ("7 जून 2023, रात 9:40 बजे", "21:40"),
        ("7 जून 2023, दोपहर 1:40 बजे", "13:40"),
        ("7 जून 2023, दोपहर 11:40 बजे", "11:40"),
        ("৭ জুন ২০২৩, রাত ৯:৪০", "21:40"),
        ("7 Ιουνίου 2023, 9:40 το βράδυ", "21:40"),
        ("7. Juni 2023 um 21 Uhr 40", "21:40"),
        ("7. Juni 2023, 9:40 Uhr am Abend", "21:40"),
        ("7 June 2023, 9:40 this evening", "21:40"),
        ("2023年6月7日 上午9点零4分", "09:04"),
        ("7 June 2023, 2:40 at night", "02:40"),
        ("7 June 2023, 12:40 at night", None),
        ("2023年6月7日 午後3時4分", "15:04"),
        ("2023年6月7日 15時4分", "15:04"),
        ("2023年6月7日 下午3时4分", "15:04"),
        ("June 7, 2023, 9:40: Uhr", None),
        ("7 июня 2023, 3 дня назад", None),
        ("7 июня 2023, 3:40 дня", "15:40"),
        ("2023年6月7日 3天2晚", None),
        ("7. Juni 2023, 12.40 Uhr am Hafen", "12:40"),
        ("7. Juni 2023, 9:40 CH-8000 Zürich", "09:40"),
        ("2023年6月7日 12:40 朝日新聞", "12:40"),
        ("7 juni 2023, 11:40 uur 's middags", "11:40"),
    ],
)
def test_words_for_halves_of_the_day_are_read(text: str, expected: str | None) -> None:
    """Words for halves of the day are read; "12:40 at night" and a broken time yield only the day."""
    reading = parse_moment(text)
    assert reading is not None
    assert reading.wall.date().isoformat() == "2023-06-07"
    assert (reading.wall.isoformat(timespec="minutes")[11:] if reading.timed else None) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [("Aujourd’hui à 09h40", "fr"), ("Aujourd'hui à 09h40", "fr"), ("Dziś, 09:40", "pl"), ("dzisiaj 09:40", "pl")],
)
def test_today_has_several_forms(text: str, language: str) -> None:
    reading = parse_moment(text, Hints(now=FETCHED, language=language))
    assert reading is not None
    assert reading.wall.isoformat(timespec="minutes") == "2021-10-07T09:40"


@pytest.mark.parametrize(
    ("shown", "year"),
    [
        ("5/5(日)", 2024),
        ("5/5(月)", 2025),
        ("5月5日(日)", 2024),
        ("5/5（日・祝）", 2024),
        ("5/5(일)", 2024),
        ("5/5(火)", 2020),
    ],
)
def test_the_day_of_the_week_decides_the_year_that_is_not_written(shown: str, year: int) -> None:
    hints = Hints(language="ja", now=datetime(2026, 3, 1, tzinfo=UTC))
    assert [found.wall.date() for found in find_moments(shown, hints)] == [date(year, 5, 5)]


@pytest.mark.parametrize("shown", ["5/5", "5/5 (3)", "5/5(日)", "13/5(日)"])
def test_two_numbers_are_a_day_only_with_a_day_of_the_week_and_a_known_fetch(shown: str) -> None:
    now = None if shown == "5/5(日)" else datetime(2026, 3, 1, tzinfo=UTC)
    assert find_moments(shown, Hints(language="ja", now=now)) == []
