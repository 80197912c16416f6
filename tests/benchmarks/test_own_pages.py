"""What dateline reads of the project's own pages, and whether their scorer can tell right from wrong."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.benchmarks.own_pages import MEASURES, grade, grade_time, labelled_pages, rows_of, totals
from tests.benchmarks.peers import GIVES, OURS

KNOWN_MISSES = {
    ("en_two_headlines", "headline"),
    ("course_list", "others"),
    ("weather_page", "others"),
    ("podcast_series", "others"),
}
"""What dateline reads wrongly. Take out what you mend, and write the new totals into ``docs/benchmarks.md``."""


def test_no_page_is_read_worse_than_before() -> None:
    """Every page in our own words that was read rightly still is, measure by measure."""
    rows = rows_of(OURS)
    assert set(totals(rows)) == set(MEASURES)
    misses = {(page, measure) for page, row in rows.items() for measure, value in row.items() if value < 1}
    assert misses <= KNOWN_MISSES


def test_labels_are_whole() -> None:
    """Each label has a page of its name, a kind, and what an article of its kind has; no page is of a real site."""
    labels = [label for label, _ in labelled_pages()]
    assert len({label["id"] for label in labels}) == len(labels)
    for label in labels:
        assert re.match(r"https://[\w.-]+\.example/", label["url"])
        assert label["kind"] in {"article", "other"}
        assert ("headline" in label and "published" in label) == (label["kind"] == "article")


@pytest.mark.parametrize(
    ("stated", "answer", "right"),
    [
        ("2026-05-04T10:30:00+02:00", datetime(2026, 5, 4, 8, 30, 59, tzinfo=UTC), {"day", "minute", "zone"}),
        ("2026-05-04T10:30:00+02:00", datetime(2026, 5, 4, 10, 30, tzinfo=UTC), {"day"}),
        ("2026-05-04T10:30:00+02:00", datetime(2026, 5, 4, 10, 30), {"day", "minute"}),  # noqa: DTZ001 - a peer's answer
        ("2026-05-04T00:30:00+02:00", datetime(2026, 5, 3, 22, 30, tzinfo=UTC), {"day", "minute", "zone"}),
        ("2026-05-04T10:30", datetime(2026, 5, 4, 10, 30, tzinfo=timezone(timedelta(hours=5))), {"day", "minute"}),
        ("2026-05-04T10:30", date(2026, 5, 4), {"day"}),
        ("2026-05-04T00:00", date(2026, 5, 4), {"day"}),
        ("2026-05-04", "2026-05-04T10:30:00Z", {"day"}),
        ("2026-05-04T10:30", "4 May", set()),
        ("2026-05-04T10:30", None, set()),
    ],
)
def test_a_time_is_graded_by_what_the_page_tells(stated: str, answer: object, right: set[str]) -> None:
    """A zone counts where the page tells one; a day alone is never a minute."""
    assert {name for name, value in grade_time(stated, answer).items() if value} == right


def test_a_headline_may_be_another_of_the_page() -> None:
    """The page's second headline is valid, but not the one that it shows."""
    label = {"headline": "The “bridge” opens", "also": ["Bridge opens at last"], "published": "2026-05-04"}
    gives = GIVES["readability-lxml"]
    assert grade(label, {"headline": 'the "bridge"  opens'}, gives) == {"headline": 1.0, "valid": 1.0}
    assert grade(label, {"headline": "Bridge opens at last"}, gives) == {"headline": 0.0, "valid": 1.0}
    assert grade(label, {}, gives) == {"headline": 0.0, "valid": 0.0}
