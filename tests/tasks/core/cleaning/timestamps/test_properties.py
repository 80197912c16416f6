"""Properties of all dates and all strings."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.headings import find_heading
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.calendars import from_jalali
from dateline.tasks.core.cleaning.timestamps.normal import MAX_LENGTH, may_have_digit, normalised
from dateline.tasks.core.cleaning.timestamps.parse import find_moments, parse_moment
from dateline.tasks.core.cleaning.timestamps.read import Timestamps, read_plain_timestamp, read_timestamps
from dateline.tasks.core.cleaning.timestamps.reading import Hints
from dateline.tasks.core.cleaning.timestamps.zones import zone_named
from dateline.tasks.core.models import Precision, TimezoneSource
from dateline.tasks.core.vocabulary.months import MONTHS

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2068, 12, 31)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001 - bounds of wall clocks
OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters))
HINTS = st.builds(
    Hints,
    language=st.sampled_from([None, *MONTHS]),
    region=st.sampled_from([None, "us", "gb", "in", "de"]),
    now=st.sampled_from([None, datetime(2021, 10, 7, tzinfo=UTC)]),
    timezone=st.sampled_from([None, "Asia/Kolkata", "America/Bogota"]),
)
DATEISH = st.text(
    st.sampled_from("0123456789 :.-/,TZ+年月日時أمن٠۱०๒abcdefghijlmnoprstuvyJFMASOND©'\u200f\ud800"), max_size=120
)


def zoned(at: datetime, offset: timedelta) -> datetime:
    return at.replace(tzinfo=timezone(offset))


@given(MOMENTS, OFFSETS)
@settings(max_examples=150)
def test_machine_forms_give_back_the_instant(at: datetime, offset: timedelta) -> None:
    """Any instant in ISO 8601, RFC 2822 or JavaScript's form is read to the second."""
    moment = zoned(at, offset)
    numeric = moment.strftime("%z")
    english = MONTHS["en"].split(",")[at.month - 1].split()[-1][:3].title()
    forms = (
        moment.isoformat(),
        moment.isoformat(" "),
        moment.strftime("%Y-%m-%dT%H:%M:%S%z"),
        moment.strftime("%Y/%m/%d %H:%M:%S %z"),
        moment.isoformat(timespec="microseconds"),
        f"{at.day} {english} {at.year} {at:%H:%M:%S} {numeric}",
        f"Xyz, {at:%d} {english} {at.year} {at:%H:%M:%S} {numeric}",
        f"Xyz {english} {at:%d} {at.year} {at:%H:%M:%S} GMT{numeric} (Some Zone)",
    )
    for form in forms:
        reading = parse_moment(form)
        assert reading is not None, form
        assert reading.instant == moment, form


@given(MOMENTS.filter(lambda at: at.year >= 2000))
@settings(max_examples=150)
def test_unusual_digits_give_back_the_minute(at: datetime) -> None:
    """Months in Roman numerals, hours without a mark, a military time, and a time that is joined to its year."""
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][at.month - 1]
    english = MONTHS["en"].split(",")[at.month - 1].split()[-1].title()
    for form in (f"{at.day} {roman} {at.year}", f"{at.day}.{roman}.{at.year}", f"{at.year}. {roman}. {at.day}."):
        reading = parse_moment(form)
        assert reading is not None, form
        assert reading.wall.date() == at.date(), form
    for form in (
        f"{at.day} {english} {at.year}, {at:%H%M} hrs",
        f"{at:%d%H%M}Z{english[:3].upper()}{at:%y}",
        f"{english} {at.day}, {at.year}{at.hour}:{at:%M}",
    ):
        reading = parse_moment(form)
        assert reading is not None, form
        assert reading.wall == at.replace(second=0), form


@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(["4 May 2021", "May 4, 2021", "2021 May 4", "2021, 4 May", "4.5.2021"]),
    st.sampled_from(["quay ", "Maysie, ", "21 boats ", "Fähre "]),
)
@settings(max_examples=200)
def test_a_day_is_found_wherever_it_stands_in_a_text(before: int, after: int, day: str, word: str) -> None:
    """What is far from all numbers is not looked at, and what is near one is."""
    text = f"{word * before}- {day} - {word * after}"
    if len(text) <= MAX_LENGTH:
        found = [f"{reading.wall:%Y-%m-%d}" for reading in find_moments(text, Hints(language="de"))]
        assert found == ["2021-05-04"]


def test_no_character_that_becomes_a_digit_is_overlooked() -> None:
    """What rules texts out before they are normalized knows all digits, and all signs that are made of digits."""
    numbers = [char for char in map(chr, range(0x20000)) if any(map(str.isdecimal, normalised(char)))]
    assert len(numbers) > 500
    assert [char for char in numbers if not may_have_digit(char)] == []


@given(
    st.lists(st.sampled_from(("十時", "三月", "令和元年", "тавдугаар сарын", "tháng hai", "May", "V", ". ", "½", " ")))
)
@settings(max_examples=150)
def test_no_text_that_gets_a_digit_is_overlooked(parts: list[str]) -> None:
    """Numbers in words of other scripts become digits."""
    text = "".join(parts)
    assert may_have_digit(text) or not any(map(str.isdecimal, normalised(text)))


@given(MOMENTS.filter(lambda at: at.year >= 1991), st.sampled_from(["", "000", "000000"]))
@settings(max_examples=60)
def test_epoch_numbers_give_back_the_instant(at: datetime, more: str) -> None:
    """Seconds, milliseconds and microseconds since 1970 are distinguished."""
    moment = at.replace(tzinfo=UTC)
    reading = parse_moment(f"{int(moment.timestamp())}{more}")
    assert reading is not None
    assert reading.instant == moment


@given(MOMENTS, st.sampled_from(sorted(MONTHS)), st.data())
@settings(max_examples=300)
def test_written_forms_give_back_the_minute(at: datetime, language: str, data: st.DataObject) -> None:
    """Any minute is read day first, month first and year first, with any name of its month."""
    name = data.draw(st.sampled_from(MONTHS[language].split(",")[at.month - 1].split())).replace("_", " ")
    forms = (
        f"{at.day} {name} {at.year}, {at:%H:%M}",
        f"{at:%d}. {name} {at.year} - {at:%H:%M}",
        f"{name} {at.day}, {at.year} {at:%I:%M %p}",
        f"{at.year}. {name} {at.day}. {at:%H:%M}",
        f"{at:%H:%M}, {at.day} {name} {at.year}",
    )
    for form in forms:
        reading = parse_moment(form, Hints(language=language))
        assert reading is not None, form
        assert reading.wall == at.replace(second=0), form


@given(MOMENTS)
@settings(max_examples=100)
def test_digits_of_every_script_give_back_the_minute(at: datetime) -> None:
    """Digits are read in any script."""
    for zero in "٠۰०০๐０":
        digits = {ord("0") + value: chr(ord(zero) + value) for value in range(10)}
        form = f"{at:%d.%m.%Y %H:%M}".translate(digits)
        reading = parse_moment(form)
        assert reading is not None, form
        assert reading.wall == at.replace(second=0), form


@given(MOMENTS)
@settings(max_examples=100)
def test_east_asian_forms_give_back_the_minute(at: datetime) -> None:
    """Chinese, Japanese and Korean dates are read with a 12-hour or 24-hour clock."""
    half = at.hour >= 12
    forms = (
        f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}",
        f"{at.year}年{at:%m}月{at:%d}日 {'下午' if half else '上午'}{at:%I:%M}",
        f"{at.year}年{at.month}月{at.day}日 {'午後' if half else '午前'}{at.hour % 12}時{at:%M}分",
        f"{at.year}년 {at.month}월 {at.day}일 {'오후' if half else '오전'} {at:%I:%M}",
        f"{at:%Y.%m.%d}. {'오후' if half else '오전'} {at:%I:%M}",
    )
    for form in forms:
        reading = parse_moment(form)
        assert reading is not None, form
        assert reading.wall == at.replace(second=0), form


@given(st.integers(1301, 1470), st.integers(1, 12), st.integers(1, 29))
@settings(max_examples=100)
def test_solar_hijri_days_follow_each_other(year: int, month: int, day: int) -> None:
    """Consecutive days are consecutive across months and years, and the year begins at the March equinox."""
    first, second = from_jalali(year, month, day), from_jalali(year, month, day + 1)
    assert first is not None
    if second is None:
        second = from_jalali(year + month // 12, month % 12 + 1, 1)
    assert second is not None
    assert second - first == timedelta(days=1)
    start = from_jalali(year, 1, 1)
    assert start is not None
    assert (start.month, start.day) in {(3, 20), (3, 21), (3, 22)}


@given(st.one_of(st.text(max_size=200), DATEISH), HINTS)
@settings(max_examples=400)
@example("9" * 5000, Hints())
@example("1 " * 3000 + "January", Hints())
@example("2021-10-05T17:08:09+99:99", Hints())
@example("0001-01-01T00:00:00+14:00", Hints())
@example("9999-12-31T24:00:00-12:00", Hints())
@example("7321200000000", Hints())
def test_no_string_raises(raw: str, hints: Hints) -> None:
    """Any text yields a moment within the calendar or None, with positions inside the text."""
    reading = parse_moment(raw, hints)
    assert reading is None or 1900 <= reading.wall.year <= 2201
    for found in find_moments(raw, hints):
        assert 0 <= found.start < found.end
        assert found.offset is None or abs(found.offset) <= timedelta(hours=14)


@given(st.text(min_size=1, max_size=50))
@settings(max_examples=100)
def test_what_stands_behind_the_limit_changes_nothing(tail: str) -> None:
    """Only the first part of a long string is read."""
    head = "5 October 2021, 17:08".ljust(MAX_LENGTH + 1)
    assert parse_moment(head + tail) == parse_moment(head)


def stamps_of(raw: str, shown: str, fetched_at: datetime) -> Timestamps:
    html = f'<meta property="article:published_time" content="{raw}"><h1>A headline</h1><p class=date>{shown}</p>'
    body = html.encode("utf-8", "replace")
    document = Document(body)
    page = Page(body, "https://news.example/a", fetched_at=fetched_at)
    return read_timestamps(document, page, "en", find_heading(document, None))


@given(MOMENTS, MOMENTS)
@settings(max_examples=100)
def test_nothing_from_the_future_is_believed(at: datetime, fetched: datetime) -> None:
    """The publication is at most a day after the fetch, whatever the page says."""
    now = fetched.replace(tzinfo=UTC)
    stamps = stamps_of(f"{at.isoformat()}Z", f"{at:%d.%m.%Y %H:%M} UTC", now)
    if stamps.published is not None:
        assert stamps.published.at <= now + timedelta(days=1)
    else:
        assert at.replace(tzinfo=UTC) > now + timedelta(days=1) or at.year < 1971
        assert stamps.warnings


@given(DATEISH.map(lambda text: text.replace('"', "")), DATEISH)
@settings(max_examples=150)
def test_no_page_raises_and_every_moment_says_where_it_came_from(raw: str, shown: str) -> None:
    """Any content of date fields yields UTC with a provenance and the source of its zone, or nothing."""
    stamps = stamps_of(raw, shown, datetime(2021, 10, 7, tzinfo=UTC))
    for moment in (stamps.published, stamps.modified):
        if moment is not None:
            assert moment.at.tzinfo is UTC
            assert moment.origin
            assert moment.timezone_source in TimezoneSource
            assert moment.precision in Precision
    read_plain_timestamp(shown, Page(b""), None)


def test_an_unknown_zone_name_is_none() -> None:
    """An unknown name of a zone is no error."""
    assert zone_named("Europe/Atlantis") is None
    assert zone_named("../../etc/passwd") is None
