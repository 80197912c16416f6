"""How long ago something was, in many languages: a stem means one unit here and another there."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.tasks.core.cleaning import Page, read
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
MINUTES, HOURS, DAYS, WEEKS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))

AGO = {
    "en": {
        "4m ago": 4 * MINUTES,
        "13h ago": 13 * HOURS,
        "3d ago": 3 * DAYS,
        "2w ago": 2 * WEEKS,
        "2 wk. ago": 2 * WEEKS,
    },
    "fr": {"il y a 3 j": 3 * DAYS, "il y a 2 sem.": 2 * WEEKS},
    "it": {"3 giorni fa": 3 * DAYS, "3 gg fa": 3 * DAYS, "2 settimane fa": 2 * WEEKS, "2 sett. fa": 2 * WEEKS},
    "nl": {"2 weken geleden": 2 * WEEKS, "3 dgn geleden": 3 * DAYS},
    "sv": {"för 2 veckor sedan": 2 * WEEKS, "för 13 tim sedan": 13 * HOURS},
    "no": {"for 3 døgn siden": 3 * DAYS, "for 13 timar sidan": 13 * HOURS, "for 2 u. siden": 2 * WEEKS},
    "fi": {"3 pv sitten": 3 * DAYS, "13 t sitten": 13 * HOURS},
    "et": {"3 päeva eest": 3 * DAYS, "13 tunni eest": 13 * HOURS, "4 minuti eest": 4 * MINUTES},
    "lt": {"prieš 13 val.": 13 * HOURS, "prieš 2 savaites": 2 * WEEKS},
    "lv": {"pirms 2 nedēļām": 2 * WEEKS},
    "pl": {"13 g. temu": 13 * HOURS, "2 tyg. temu": 2 * WEEKS},
    "cs": {"před 3 dny": 3 * DAYS, "před 2 týdny": 2 * WEEKS},
    "sk": {"pred 3 dňami": 3 * DAYS, "pred 2 týždňami": 2 * WEEKS},
    "sl": {"pred 13 urami": 13 * HOURS, "pred 3 dnevi": 3 * DAYS},
    "hr": {"prije 1 sat": HOURS, "prije 2 tjedna": 2 * WEEKS},
    "hu": {"2 héttel ezelőtt": 2 * WEEKS},
    "ro": {"acum 2 săptămâni": 2 * WEEKS},
    "tr": {"3 gün önce": 3 * DAYS, "13 sa. önce": 13 * HOURS},
    "az": {"3 gün əvvəl": 3 * DAYS, "2 həftə əvvəl": 2 * WEEKS},
    "kk": {"3 күн бұрын": 3 * DAYS},
    "hy": {"3 օր առաջ": 3 * DAYS},
    "ka": {"3 დღის წინ": 3 * DAYS},
    "id": {"2 minggu yang lalu": 2 * WEEKS, "3 h lalu": 3 * DAYS, "4 menit lalu": 4 * MINUTES},
    "sw": {"dakika 4 zilizopita": 4 * MINUTES, "saa 13 zilizopita": 13 * HOURS, "siku 3 zilizopita": 3 * DAYS},
    "ar": {"قبل ساعة واحدة": HOURS, "منذ يوم": DAYS, "قبل 4 دقائق": 4 * MINUTES},
    "he": {"לפני שעה": HOURS, "לפני 13 שעות": 13 * HOURS},
    "fa": {"2 هفته پیش": 2 * WEEKS},
    "ur": {"3 دنوں پہلے": 3 * DAYS},
    "te": {"3 రోజుల క్రితం": 3 * DAYS},
    "ml": {"13 മണിക്കൂർ മുമ്പ്": 13 * HOURS},
    "th": {"3 วันที่ผ่านมา": 3 * DAYS, "2 สัปดาห์ที่แล้ว": 2 * WEEKS},
    "km": {"13 ម៉ោងមុន": 13 * HOURS},
    "am": {"ከ3 ቀናት በፊት": 3 * DAYS},
    "zh": {"3天前": 3 * DAYS, "2 週前": 2 * WEEKS},
    "ko": {"2주 전": 2 * WEEKS},
    "is": {"fyrir 3 dögum": 3 * DAYS},
    "eu": {"duela 3 egun": 3 * DAYS},
}


@pytest.mark.parametrize(
    ("language", "raw", "ago"), [(language, raw, ago) for language, forms in AGO.items() for raw, ago in forms.items()]
)
def test_the_unit_is_that_of_the_page_s_language(language: str, raw: str, ago: timedelta) -> None:
    """Minutes yield the minute, all else the day: hours, days and weeks are rounded."""
    reading = parse_moment(raw, Hints(now=FETCHED, language=language))
    then = (FETCHED - ago).replace(tzinfo=None)
    assert reading is not None
    assert reading.wall == (then if ago < HOURS else then.replace(hour=0))


@pytest.mark.parametrize(("language", "raw"), [("en", "2d ago"), ("tr", "2 gün önce"), ("it", "2 sett. fa")])
def test_what_was_some_time_ago_is_not_read_as_a_day_of_a_month(language: str, raw: str) -> None:
    """Elsewhere, such words resemble June, August and September."""
    assert find_moments(raw, Hints(now=FETCHED, language=language)) == []


@pytest.mark.parametrize("raw", ["2 sett", "Aug 5", "5 ago", "5 gün", "2d"])
def test_without_the_word_for_ago_nothing_is_relative(raw: str) -> None:
    reading = parse_moment(raw, Hints(now=FETCHED, language="es"))
    assert reading is None or reading.yearless


def test_a_page_shows_how_long_ago_it_was_published() -> None:
    story = "<p>Feribot pazartesi yeniden sefere çıkacak, dedi liman müdürlüğü, ve biletler iskelede satılıyor.</p>" * 4
    body = f"<article><h1>Feribot yeniden sefere çıkıyor</h1><span class='date'>3 gün önce</span>{story}</article>"
    page = f"<html lang='tr'><head><meta charset='utf-8'></head><body>{body}</body></html>"
    published = read(Page(page.encode(), "https://quay.example/a", fetched_at=FETCHED)).published_at
    assert published is not None
    assert published.date() == (FETCHED - 3 * DAYS).date()


@pytest.mark.parametrize(
    ("language", "raw", "days"),
    [
        ("en", "the day before yesterday, 08:30", 2),
        ("fr", "avant-hier à 8h30", 2),
        ("fr", "hier à 8h30", 1),
        ("it", "l’altro ieri, 08:30", 2),
        ("es", "antes de ayer, 08:30", 2),
        ("de", "vorgestern, 08:30", 2),
        ("ru", "позавчера, 08:30", 2),
        ("ru", "сегодня в 8:30", 0),
        ("zh", "前天 08:30", 2),
        ("el", "χτες 08:30", 1),
        ("ja", "きょう 8時30分", 0),
        ("ro", "azi, 08:30", 0),
    ],
)
def test_a_day_that_is_named_by_how_far_it_lies_back(language: str, raw: str, days: int) -> None:
    """The name of the day before yesterday often has that of yesterday in it."""
    reading = parse_moment(raw, Hints(now=FETCHED, language=language))
    assert reading is not None
    assert reading.wall == (FETCHED - days * DAYS).replace(hour=8, minute=30, tzinfo=None)


@pytest.mark.parametrize(
    ("language", "raw", "ago"),
    [("it", "un’ora fa", HOURS), ("it", "un minuto fa", MINUTES), ("hu", "3 órája", 3 * HOURS)],
)
def test_a_unit_that_is_joined_to_its_number_or_to_ago(language: str, raw: str, ago: timedelta) -> None:
    reading = parse_moment(raw, Hints(now=FETCHED, language=language))
    assert reading is not None
    assert reading.wall.date() == (FETCHED - ago).date()
