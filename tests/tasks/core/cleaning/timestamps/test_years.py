"""Years that are written short, or not at all: they come from the page, and only then from the day of the fetch."""

from datetime import UTC, datetime

import pytest

from dateline.tasks.core.cleaning import Page, read
from dateline.tasks.core.cleaning.timestamps.parse import parse_moment
from dateline.tasks.core.cleaning.timestamps.reading import Hints

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4


def published(top: str, path: str = "/a/ferry", head: str = "") -> str | None:
    body = f"<article><h1>Ferry sails again at last</h1>{top}{STORY}</article>"
    page = f"<html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    at = read(Page(page.encode(), f"https://quay.example{path}", fetched_at=FETCHED)).published_at
    return f"{at:%Y-%m-%d %H:%M}" if at else None


@pytest.mark.parametrize(
    ("language", "raw", "meant"),
    [
        ("en", "Mar 5 '19", "2019-03-05T00:00:00"),
        ("en", "March 5th, ’19", "2019-03-05T00:00:00"),
        ("th", "5 มี.ค. 62", "2019-03-05T00:00:00"),
        ("th", "5 มี.ค. 62 09.40 น.", "2019-03-05T09:40:00"),
        ("hu", "19.03.05.", "2019-03-05T00:00:00"),
        ("ko", "19. 3. 5. 오전 9:40", "2019-03-05T09:40:00"),
        ("eu", "19/3/5 9:40", "2019-03-05T09:40:00"),
        ("de", "19.03.05", "2005-03-19T00:00:00"),
        ("vi", "5 thg 3, 2019", "2019-03-05T00:00:00"),
        ("mn", "2019 оны гуравдугаар сарын 5", "2019-03-05T00:00:00"),
        ("mn", "2019 оны арван хоёрдугаар сарын 5", "2019-12-05T00:00:00"),
        ("he", "5 במרץ׳ 2019", "2019-03-05T00:00:00"),
        ("he", "5 בדצמ׳ 2019", "2019-12-05T00:00:00"),
        ("hi", "5 दिस॰ 2019", "2019-12-05T00:00:00"),
        ("sq", "5 mars 2019 9:40 m.d.", "2019-03-05T21:40:00"),
        ("sq", "5 mars 2019 12:05 p.d.", "2019-03-05T00:05:00"),
        ("so", "05-Mar-2019 9:40 GD", "2019-03-05T21:40:00"),
        ("th", "05/03/62", "2019-03-05T00:00:00"),
        ("th", "05/03/69", "2026-03-05T00:00:00"),
        ("th", "05/03/19", "2019-03-05T00:00:00"),
        ("en", "Tuesday, March 5", "2019-03-05T00:00:00"),
        ("en", "Friday, March 5", "2021-03-05T00:00:00"),
        ("de", "Dienstag, 5. März, 9:40 Uhr", "2019-03-05T09:40:00"),
    ],
)
def test_a_short_year_or_a_day_of_the_week_tells_the_year(language: str, raw: str, meant: str) -> None:
    reading = parse_moment(raw, Hints(now=FETCHED, language=language))
    assert reading is not None
    assert reading.wall.isoformat() == meant


@pytest.mark.parametrize("raw", ["Mar '19", "Mar-19"])
def test_a_month_and_a_year_are_no_day(raw: str) -> None:
    reading = parse_moment(raw, Hints(now=FETCHED, language="en"))
    assert reading is None


@pytest.mark.parametrize(
    ("path", "head", "meant"),
    [
        ("/a/ferry", "", "2021-03-05 09:40"),
        ("/2018/03/05/ferry", "", "2018-03-05 09:40"),
        ("/2018/03/ferry", "", "2018-03-05 09:40"),
        ("/2018/04/ferry", "", "2021-03-05 09:40"),
        ("/a/ferry", '<meta name="date" content="2018-03-05">', "2018-03-05 09:40"),
        ("/a/ferry", '<meta property="article:modified_time" content="2018-03-09T10:00:00Z">', "2018-03-05 09:40"),
        ("/a/ferry", '<meta property="article:modified_time" content="2018-02-09T10:00:00Z">', "2017-03-05 09:40"),
        ("/a/ferry", '<meta property="article:modified_time" content="2021-09-09T10:00:00Z">', "2021-03-05 09:40"),
    ],
)
def test_the_page_gives_a_day_its_year(path: str, head: str, meant: str) -> None:
    """The URL, the same day elsewhere, or the last change, which no publication follows."""
    assert published("<p class='date'>5 March, 9:40</p>", path, head) == meant


@pytest.mark.parametrize(
    ("language", "raw", "meant"),
    [
        ("fi", "5.3. klo 9.40", "2021-03-05T09:40:00"),
        ("fi", "5.3. 9:40", "2021-03-05T09:40:00"),
        ("de", "5.3., 9:40 Uhr", "2021-03-05T09:40:00"),
        ("cs", "5. 3. v 9:40", "2021-03-05T09:40:00"),
        ("de", "5.3.2019, 9:40 Uhr", "2019-03-05T09:40:00"),
        ("en", "5.3. 9:40", None),
        ("de", "Version 5.3. im Test", None),
        ("de", "1.2.3. 9:40", None),
    ],
)
def test_a_day_and_month_in_digits_need_a_time_of_day(language: str, raw: str, meant: str | None) -> None:
    reading = parse_moment(raw, Hints(now=FETCHED, language=language))
    assert (reading and reading.wall.isoformat()) == meant


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("03/05/2021 08:00 AM EST", "2021-03-05T08:00:00"),
        ("03/05/2021 at 8:00 am (ET)", "2021-03-05T08:00:00"),
        ("8:00 PM Pacific Time on 03/05/2021", "2021-03-05T20:00:00"),
        ("03/05/2021 08:00 AM IST", "2021-05-03T08:00:00"),
        ("03/05/2021 08:00", "2021-05-03T08:00:00"),
        ("03/25/2021 08:00 AM EST", "2021-03-25T08:00:00"),
    ],
)
def test_beside_a_time_in_north_america_the_month_stands_first(raw: str, meant: str) -> None:
    reading = parse_moment(raw, Hints(language="en"))
    assert reading is not None
    assert reading.wall.isoformat() == meant


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Ferry sails again at last - Quay Post - 05.03.2021", "2021-03-05 00:00"),
        ("Ferry sails again at last (5 March 2021) | Quay Post", "2021-03-05 00:00"),
        ("Ferry sails again at last（2021年3月5日）｜Quay Post", "2021-03-05 00:00"),
        ("What happened on 5 March 2021 | Quay Post", None),
        ("Ferry sails again (as on 5 March 2021) | Quay Post", None),
        ("Ferry sails again - 5 March", None),
    ],
)
def test_a_title_that_ends_in_a_date_is_a_last_resort(title: str, meant: str | None) -> None:
    assert published("", head=f"<title>{title}</title>") == meant
    assert published("<p class='date'>4 May 2021</p>", head=f"<title>{title}</title>") == "2021-05-04 00:00"


@pytest.mark.parametrize(
    "element",
    ["<date class='small'>March 5th, 2021</date>", "<div class='date-and-comments'><time>March 5, 2021</time></div>"],
)
def test_elements_that_are_named_for_their_date(element: str) -> None:
    assert published(element) == "2021-03-05 00:00"


def test_the_date_of_an_embedded_post_is_not_the_page_s() -> None:
    post = "<blockquote class='post'><p>by quay on <time datetime='2019-03-05'>5 March</time></p></blockquote>"
    assert published(f"<div>{post}</div>") is None


def test_a_leap_day_is_moved_to_a_year_without_one() -> None:
    head = '<meta property="article:modified_time" content="2019-03-09T10:00:00Z">'
    assert published("<p class='date'>29 February, 9:40</p>", head=head) in {"2019-02-28 09:40", None}


@pytest.mark.parametrize(
    "element",
    [
        '<span class="date" data-timestamp="1520242800">Mar 5</span>',
        '<span class="date" data-utc-timestamp="1520242800"></span>',
        '<span class="date" data-published-at="2018-03-05T09:40:00Z">5 March</span>',
        '<div class="byline-date" data-seconds="1520242800">March 5</div>',
        '<relative-time datetime="2018-03-05T09:40:00Z">on Mar 5</relative-time>',
    ],
)
def test_an_attribute_gives_a_shown_day_its_year(element: str) -> None:
    assert published(element) == "2018-03-05 09:40"


@pytest.mark.parametrize(
    "elements",
    [
        "<div class='date'>5 March 2021</div><div class='hour'>9:40</div>",
        "<span class='date'>5 March 2021</span> <span>at 9:40 am</span>",
        "<span class='clock'>09h40</span><span class='date'>05.03.2021</span>",
    ],
)
def test_the_time_of_day_may_be_the_next_element(elements: str) -> None:
    assert published(elements) == "2021-03-05 09:40"


@pytest.mark.parametrize("beside", ["3:2", "1,204 views", "5:40 min read of 9:40", "9:40 min", "Room 9"])
def test_other_numbers_in_the_next_element_are_no_time(beside: str) -> None:
    assert published(f"<div class='date'>5 March 2021</div><div>{beside}</div>") == "2021-03-05 00:00"


@pytest.mark.parametrize(
    "line",
    [
        "<p class='meta'>5 March 2021 · 9:40 min listen</p>",
        "<p class='meta'><span>5 March 2021</span> <span class='duration'>9:40</span></p>",
        "<div><span class='date'>5 March 2021</span><span class='video-length'>9:40</span></div>",
    ],
)
def test_how_long_something_takes_is_no_time_of_day(line: str) -> None:
    assert published(line) == "2021-03-05 00:00"


@pytest.mark.parametrize(
    ("raw", "offset"),
    [
        ("March 5, 2021 9:40 a.m. E.S.T.", -5),
        ("March 5, 2021, 9:40 AM New York time", -5),
        ("March 5, 2021, 9:40 AM (Dhaka time)", 6),
        ("5 March 2021, 09:40 Beijing time", 8),
        ("5 March 2021, 09:40 Central African Time", 2),
        ("5 March 2021, 09:40 East Africa Time", 3),
        ("5 March 2021, 09:40 Central Time", -6),
    ],
)
def test_a_zone_by_its_city_or_with_full_stops(raw: str, offset: int) -> None:
    reading = parse_moment(raw)
    assert reading is not None
    assert (reading.wall.hour, reading.offset and reading.offset.total_seconds() / 3600) == (9, offset)


@pytest.mark.parametrize("raw", ["2021年3月5日 9時半", "2021/3/5 9時半"])
def test_half_past_the_hour(raw: str) -> None:
    reading = parse_moment(raw, Hints(language="ja"))
    assert reading is not None
    assert (reading.wall.hour, reading.wall.minute) == (9, 30)
