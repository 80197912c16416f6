"""Dates in lines without distinctive markup, around the headline and the text."""

from datetime import UTC, datetime

import pytest

from dateline.tasks.core.cleaning import Page, read
from dateline.tasks.core.cleaning.page import Extraction

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
SENTENCE = "The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay by noon."
STORY = f"<p>{SENTENCE}</p>" * 4
HEADING = "<h1>Ferry sails again at last</h1>"
JAPANESE = "港は一週間閉鎖された。渡し船が古い桟橋に衝突したためで、船の持ち主は何年も前から灯りを求めていたという。"
THAI = "เรือข้ามฟากจะกลับมาให้บริการอีกครั้งในวันจันทร์ สำนักงานท่าเรือกล่าว และจำหน่ายตั๋วที่ท่าเรือ"


def got(body: str, lang: str = "en", url: str = "https://quay.example/a/ferry") -> Extraction:
    page = f"<html lang='{lang}'><head><meta charset='utf-8'></head><body>{body}</body></html>"
    return read(Page(page.encode(), url, fetched_at=FETCHED))


def day(body: str, lang: str = "en", url: str = "https://quay.example/a/ferry") -> str | None:
    published = got(body, lang, url).published_at
    return f"{published:%Y-%m-%d}" if published else None


@pytest.mark.parametrize("tag", ["body", "div", "td"])
@pytest.mark.parametrize("mark", ["<br><br>", "<p>"])
def test_a_line_directly_in_the_block_of_the_text_is_a_date(tag: str, mark: str) -> None:
    line = f"{HEADING}4 May 2021{mark}{(SENTENCE + mark) * 3}"
    around = {"body": line, "div": f"<div>{line}</div>", "td": f"<table><tr><td>{line}</td></tr></table>"}
    assert day(around[tag]) == "2021-05-04"


def test_a_part_of_a_sentence_is_no_such_line() -> None:
    assert day(f"{HEADING}<div>{SENTENCE}<br>on <b>Tuesday</b> 4 May 2021 <i>as ever</i><br>{SENTENCE}</div>") is None


@pytest.mark.parametrize(
    ("lang", "line", "text", "expected"),
    [
        ("en", "4 May '21", SENTENCE, "2021-05-04"),
        ("en", "04-May-21", SENTENCE, "2021-05-04"),
        ("th", "04 พ.ค. 64", THAI, "2021-05-04"),
        ("ja", "更新日：R3.5.4", JAPANESE, "2021-05-04"),
        ("ja", "H30/5/4", JAPANESE, "2018-05-04"),
        ("en", "Release R3.5.4", SENTENCE, None),
        ("en", "Chapter 21, verse 22", SENTENCE, None),
    ],
    ids=["apostrophe", "hyphens", "th", "reiwa", "heisei", "release", "chapter"],
)
def test_years_of_two_digits_and_eras(lang: str, line: str, text: str, expected: str | None) -> None:
    assert day(f"{HEADING}<p>{line}</p>{f'<p>{text}</p>' * 4}", lang) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann Lee · 2 days ago", "2021-10-05"),
        ("Published 3 hours ago", "2021-10-07"),
        ("2 days ago she said that the ferry would never sail again, and that nobody would come", None),
        ("5 minutes to read", None),
    ],
    ids=["byline", "label", "sentence", "duration"],
)
def test_a_short_line_below_the_headline_tells_how_long_ago(line: str, expected: str | None) -> None:
    assert day(f"{HEADING}<p>{line}</p>{STORY}") == expected


def test_what_others_wrote_days_ago_is_below_the_text() -> None:
    line = "<p>Bo Ek · 2 days ago</p>"
    assert day(f"{HEADING}{STORY}{line}") is None
    assert day(f"{HEADING}<p>4 May 2021</p>{line}{STORY}") == "2021-05-04"


def test_the_year_of_a_dateline_may_stand_in_the_address() -> None:
    """It is never guessed."""
    dateline = f"{HEADING}<p>OSLO, Norway, May 4 (Wire) — {SENTENCE}</p>{STORY}"
    assert day(dateline, url="https://quay.example/2019/05/ferry") == "2019-05-04"
    assert day(dateline, url="https://quay.example/2019/06/ferry") is None
    assert day(dateline) is None


@pytest.mark.parametrize(
    "line",
    [
        "Published 4 May 2021 10:12 · Updated 5 May 2021 09:00",
        "4 May 2021 10:12 (updated 5 May 2021 09:00) — print edition of 6 May 2021",
        "Published: 10:12, 4 May 2021 Last updated: 09:00, 5 May 2021",
    ],
    ids=["labels", "print", "clock-first"],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_one_line_states_publication_and_update(tag: str, line: str) -> None:
    """The first paragraph may be that line."""
    page = got(f"{HEADING}<{tag}>{line}</{tag}>{STORY}")
    assert (page.published_at, page.modified_at) == (
        datetime(2021, 5, 4, 10, 12, tzinfo=UTC),
        datetime(2021, 5, 5, 9, 0, tzinfo=UTC),
    )


def test_an_update_in_a_plain_line_stands_beside_a_marked_date() -> None:
    """A day without a label is not one."""
    marked = "<span class='date'>4 May 2021</span>"
    modified = got(f"{HEADING}{marked}<p>Updated: 5 May 2021</p>{STORY}").modified_at
    assert modified == datetime(2021, 5, 5, tzinfo=UTC)
    assert got(f"{HEADING}{marked}<p>5 May 2021</p>{STORY}").modified_at is None


@pytest.mark.parametrize(("zone", "hour"), [("(HKT)", 14), ("(GMT+8)", 14), ("(Thu)", 22), ("(print)", 22)])
def test_the_zone_of_a_time_before_the_day_may_stand_behind_that(zone: str, hour: int) -> None:
    published = got(f"{HEADING}<p>Published: 10:12pm, 4 May, 2021 {zone}</p>{STORY}").published_at
    assert published is not None
    assert published.astimezone(UTC) == datetime(2021, 5, 4, hour, 12, tzinfo=UTC)


def test_lists_of_days_and_other_terms_date_no_article() -> None:
    entries = "<li>12 June 2018: the quay opens</li><li>5 May 2019: the mole is lost</li>"
    assert day(f"{HEADING}{STORY}<ul>{entries}</ul>") is None
    assert day(f"{HEADING}<p>4 May 2021</p>{STORY}<ul>{entries}</ul>") == "2021-05-04"
    assert day(f"{HEADING}<ul><li>Ann Lee</li><li>4 May 2021</li></ul>{STORY}") == "2021-05-04"
    assert day(f"{HEADING}<ul><li>4 May 2021</li><li>Updated: 5 May 2021</li></ul>{STORY}") == "2021-05-04"


@pytest.mark.parametrize(
    ("term", "expected"), [("Date", "2021-05-04"), ("Issue date:", "2021-05-04"), ("Founded", None)]
)
def test_the_heading_of_a_cell_tells_whose_date_it_has(term: str, expected: str | None) -> None:
    table = f"<table><tr><th>{term}</th><td>4 May 2021</td></tr><tr><th>Boats</th><td>12</td></tr></table>"
    assert day(f"{HEADING}{table}{STORY}") == expected


def test_a_line_of_short_pieces_may_be_long() -> None:
    line = "NEWS FROM THE HARBOUR • Around the old quay • Tuesday 4 May 2021, 10:12 • Twelve minutes to read"
    assert day(f"{HEADING}<p>{line}</p>{STORY}") == "2021-05-04"
    assert day(f"{HEADING}<p>{line.replace(' •', ',')}</p>{STORY}") is None


@pytest.mark.parametrize(
    "line",
    ["On May 4, 202110:12 am", "2021 05 / 04 10:12:33", "<span>2021</span> <span>05/04</span> <span>10:12:33</span>"],
    ids=["joined", "above", "elements"],
)
def test_pieces_of_a_date_written_together_or_apart(line: str) -> None:
    published = got(f"{HEADING}<div>{line}</div>{STORY}").published_at
    assert published is not None
    assert f"{published:%Y-%m-%d %H:%M}" == "2021-05-04 10:12"


def test_today_in_a_list_of_news_is_less_sure_than_a_date_above_the_headline() -> None:
    listed = "<div><div><a href='/b'>Mole is mended after all these years</a><time>11:20, today</time></div></div>"
    above = "<div class='top'><a class='time'>10:12, 4 May 2021</a></div>"
    assert day(f"{above}{HEADING}{STORY}{listed}") == "2021-05-04"
    assert day(f"<header>{above}</header>{HEADING}{STORY}{listed}") == "2021-10-07"


@pytest.mark.parametrize(
    "line",
    [
        "Live reporting started 4 May 2021 at 08:00 BST",
        "This live page began at 08:00 BST on 4 May 2021",
        "Liveticker gestartet: 4. Mai 2021, 8:00 MESZ",
    ],
    ids=["reporting", "page", "de"],
)
def test_a_live_page_says_when_it_began(line: str) -> None:
    updates = "".join(
        f"<p><time datetime='2021-05-04T{hour}:31:00+01:00'>{hour}:31</time> {SENTENCE}</p>" for hour in (18, 12)
    )
    published = got(f"{HEADING}<div><p>{line}</p></div>{updates}{STORY}").published_at
    assert published is not None
    assert f"{published:%Y-%m-%d %H:%M}" == "2021-05-04 08:00"


def test_a_day_without_a_year_takes_it_from_the_data_of_scripts() -> None:
    script = "<script>var article={'published':'2019-05-04 10:12'}</script>"
    line = "<div class='date'>4 MAY, 10:12</div>"
    assert day(f"{line}{HEADING}{STORY}{script}") == "2019-05-04"
    assert day(f"{line}{HEADING}{STORY}") == "2021-05-04"


@pytest.mark.parametrize(
    "line",
    [
        "<span>May 4</span><span>, </span><span>2019</span>",
        "<span>4 May</span> <b>2019</b>",
        "<b class='day'>4 May</b><b>2019</b>",
        "<span class='post-date'>May 4</span><i> 2019</i>",
    ],
)
def test_the_year_of_a_day_may_stand_in_an_element_behind_it(line: str) -> None:
    assert day(f"{HEADING}<div>{line}</div>{STORY}") == "2019-05-04"


def test_a_number_behind_a_day_is_no_year() -> None:
    assert day(f"{HEADING}<div><span class='date'>May 4</span> <b>20195</b></div>{STORY}") == "2021-05-04"
    assert day(f"{HEADING}<div><span class='date'>May 4</span> <b>2019 of us came</b></div>{STORY}") == "2021-05-04"


def test_the_label_of_a_line_with_its_own_date_labels_no_other() -> None:
    page = got(f"{HEADING}<p>(Last updated on 5 May 2021)</p><p>4 May 2021</p>{STORY}")
    assert (page.published_at, page.modified_at) == (
        datetime(2021, 5, 4, tzinfo=UTC),
        datetime(2021, 5, 5, tzinfo=UTC),
    )


def test_what_a_reader_submitted_below_is_not_surer_than_the_article() -> None:
    lines = [
        "<p>Submitted by ann on Tue, 2021-05-04 08:15</p>",
        "<p>Submitted by bob (not verified) on Wed, 2021-05-05</p>",
    ]
    assert day(f"{HEADING}{lines[0]}{STORY}{lines[1]}") == "2021-05-04"
