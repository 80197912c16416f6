"""When a page is fetched, and when it is rechecked."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config.schema import IngestSettings, RecheckSettings, Settings
from dateline.tasks.core.ledger_models import PageState
from dateline.tasks.core.models import Outcome, OutcomeKind, PageRef, Reason, Window
from dateline.tasks.core.runs.due import MAY_PASS, is_due, later_looks, next_look_in_words, recheck_at

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
REF = PageRef(url="https://courier.example/a", source="courier", via="https://courier.example/feed")
IN_WARC = REF.model_copy(update={"via": "warc:/crawl.warc.gz#0"})
ANY = Window()


def test_a_run_says_when_its_pages_are_looked_at_again() -> None:
    """For new articles, the earliest recheck; for failed pages, the earliest retry; for pages in files, nothing."""
    new = Outcome(
        url=REF.url, source="courier", kind=OutcomeKind.NEW, at=NOW, published_at=NOW - HOUR / 2, article="articles/a"
    )
    old = new.model_copy(update={"published_at": NOW - 100 * HOUR})
    failed = Outcome(url=REF.url, source="courier", kind=OutcomeKind.REJECTED, at=NOW, reason=Reason.TIMEOUT)
    saved = new.model_copy(update={"url": "file:///page.html"})
    assert list(later_looks([old, new, failed, saved], Settings(), NOW)) == [
        "Runs from 2026-05-04 13:00 UTC on also check new articles for changes, up to the age of 7 days.",
        "Runs from 2026-05-04 13:00 UTC on try the failed pages again.",
    ]
    assert list(later_looks([old, saved], Settings(), NOW)) == []
    assert list(later_looks([new], Settings(recheck=RecheckSettings(enabled=False)), NOW)) == []
    assert list(later_looks([new, failed], Settings(), NOW + 9 * HOUR)) == [
        "The next runs also check new articles for changes, up to the age of 7 days.",
        "The next runs try the failed pages again.",
    ], "a page of an archive of the web was fetched long ago, so no time in the past is named"


@pytest.mark.parametrize("reason", Reason)
def test_what_is_said_about_the_next_look_is_what_happens(reason: Reason) -> None:
    """A page that is said to be tried again is due after the delay; no other is due unless its source says so."""
    said = next_look_in_words(reason, IngestSettings())
    assert said.startswith("Runs try it again") == is_due(REF, state(reason=reason), IngestSettings(), ANY, NOW)
    assert ("at most 5 times in all" in said) == (reason in MAY_PASS - {Reason.NOT_ASKED})
    changed = REF.model_copy(update={"modified_at": NOW})
    assert (said == "Runs do not fetch it again.") <= (
        not is_due(changed, state(reason=reason), IngestSettings(), ANY, NOW)
    )


@pytest.mark.parametrize("reason", [Reason.NO_TEXT, Reason.HTTP_STATUS, Reason.UNREADABLE])
def test_a_page_that_its_source_says_has_changed_is_due_at_once(reason: Reason) -> None:
    """Also a page that was announced before it was there, and however often it was tried."""
    before = state(reason=reason, tries=99)
    for modified_at, is_so in ((before.last_at - timedelta(minutes=1), False), (NOW, True)):
        told = REF.model_copy(update={"modified_at": modified_at})
        assert is_due(told, before, IngestSettings(), ANY, NOW) == is_so


def state(kind: OutcomeKind = OutcomeKind.REJECTED, reason: Reason | None = None, **more: object) -> PageState:
    values = {
        "url_key": REF.url,
        "url": REF.url,
        "source": "courier",
        "kind": kind,
        "reason": reason,
        "article": None,
        "text_hash": None,
        "published_at": None,
        "first_at": NOW - 2 * HOUR,
        "last_at": NOW - 2 * HOUR,
        "tries": 1,
        "etag": None,
        "last_modified": None,
    }
    return PageState.model_validate(values | more)


@pytest.mark.parametrize(
    ("ref", "known", "due"),
    [
        (REF, None, True),
        (REF, state(OutcomeKind.NEW), False),
        (REF, state(reason=Reason.NOT_ARTICLE), False),
        (REF, state(reason=Reason.TIMEOUT), True),
        (REF, state(reason=Reason.TIMEOUT, last_at=NOW - HOUR / 2), False),
        (REF, state(reason=Reason.TIMEOUT, tries=5), False),
        (REF, state(reason=Reason.NOT_ASKED, tries=0), True),
        (REF, state(reason=Reason.NOT_ASKED, tries=4), True),
        (REF, state(reason=Reason.NOT_ASKED, tries=5), False),
        (IN_WARC, state(reason=Reason.NOT_ASKED, tries=0), True),
        (IN_WARC, state(reason=Reason.UNREADABLE), False),
        (IN_WARC, state(reason=Reason.BLOCKED), False),
        (IN_WARC, state(reason=Reason.FETCH_FAILED), True),
    ],
)
def test_what_is_due(ref: PageRef, known: PageState | None, due: bool) -> None:
    """New pages are due, and transient failures after a pause, up to a number of tries; records in files stay."""
    assert is_due(ref, known, IngestSettings(), ANY, NOW) is due


def test_what_lay_outside_of_a_window_is_due_in_its_own() -> None:
    """A page outside the window of one run is due in a run whose window contains it."""
    known = state(reason=Reason.OUTSIDE_WINDOW, published_at=NOW - 30 * HOUR)
    assert is_due(REF, known, IngestSettings(), ANY, NOW)
    assert not is_due(REF, known, IngestSettings(), Window(since=NOW - HOUR), NOW)


def looks(published: datetime, first: datetime, settings: RecheckSettings) -> list[timedelta]:
    """Return the ages at which an article is rechecked, if each recheck is on time."""
    ages, at = [], first
    while moment := recheck_at(published, at, settings):
        at = max(moment, first)
        ages.append(at - published)
    return ages


def test_looks_are_soon_at_first_and_rarer_later() -> None:
    """By default an article is rechecked after 1, 3, 9, 27 and 81 hours, and then no more."""
    ages = looks(NOW, NOW + timedelta(minutes=10), RecheckSettings())
    assert ages == [HOUR * factor for factor in (1, 3, 9, 27, 81)]
    ages = looks(NOW, NOW + 2 * HOUR, RecheckSettings())
    assert ages == [HOUR * factor for factor in (6, 18, 54, 162)], "as docs/explanation/windows.md says"


@given(
    st.floats(-86_400, 40 * 86_400),
    st.floats(60, 86_400),
    st.floats(1.1, 10),
    st.floats(3_600, 30 * 86_400),
)
def test_looks_end_and_grow_rarer(late_s: float, first_s: float, growth: float, until_s: float) -> None:
    """For any settings, rechecks are finite, end at the maximum age, and their intervals never shrink."""
    settings = RecheckSettings(first_after_s=first_s, growth=growth, until_age_s=until_s)
    ages = looks(NOW, NOW + timedelta(seconds=late_s), settings)
    assert len(ages) < 200
    assert all(age.total_seconds() <= until_s + 1e-3 for age in ages)
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert gaps == sorted(gaps)
