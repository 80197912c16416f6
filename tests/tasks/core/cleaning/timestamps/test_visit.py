"""Dates that a page writes for its reader's visit, beside those of its article."""

from datetime import UTC, datetime

import pytest

from dateline.tasks.core.cleaning import Page, read

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
HEADING = "<h1>Ferry sails again at last</h1>"


def times(body: str, head: str = "") -> tuple[str | None, str | None]:
    page = f"<html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    got = read(Page(page.encode(), "https://quay.example/a/ferry", fetched_at=FETCHED))
    return tuple(f"{at:%Y-%m-%d}" if at else None for at in (got.published_at, got.modified_at))  # type: ignore[return-value]


@pytest.mark.parametrize(
    "line",
    [
        "<div>Thursday, October 7, 2021</div>",
        "<span class='date'>7 October 2021</span>",
        "<time datetime='2021-10-07'>Thursday</time>",
        "<span data-time='1633600000'></span>",
    ],
    ids=["text", "class", "time", "attribute"],
)
@pytest.mark.parametrize("place", ["<header>{}</header>", "<div id='head'>{}</div>"], ids=["header", "div"])
def test_the_day_of_the_visit_above_the_article_is_not_its_own(line: str, place: str) -> None:
    top = place.format(line)
    assert times(f"{top}<main>{HEADING}{STORY}</main>") == (None, None)
    assert times(f"{top}<main>{HEADING}<p>4 May 2021</p>{STORY}</main>")[0] == "2021-05-04"


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{HEADING}<p>7 October 2021</p>{STORY}</main>",
        f"<div>7 October 2021</div>{HEADING}{STORY}",
        f"<header><p>Published 7 October 2021</p></header><main>{HEADING}{STORY}</main>",
    ],
    ids=["below", "beside", "labelled"],
)
def test_an_article_of_that_day_keeps_its_date(body: str) -> None:
    assert times(body)[0] == "2021-10-07"


@pytest.mark.parametrize(
    "content", ["2021-10-07T11:59:30Z", "2021-10-07T14:01:00+02:00", "2021-10-07"], ids=["utc", "zone", "day"]
)
def test_the_time_at_which_the_page_was_made_yields_to_a_visible_date(content: str) -> None:
    head = f"<meta name='date' content='{content}'>"
    assert times(f"{HEADING}<p class='date'>Published: 4 May 2021</p>{STORY}", head)[0] == "2021-05-04"
    assert times(f"{HEADING}{STORY}", head)[0] == "2021-10-07"


def test_another_time_of_that_day_does_not_yield() -> None:
    head = "<meta name='date' content='2021-10-07T08:30:00Z'>"
    assert times(f"{HEADING}<p>4 May 2021</p>{STORY}", head)[0] == "2021-10-07"


def test_a_page_made_for_the_visit_was_not_modified() -> None:
    head = "<meta name='last-modified' content='{}'>"
    body = f"{HEADING}<p>4 May 2021</p>{STORY}"
    assert times(body, head.format("2021-10-07T12:00:10Z")) == ("2021-05-04", None)
    assert times(body, head.format("2021-10-07T10:00:10Z")) == ("2021-05-04", "2021-10-07")
