"""Strings and times from outside can be stored once they are cleaned."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dateline.tasks.core.archive.records import read_article, to_json
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import Outcome, OutcomeKind, PageRef
from dateline.tasks.core.web.foreign_text import clean_line, clean_text, utc_or_none
from tests.support.records import an_article


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.integers(0, 100))
def test_clean_text_can_be_written(text: str, most: int) -> None:
    """Any cleaned text fits into UTF-8, JSON and a model, and does not exceed the requested length."""
    clean = clean_text(text, most)
    assert json.loads(json.dumps(clean).encode()) == clean
    assert len(clean.encode()) <= 4 * most
    assert PageRef(url="http://h.example/", source="s", via=clean).model_dump_json()
    assert clean_text(clean) == clean


def test_what_is_replaced_and_what_is_removed() -> None:
    """Unpaired surrogates become U+FFFD, control characters are removed, and line breaks are kept except in a line."""
    assert clean_text("ferry \ud83d late\x00\x1b[31m\n\u0085now") == "ferry \ufffd late[31m\nnow"
    assert clean_line("  ferry\n\tlate \ud83d ") == "ferry late \ufffd"
    assert clean_text("\U0001f6a2 ferry") == "\U0001f6a2 ferry"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(-timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1, 6, 1, tzinfo=UTC),
    ],
)
def test_moments_at_the_ends_of_the_calendar_are_refused(moment: datetime) -> None:
    """A time to which no day can be added or subtracted is refused by the cleaner and the models."""
    assert utc_or_none(moment) is None
    with pytest.raises(ValidationError, match="between the years 2 and 9998"):
        Outcome(url="http://h.example/", source="s", kind=OutcomeKind.NEW, at=moment)


def test_values_refuse_unpaired_surrogates() -> None:
    """A string that cannot be JSON is refused when the model is created, not when it is written."""
    for wrong in ({"url": "http://h.example/\udcff"}, {"authors": ("Ann", "B\ud800")}):
        with pytest.raises(ValidationError, match="unpaired surrogate"):
            PageRef.model_validate({"url": "http://h.example/", "source": "s", "via": "v"} | wrong)


@pytest.mark.parametrize("text", [rb"\ud800", rb"\udcff.", rb"\udc00\ud800", b"\xed\xa0\x80"])
def test_json_with_unpaired_surrogates_is_refused(text: bytes) -> None:
    """It is refused in a string, in a list and in a key."""
    whole = to_json(an_article(headline="H1", keywords=("H2",), provenance={"H3": "H4"}))
    assert read_article(whole, "k").keywords == ("H2",)
    for at in (b"H1", b"H2", b"H3", b"H4"):
        with pytest.raises(RecordError):
            read_article(whole.replace(at, text), "k")
