"""The health of a source and its coverage, from daily tallies."""

import base64
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from dateline.tasks.core.models import Outcome, OutcomeKind, Reason
from dateline.tasks.core.sources.coverage import GAP, NONE, coverage_svg, data_uri, gaps
from dateline.tasks.core.sources.health import RunsEnded, SourceHealth, SourceProgress, health
from dateline.tasks.core.sources.tallies import DayTally, published_by_day, tally, usual_of

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOW.date()


def outcome(
    day: date, kind: OutcomeKind = OutcomeKind.NEW, source: str = "courier", reason: Reason | None = None
) -> Outcome:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Outcome(url="https://courier.example/1", source=source, kind=kind, at=at, published_at=at, reason=reason)


def days(counts: dict[int, int], source: str = "courier") -> dict[date, DayTally]:
    """Return tallies with the given numbers of new articles, by days before today."""
    return {
        TODAY - timedelta(days=back): tally([outcome(TODAY - timedelta(days=back), source=source)] * count)
        for back, count in counts.items()
    }


SEEN = SourceProgress(watermark=NOW, is_scheduled=True)


def of(tallies: dict[date, DayTally], progress: SourceProgress = SEEN) -> SourceHealth:
    return health("courier", tallies, progress, NOW)


def test_a_steady_source_is_well() -> None:
    """A source that publishes a dozen articles each day is well."""
    found = of(days(dict.fromkeys(range(20), 12)))
    assert (found.state, found.usual, found.yesterday) == ("all is well", 12.0, 12)
    assert found.last_new_at == datetime(2026, 3, 31, 9, tzinfo=UTC)


def test_silence_is_measured_by_the_sources_own_pauses() -> None:
    """Three days are silence for a daily source, but not for one that publishes weekly."""
    daily = of(days(dict.fromkeys(range(3, 20), 12)))
    weekly = of(days(dict.fromkeys((3, 10, 17, 24), 5)))
    assert (daily.is_silent, daily.silent_days) == (True, 3)
    assert daily.state == "silent for 3 days, longer than any earlier pause"
    assert not weekly.is_silent
    assert of(days(dict.fromkeys(range(3, 20), 12)), SourceProgress(watermark=NOW)).is_silent is False


def test_far_fewer_articles_than_usual_are_reported() -> None:
    """Two articles instead of the usual twelve are reported."""
    assert of(days(dict.fromkeys(range(2, 20), 12) | {1: 2})).state == "far fewer articles than usual"


def test_rejections_are_reported_but_not_those_outside_of_a_window() -> None:
    """The state reports rejections of more than half of at least twenty pages."""
    rejected = [outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.NO_TEXT)] * 30
    outside = [outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.OUTSIDE_WINDOW)] * 500
    good = [outcome(TODAY)] * 10
    told = "most of its pages are rejected (30 no_text)"
    assert told in of({TODAY: tally(rejected + good)}).state
    assert told in of({TODAY: tally(rejected + good + outside)}).state
    assert of({TODAY: tally(outside + good)}).state == "all is well"


def test_a_source_with_nothing_but_walls_is_in_trouble() -> None:
    """The latest day with outcomes counts, however few they are, and one page that is no wall is enough."""
    wall = outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.BLOCKED)
    before = days({1: 12})
    walled = of({**before, TODAY: tally([wall])})
    assert (walled.is_well, walled.state) == (
        False,
        f"all pages fetched on {TODAY:%Y-%m-%d} were bot walls, logins or consent pages",
    )
    assert of({**before, TODAY: tally([wall, outcome(TODAY)])}).is_well
    not_asked = outcome(TODAY, OutcomeKind.REJECTED, reason=Reason.NOT_ASKED)
    assert of({**before, TODAY: tally([wall, not_asked])}).state == walled.state


def test_a_source_without_runs_says_so() -> None:
    """A source without runs is in trouble only if it has a schedule."""
    found = health("courier", {}, SourceProgress(), NOW)
    assert (found.state, found.silent_days, found.last_success_at) == ("has not run yet", None, None)
    assert found.is_well
    assert not health("courier", {}, SourceProgress(is_scheduled=True), NOW).is_well


def test_a_first_run_that_has_not_ended_is_told_with_its_beginning() -> None:
    """It becomes trouble if it takes as long as a source may stay unread."""
    for age, is_well in ((timedelta(hours=5), True), (timedelta(days=3), False)):
        began_at = NOW - age
        runs = RunsEnded(first_began_at=began_at)
        no_pages: dict[date, DayTally] = {}
        for tallies in (no_pages, {TODAY: tally([outcome(TODAY)])}):
            found = of(tallies, SourceProgress(runs=runs, is_scheduled=True))
            assert found.state == f"its first run, begun on {began_at:%Y-%m-%d %H:%M}, has not come to its end yet"
            assert found.is_well is is_well
    assert of({TODAY: tally([outcome(TODAY)])}, SourceProgress(is_scheduled=True)).state == (
        "no run has read it completely yet"
    )


def test_a_first_run_that_was_interrupted_is_trouble_if_nothing_continues_it() -> None:
    """On a schedule, the next run does, and has as long for it as a source may stay unread."""
    for age, is_scheduled, is_well in ((5, True, True), (72, True, False), (5, False, False)):
        began_at = NOW - timedelta(hours=age)
        runs = RunsEnded(first_began_at=began_at)
        found = of({}, SourceProgress(runs=runs, is_scheduled=is_scheduled, is_interrupted=True))
        told = "the next run" if is_scheduled else "`dateline ingest courier`"
        begun = f"its first run, begun on {began_at:%Y-%m-%d %H:%M}"
        assert (found.state, found.is_well) == (f"{begun}, was interrupted: {told} continues from there", is_well)


def test_a_source_whose_runs_have_all_failed_is_in_trouble() -> None:
    """With or without a schedule, until a run succeeds. One that has run is never said not to have run."""
    failed = RunsEnded(failed_at=NOW, failure="HTTP 404")
    for is_scheduled in (True, False):
        found = of({}, SourceProgress(runs=failed, is_scheduled=is_scheduled))
        assert found.state == "no run has succeeded: the last one failed on 2026-03-31 12:00 (HTTP 404)"
        assert not found.is_well
    for progress in (
        SourceProgress(runs=failed, watermark=NOW),
        SourceProgress(runs=failed.model_copy(update={"has_succeeded": True})),
        SourceProgress(runs=RunsEnded(has_succeeded=True)),
    ):
        assert (of({}, progress).state, of({}, progress).is_well) == ("all is well", True)


def test_the_last_seven_days_are_counted_by_reason() -> None:
    """Older outcomes and those of other sources do not count."""
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


def test_a_source_that_no_run_has_read_completely_is_reported() -> None:
    """A scheduled source is in trouble if no run has read all of it for three days, though articles arrive."""
    steady, before = days(dict.fromkeys(range(20), 12)), NOW - timedelta(days=3)
    late = of(steady, SourceProgress(watermark=before, is_scheduled=True))
    assert (late.state, late.is_well) == ("no run has read it completely for days", False)
    assert of(steady, SourceProgress(is_scheduled=True)).state == "no run has read it completely yet"
    assert of(steady, SourceProgress(watermark=before)).is_well


def test_overdue_rechecks_are_reported() -> None:
    """A recheck that is overdue by two days is reported, one by an hour is not; the figures have its time."""
    steady = days(dict.fromkeys(range(20), 12))
    soon, late = (
        of(steady, SourceProgress(watermark=NOW, recheck_due_at=NOW - timedelta(hours=hours), is_scheduled=True))
        for hours in (1, 48)
    )
    assert (soon.is_well, soon.recheck_due_at) == (True, NOW - timedelta(hours=1))
    assert late.state == "rechecks of articles are overdue"


def test_regular_days_off_are_no_gaps() -> None:
    """Days are compared with the same weekday, once there are two of them; a missing Monday is a gap."""
    sundays = {back for back in range(1, 60) if (TODAY - timedelta(days=back)).weekday() == 6}
    missing = next(back for back in range(1, 60) if (TODAY - timedelta(days=back)).weekday() == 0)
    counts = published_by_day(
        "courier", days(dict.fromkeys(sorted(set(range(1, 60)) - sundays - {missing}), 10)).values()
    )
    assert gaps(counts, TODAY - timedelta(days=30), TODAY) == [TODAY - timedelta(days=missing)]
    sunday = TODAY - timedelta(days=min(sundays))
    assert (usual_of(counts, sunday), usual_of(counts, sunday - timedelta(days=1))) == (0.0, 10.0)


def test_the_first_days_of_a_source_and_today_are_no_gaps() -> None:
    """There is no usual number within two weeks of the first article, and today is not over."""
    counts = published_by_day("courier", days({10: 5, 9: 5, 7: 5, 2: 5, 1: 5}).values())
    assert gaps(counts, TODAY - timedelta(days=20), TODAY) == []
    whole = published_by_day("courier", days(dict.fromkeys(range(1, 30), 5)).values())
    today = _cells(coverage_svg({"courier": whole}, TODAY - timedelta(days=5), TODAY))[5]
    assert (today.get("fill"), f"{TODAY}: 0" in "".join(today.itertext())) == (NONE, True)


def test_a_day_without_articles_is_a_gap_where_there_usually_are_dozens() -> None:
    """The day is red in the picture and named in its title; a later backfill closes the gap."""
    tallies = days(dict.fromkeys([n for n in range(1, 25) if n != 5], 24))
    missing = TODAY - timedelta(days=5)
    since = TODAY - timedelta(days=20)
    counts = published_by_day("courier", tallies.values())
    assert gaps(counts, since, TODAY) == [missing]
    red = [cell for cell in _cells(coverage_svg({"courier": counts}, since, TODAY)) if cell.get("fill") == GAP]
    assert ["".join(cell.itertext()) for cell in red] == [f"courier {missing}: 0, usually 24", ""]
    tallies[TODAY] = tally([outcome(missing)] * 20)
    assert gaps(published_by_day("courier", tallies.values()), since, TODAY) == []


def test_a_day_of_a_year_with_few_digits_is_counted() -> None:
    outcome = Outcome(
        url="https://courier.example/1",
        source="courier",
        kind=OutcomeKind.NEW,
        at=datetime(2026, 3, 1, tzinfo=UTC),
        published_at=datetime(200, 3, 1, 10, tzinfo=UTC),
    )
    assert published_by_day("courier", [tally([outcome])]) == {date(200, 3, 1): 1}


def test_a_source_that_rarely_publishes_has_no_gaps() -> None:
    """The days between weekly articles are no gaps."""
    counts = published_by_day("courier", days(dict.fromkeys((3, 10, 17, 24), 1)).values())
    assert gaps(counts, TODAY - timedelta(days=20), TODAY) == []


def test_markup_in_a_name_stays_text() -> None:
    """Whatever the name of a source, the picture is well-formed and contains no elements from it."""
    name = '<script>alert("1")</script>&'
    svg = coverage_svg({name: {TODAY: 3}}, TODAY, TODAY)
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2] for element in root.iter()} == {"svg", "rect", "text", "title"}
    assert base64.b64decode(data_uri(svg).partition(",")[2]).decode() == svg


def _cells(svg: str) -> list[ET.Element]:
    return [cell for cell in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect") if cell.get("x")]  # noqa: S314
