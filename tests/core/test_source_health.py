"""How a source is doing, and its coverage, from tallies of days."""

import base64
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from tasks.core.coverage import GAP, coverage_svg, data_uri, gaps
from tasks.core.models import Outcome, OutcomeKind, Reason
from tasks.core.source_health import DayTally, Health, health, published_by_day, tally

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


def of(tallies: dict[date, DayTally]) -> Health:
    return health("courier", tallies, NOW, NOW)


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
    assert daily.state == "silent for 3 days, longer than it ever pauses"
    assert not weekly.is_silent


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
    """Nothing known is no trouble, and no success."""
    found = health("courier", {}, None, NOW)
    assert (found.state, found.silent_days, found.last_success_at) == ("has not run yet", None, None)


def test_a_day_without_articles_is_a_gap_where_there_usually_are_dozens() -> None:
    """The day is red in the picture and named; a backfill that filled it later closes it."""
    tallies = days(dict.fromkeys([n for n in range(1, 25) if n != 5], 24))
    missing = TODAY - timedelta(days=5)
    since = TODAY - timedelta(days=20)
    counts = published_by_day("courier", tallies.values())
    assert gaps(counts, since, TODAY) == [missing]
    red = [cell for cell in _cells(coverage_svg({"courier": counts}, since, TODAY)) if cell.get("fill") == GAP]
    assert [f"{missing}" in "".join(cell.itertext()) for cell in red] == [True]
    tallies[TODAY] = tally([outcome(missing)] * 20)
    assert gaps(published_by_day("courier", tallies.values()), since, TODAY) == []


def test_a_source_that_rarely_publishes_has_no_gaps() -> None:
    """One article a week: its empty days do not stand out."""
    counts = published_by_day("courier", days(dict.fromkeys((3, 10, 17, 24), 1)).values())
    assert gaps(counts, TODAY - timedelta(days=20), TODAY) == []


def test_markup_in_a_name_stays_text() -> None:
    """The picture is well-formed whatever a source is called, and holds no element that a name brought."""
    name = '<script>alert("1")</script>&'
    svg = coverage_svg({name: {TODAY: 3}}, TODAY, TODAY + timedelta(days=1))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "text", "title"}
    assert base64.b64decode(data_uri(svg).partition(",")[2]).decode() == svg


def _cells(svg: str) -> list[ET.Element]:
    return [cell for cell in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect") if cell.get("x")]  # noqa: S314
