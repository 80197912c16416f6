"""Warnings of records are reported by kind, with their numbers."""

from dateline.tasks.core.models import Precision, TimezoneSource
from dateline.tasks.core.runs.record_warnings import MAX_KINDS, in_words, kinds_of
from tests.support.records import an_article


def test_records_without_a_timezone_are_counted_with_the_remedy() -> None:
    """A dozen records are one line that names the setting; records with only a day do not count."""
    assumed = an_article(timezone_source=TimezoneSource.ASSUMED)
    day = an_article(timezone_source=TimezoneSource.ASSUMED, published_precision=Precision.DAY)
    assert in_words(kinds_of([assumed] * 12 + [day, an_article()]), "courier") == [
        "12 records: no timezone in page or source; UTC assumed; set timezone under [source.cleaning] in courier.toml"
    ]


def test_warnings_that_differ_in_their_dates_are_one_kind() -> None:
    """The most frequent kind comes first; collisions are left out, since their outcomes report them."""
    ambiguous = [
        an_article(warnings=(f"the date '0{day}/04/2026' is ambiguous: 2026-04-0{day} or 2026-0{day}-04",))
        for day in (1, 2, 3)
    ]
    late = an_article(warnings=("published (5 May 2024) after it was modified (4 May 2024); both kept as stated",))
    other = an_article(warnings=("collision_of:" + "0" * 64,))
    assert in_words(kinds_of([late, *ambiguous, other]), "courier") == [
        "3 records: the date … is ambiguous: … or …",
        "1 record: published … after it was modified …; both kept as stated",
    ]


def test_the_report_is_bounded() -> None:
    """However many kinds of warnings there are, the report stays short."""
    many = {f"kind {'a' * number}": 1 for number in range(1, 100)}
    assert len(in_words(many, "courier")) == MAX_KINDS
