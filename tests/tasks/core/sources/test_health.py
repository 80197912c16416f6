"""How a source is doing, and its coverage, from tallies of days."""

import base64
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from dateline.tasks.core.models import Outcome, OutcomeKind, Reason
from dateline.tasks.core.sources.coverage import GAP, NONE, coverage_svg, data_uri, gaps
from dateline.tasks.core.sources.health import (
    DayTally,
    SourceHealth,
    SourceProgress,
    health,
    published_by_day,
    tally,
    usual_of,
)

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOW.date()


def outcome(
    day: date, kind: OutcomeKind = OutcomeKind.NEW, source: str = "courier", reason: Reason | None = None
) -> Outcome:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Outcome(url="https://courier.example/1", source=source, kind=kind, at=at, published_at=at, reason=reason)


def days(counts: dict[int, int], source: str = "courier") -> dict[date, DayTally]:
    """Tallies with so many new articles so many days ago."""
    return {
        TODAY - timedelta(days=back): tally([outcome(TODAY - timedelta(days=back), source=source)] * count)
        for back, count in counts.items()
    }


SEEN = SourceProgress(watermark=NOW, is_scheduled=True)


def of(tallies: dict[date, DayTally], progress: SourceProgress = SEEN) -> SourceHealth:
    return health("courier", tallies, progress, NOW)


def test_a_steady_source_is_well() -> None:
    """A dozen a day, and a dozen yesterday."""
    found = of(days(dict.fromkeys(range(20), 12)))
    assert (found.state, found.usual, found.yesterday) == ("all is well", 12.0, 12)
    assert found.last_new_at == datetime(2026, 3, 31, 9, tzinfo=UTC)


def test_silence_is_told_by_the_sources_own_pauses() -> None:
    """Three days are silence for a daily, and not for a weekly that pauses for seven."""
    daily = of(days(dict.fromkeys(range(3, 20), 12)))
    weekly = of(days(dict.fromkeys((3, 10, 17, 24), 5)))
    assert (daily.is_silent, daily.silent_days) == (True, 3)
    assert daily.state == "silent for 3 days, longer than any of its pauses"
    assert not weekly.is_silent
    assert of(days(dict.fromkeys(range(3, 20), 12)), SourceProgress(watermark=NOW)).is_silent is False


def test_far_fewer_articles_than_usual_are_told() -> None:
    """Two where there usually are twelve."""
    assert of(days(dict.fromkeys(range(2, 20), 12) | {1: 2})).state == "far fewer articles than usual"


def test_rejections_are_told_but_not_those_outside_of_a_window() -> None:
    """A share above a half of at least twenty pages stands in the state."""
    rejected = [outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.NO_TEXT)] * 30
    outside = [outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.OUTSIDE_WINDOW)] * 500
    good = [outcome(TODAY)] * 10
    assert "most of its pages are rejected" in of({TODAY: tally(rejected + good)}).state
    assert of({TODAY: tally(outside + good)}).state == "all is well"


def test_a_source_without_runs_says_so() -> None:
    """Nothing known is no success; it is trouble only where a schedule should have run the source."""
    found = health("courier", {}, SourceProgress(), NOW)
    assert (found.state, found.silent_days, found.last_success_at) == ("has not run yet", None, None)
    assert found.is_well
    assert not health("courier", {}, SourceProgress(is_scheduled=True), NOW).is_well


def test_the_last_seven_days_are_counted_by_reason() -> None:
    """Articles and rejections of a week; older ones do not count, nor do other sources'."""
    rejected = {
        TODAY - timedelta(days=back): tally(
            [outcome(TODAY - timedelta(days=back), OutcomeKind.REJECTED, reason=Reason.NO_TEXT)] * 2
            + [outcome(TODAY - timedelta(days=back), OutcomeKind.REJECTED, reason=Reason.HTTP_STATUS)]
            + [outcome(TODAY - timedelta(days=back))] * 4
            + [outcome(TODAY - timedelta(days=back), OutcomeKind.REJECTED, "herald", Reason.NO_TEXT)]
        )
        for back in (0, 6, 7)
    }
    found = of(rejected)
    assert (found.articles, found.rejections) == (8, {"http_status": 2, "no_text": 4})


def test_a_source_of_which_not_all_is_seen_says_so() -> None:
    """Articles come, but no run has seen all of it for three days; one that is not on a schedule may rest."""
    steady, before = days(dict.fromkeys(range(20), 12)), NOW - timedelta(days=3)
    late = of(steady, SourceProgress(watermark=before, is_scheduled=True))
    assert (late.state, late.is_well) == ("no run has read all of it for days", False)
    assert of(steady, SourceProgress(is_scheduled=True)).state == late.state
    assert of(steady, SourceProgress(watermark=before)).is_well


def test_an_article_that_waits_to_be_looked_at_is_told() -> None:
    """An hour is nothing, two days are trouble; since when is in the figures."""
    steady = days(dict.fromkeys(range(20), 12))
    soon, late = (
        of(steady, SourceProgress(watermark=NOW, recheck_due_at=NOW - timedelta(hours=hours), is_scheduled=True))
        for hours in (1, 48)
    )
    assert (soon.is_well, soon.recheck_due_at) == (True, NOW - timedelta(hours=1))
    assert late.state == "rechecks of articles are overdue"


def test_who_rests_on_sundays_has_no_gap_there() -> None:
    """A day is held against days of the same name, once there are two of them; a missing Monday still stands out."""
    sundays = {back for back in range(1, 60) if (TODAY - timedelta(days=back)).weekday() == 6}
    missing = next(back for back in range(1, 60) if (TODAY - timedelta(days=back)).weekday() == 0)
    counts = published_by_day(
        "courier", days(dict.fromkeys(sorted(set(range(1, 60)) - sundays - {missing}), 10)).values()
    )
    assert gaps(counts, TODAY - timedelta(days=30), TODAY) == [TODAY - timedelta(days=missing)]
    sunday = TODAY - timedelta(days=min(sundays))
    assert (usual_of(counts, sunday), usual_of(counts, sunday - timedelta(days=1))) == (0.0, 10.0)


def test_the_first_days_of_a_source_and_today_are_no_gaps() -> None:
    """Nothing is usual within two weeks of the first article, and today is not over."""
    counts = published_by_day("courier", days({10: 5, 9: 5, 7: 5, 2: 5, 1: 5}).values())
    assert gaps(counts, TODAY - timedelta(days=20), TODAY) == []
    whole = published_by_day("courier", days(dict.fromkeys(range(1, 30), 5)).values())
    today = _cells(coverage_svg({"courier": whole}, TODAY - timedelta(days=5), TODAY))[5]
    assert (today.get("fill"), f"{TODAY}: 0" in "".join(today.itertext())) == (NONE, True)


def test_a_day_without_articles_is_a_gap_where_there_usually_are_dozens() -> None:
    """The day is red in the picture and named; a backfill that filled it later closes it."""
    tallies = days(dict.fromkeys([n for n in range(1, 25) if n != 5], 24))
    missing = TODAY - timedelta(days=5)
    since = TODAY - timedelta(days=20)
    counts = published_by_day("courier", tallies.values())
    assert gaps(counts, since, TODAY) == [missing]
    red = [cell for cell in _cells(coverage_svg({"courier": counts}, since, TODAY)) if cell.get("fill") == GAP]
    assert ["".join(cell.itertext()) for cell in red] == [f"courier {missing}: 0, usually 24", ""]
    tallies[TODAY] = tally([outcome(missing)] * 20)
    assert gaps(published_by_day("courier", tallies.values()), since, TODAY) == []


def test_a_source_that_rarely_publishes_has_no_gaps() -> None:
    """One article a week: its empty days do not stand out."""
    counts = published_by_day("courier", days(dict.fromkeys((3, 10, 17, 24), 1)).values())
    assert gaps(counts, TODAY - timedelta(days=20), TODAY) == []


def test_markup_in_a_name_stays_text() -> None:
    """The picture is well-formed whatever a source is called, and holds no element that a name brought."""
    name = '<script>alert("1")</script>&'
    svg = coverage_svg({name: {TODAY: 3}}, TODAY, TODAY)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "text", "title"}
    assert base64.b64decode(data_uri(svg).partition(",")[2]).decode() == svg


def _cells(svg: str) -> list[ET.Element]:
    return [cell for cell in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect") if cell.get("x")]  # noqa: S314
