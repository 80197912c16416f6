"""Dates that stand on a page and are not the article's: terms, birthdays, entries, and what the site says of itself."""

import re
from datetime import UTC, datetime

import pytest

from dateline.tasks.core.cleaning import Page, read
from dateline.tasks.core.cleaning.timestamps.parse import find_moments
from dateline.tasks.core.vocabulary.by_language import all_patterns
from dateline.tasks.core.vocabulary.other_dates import OTHER_DATES

FETCHED = datetime(2021, 10, 7, 12, 0, tzinfo=UTC)
STORY = "<p>The ferry will sail again on Monday, the harbour office said, and tickets are sold at the quay.</p>" * 4


def day(top: str = "", end: str = "", before: str = "") -> str | None:
    body = f"{before}<article><h1>Ferry sails again at last</h1>{top}{STORY}</article>{end}"
    page = f"<html lang='en'><head><meta charset='utf-8'></head><body>{body}</body></html>"
    published = read(Page(page.encode(), "https://quay.example/a/ferry", fetched_at=FETCHED)).published_at
    return f"{published:%Y-%m-%d}" if published else None


@pytest.mark.parametrize(
    "line",
    [
        "Ida Holm has sailed with us since 5 March 2013",
        "Member since: 5 March 2013",
        "Joined 5 March 2013",
        "Born on 5 March 1993",
        "Mitglied seit dem 05.03.2013",
        "Gültig bis 05.03.2021",
        "Anmeldeschluss: 5. März 2021",
        "Inscrit depuis le 5 mars 2013",
        "Jusqu’au 5 mars 2021",
        "Hasta el 5 de marzo de 2021",
        "Fino al 5 marzo 2021",
        "Tot en met 5 maart 2021",
        "Начиная с 5 марта 2021",
        "Website last updated: March 5, 2021",
    ],
)
def test_a_term_is_not_the_day_of_publication(line: str) -> None:
    """Alone, it gives no day; beside the article's day, it takes nothing from that."""
    assert day(f"<p class='author-info'>{line}</p>") is None
    assert day(f"<p class='author-info'>{line}</p><p class='date'>4 May 2021</p>") == "2021-05-04"


@pytest.mark.parametrize("line", ["Online since 5 March 2021", "Online seit 05.03.2021", "Статья от 5 марта 2021"])
def test_what_resembles_a_term_may_be_the_publication(line: str) -> None:
    assert day(f"<p class='date'>{line}</p>") == "2021-03-05"


@pytest.mark.parametrize("word", ["lassen", "sincere", "expiresso", "odette"])
def test_a_word_that_only_begins_like_one_hides_no_date(word: str) -> None:
    assert [reading.wall.year for reading in find_moments(f"{word} 5 March 2021")] == [2021]


def test_the_words_are_expressions_that_match_no_empty_text() -> None:
    assert re.fullmatch(all_patterns(OTHER_DATES), "") is None
