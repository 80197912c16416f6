"""Times that only attributes state: of elements, of containers, of hidden fields."""

import pytest

from dateline.tasks.core.cleaning import extract

STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4
HEADING = "<h1>Ferry sails again at last</h1>"


def times(body: str) -> tuple[str | None, str | None]:
    page = f"<html lang='en'><head><meta charset='utf-8'></head><body>{body}</body></html>"
    got = extract(page.encode(), "https://quay.example/a/ferry")
    return tuple(f"{at:%Y-%m-%dT%H:%M}" if at else None for at in (got.published_at, got.modified_at))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<span class='x' data-time='1620122640000'>5 months ago</span>", "2021-05-04T10:04"),
        ("<my-stamp data-timestamp='1620122640'></my-stamp>", "2021-05-04T10:04"),
        ("<div aria-label='Published 10:04 a.m. May 4, 2021'></div>", "2021-05-04T10:04"),
        ("<span data-time='soon'>5 months ago</span>", None),
        ("<span data-count='1620122640'>5 months ago</span>", None),
        ("<button aria-label='May 4, 2021'></button>", None),
    ],
    ids=["milliseconds", "seconds", "label", "no-number", "no-time", "no-label"],
)
def test_an_element_without_a_name_may_state_its_time(line: str, published: str | None) -> None:
    assert times(f"{HEADING}{line}{STORY}")[0] == published


def test_an_element_with_others_in_it_is_a_container() -> None:
    line = "<span data-time='1620122640'><b>5</b> <i>months ago</i></span>"
    assert times(f"{HEADING}{line}{STORY}")[0] is None
    assert times(f"{HEADING}{line.replace('<span', '<span class=date')}{STORY}")[0] == "2021-05-04T10:04"


def test_a_spoken_label_may_state_both_times() -> None:
    line = "<div aria-label='Published 10:04 a.m. May 4, 2021 Updated 9:30 a.m. May 5, 2021'></div>"
    assert times(f"{HEADING}{line}{STORY}") == ("2021-05-04T10:04", "2021-05-05T09:30")


@pytest.mark.parametrize(
    "name", ["data-published", "data-publish-date", "data-article-published-at", "data-pub-date", "data-posted"]
)
def test_a_container_of_the_headline_may_state_the_articles_time(name: str) -> None:
    """One beside it is another article's."""
    assert times(f"<div {name}='2021-05-04 10:04'><div>{HEADING}{STORY}</div></div>")[0] == "2021-05-04T10:04"
    assert times(f"<div>{HEADING}{STORY}</div><div {name}='2021-05-04 10:04'>A ferry</div>")[0] is None


def test_a_hidden_field_counts_by_its_name() -> None:
    field = "<form><input type='{}' name='{}' value='2021-05-04 10:04'></form>"
    assert times(f"{HEADING}{field.format('hidden', 'pubdate')}{STORY}")[0] == "2021-05-04T10:04"
    assert times(f"{HEADING}{field.format('text', 'pubdate')}{STORY}")[0] is None
    assert times(f"{HEADING}{field.format('hidden', 'date')}{STORY}")[0] is None


def test_hidden_times_yield_to_shown_ones() -> None:
    field = "<form><input type='hidden' name='pubdate' value='2021-05-04 10:04'></form>"
    assert times(f"{HEADING}<p>6 May 2021</p>{field}{STORY}")[0] == "2021-05-06T00:00"
