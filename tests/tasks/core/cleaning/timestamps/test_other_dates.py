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


NO_SPANS = [
    "10:12 - 5 March 2021",
    "Issue 10 - 5 March 2021",
    "Ann Lee - 5 March 2021",
    "05.03.2021 - 10:12",
    "Published 5 March 2021 - updated 6 March 2021",
    "1.5 - 5 March 2021",
]
"""What stands before a day and a dash without beginning a span of days."""


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
        "Kick-off: 5 March 2021, 18:00",
        "The poll closed on 5 March 2021",
        "Retrieved 5 March 2021",
        "Abgerufen am 5. März 2021",
        "Consulté le 5 mars 2021",
        "Version 5.3.2021",
        "Stand der Datenschutzerklärung: 05.03.2021",
        "Privacy policy of 5 March 2021",
        "Last login: 5 March 2021",
        "Today is Friday, 5 March 2021",
        "It is currently Friday 5 March 2021",
        "Server time: 05-03-2021 11:58",
        "Printed on 5 March 2021",
        "Page generated: 5 March 2021",
        "Photo taken on 5 March 2021",
        "Next review due: 5 March 2021",
        "Heute ist Freitag, der 05.03.2021",
        "Letzter Besuch: 05.03.2021",
        "Nous sommes le vendredi 5 mars 2021",
        "Hoy es viernes, 5 de marzo de 2021",
        "Oggi è venerdì 5 marzo 2021",
        "Vandaag is het vrijdag 5 maart 2021",
        "Сегодня: 5 марта 2021",
        "今天是2021年3月5日",
        "Founded 5 March 1998",
        "Registered on 5 March 2001",
        "For the year ended 5 March 2021",
        "Week of March 5, 2021",
        "Date of the event: 5 March 2021",
        "Date de l’événement : 05/03/2021",
        "Fecha del evento: 05/03/2021",
        "Data wydarzenia: 05.03.2021, godz. 18:00",
        "Дата проведения: 05.03.2021",
        "開催日：2021年3月5日",
        "Festival: 4-6 March 2021",
        "4. – 6. März 2021, Rathaus",
        "Du 4 au 6 mars 2021",
        "Del 4 al 6 de marzo de 2021",
        "Vom 04.03.2021 bis 06.03.2021",
        "04/03/2021 - 06/03/2021",
        "28 February to 5 March 2021",
        "February 28 – March 5, 2021",
        "Fri 5 March 2021 – Sun 7 March 2021",
        "5 May 1994 – 5 March 2021",
    ],
)
def test_a_term_is_not_the_day_of_publication(line: str) -> None:
    """Alone, it gives no day; beside the article's day, it takes nothing from that."""
    assert day(f"<p class='author-info'>{line}</p>") is None
    assert day(f"<p class='author-info'>{line}</p><p class='date'>4 May 2021</p>") == "2021-05-04"


@pytest.mark.parametrize(
    "line", ["Online since 5 March 2021", "Online seit 05.03.2021", "Статья от 5 марта 2021", *NO_SPANS]
)
def test_what_resembles_a_term_may_be_the_publication(line: str) -> None:
    assert day(f"<p class='date'>{line}</p>") == "2021-03-05"


def test_a_line_about_something_older_than_the_web_has_no_date_of_the_article() -> None:
    line = "<p>The song was released on March 19, 1962, and is sung on the ferry to this day.</p>"
    assert day(line) is None
    assert day(line.replace("1962", "2012").replace("The song was released", "Released")) == "2012-03-19"


def test_a_notice_about_cookies_has_no_date_of_the_article() -> None:
    assert (
        day(before="<div class='cookie-notice'><p class='info'>Our rules are those of 5 March 2021.</p></div>") is None
    )


@pytest.mark.parametrize("word", ["lassen", "sincere", "expiresso", "odette"])
def test_a_word_that_only_begins_like_one_hides_no_date(word: str) -> None:
    assert [reading.wall.year for reading in find_moments(f"{word} 5 March 2021")] == [2021]


def test_the_words_are_expressions_that_match_no_empty_text() -> None:
    assert re.fullmatch(all_patterns(OTHER_DATES), "") is None
