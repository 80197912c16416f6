"""Backfills of pages that are dated around the borders of slices: none is lost, and none is fetched twice."""

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from dateline.tasks.core.runs.backfill import BackfillError, BackfillResult, SliceState
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, feed, serving, story
from tests.support.sample_archive import objects

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]
SPAN = (date(2026, 1, 1), date(2026, 3, 1))
FIRST = datetime(2026, 1, 1, 6, tzinfo=UTC)
OFFSETS = (0, 2, -5, 10, -11)
SIX_HOURS, A_DAY = 6, 24
INSIDE = {SIX_HOURS: 235, A_DAY: 59}
"""How many stories lie in `SPAN`, by the hours between two of them."""


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site whose sitemap lists the stories of sixty days, by default one per day.

    Each was modified up to three days after its publication.
    """
    hours = getattr(request, "param", A_DAY)
    with serving(Site()) as served:
        entries = []
        for number in range(60 * 24 // hours):
            published = FIRST + timedelta(hours=hours * number)
            served.pages[f"/story-{number}"] = story(f"Ferry log number {number} is read out", published)
            changed = published + timedelta(hours=(number * 7) % 73)
            told = changed.astimezone(timezone(timedelta(hours=OFFSETS[number % len(OFFSETS)])))
            entries.append(
                f"<url><loc>{served.url(f'/story-{number}')}</loc><lastmod>{told.isoformat()}</lastmod></url>"
            )
        urls = "".join(entries)
        served.pages["/sitemap.xml"] = (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        )
        yield served


def table(site: Site, parts: str = 'sitemaps = ["{}/sitemap.xml"]') -> str:
    """Return the source file that reads the site."""
    fetch = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
    return f'[source]\nname = "sample"\n{parts.format(site.address)}\n{fetch}'


def backfill(*args: Any, **options: Any) -> BackfillResult:  # noqa: ANN401 - passed on
    from dateline.flows.backfill import backfill as flow  # noqa: PLC0415 - after the server's settings

    result = flow(["sample"], *args, **options)
    assert isinstance(result, BackfillResult)
    return result


def articles(folder: Path) -> set[str]:
    return {key for key in objects(folder) if key.startswith("articles/")}


def fetches(site: Site) -> Counter[str]:
    return Counter(path for path in site.asked if path.startswith("/story-"))


@pytest.mark.parametrize("site", [SIX_HOURS], indirect=True)
def test_every_page_of_the_span_is_archived_and_fetched_once(project: Project, site: Site) -> None:
    """Slices run in parallel, and repeating the backfill fetches nothing."""
    folder = project(table(site))
    result = backfill(*SPAN, parallel=4)
    assert {report.state for report in result.slices} == {SliceState.DONE}
    assert sum(report.pages for report in result.slices) == 240
    assert len(articles(folder)) == INSIDE[SIX_HOURS]
    assert set(fetches(site).values()) == {1}
    again = backfill(*SPAN, parallel=4)
    assert {report.state for report in again.slices} == {SliceState.DONE_BEFORE}
    assert set(fetches(site).values()) == {1}


def test_a_dry_run_counts_what_the_run_takes_and_fetches_no_story(project: Project, site: Site) -> None:
    """Each page is counted in exactly one slice."""
    project(table(site))
    dry = backfill(*SPAN, slice="month", dry_run=True)
    assert sum(report.pages for report in dry.slices) == 60
    first = dry.slices[0]
    assert first.detail == f"{first.pages} pages without a date in the source: any slice can fetch them"
    assert not fetches(site)


def test_a_backfill_says_where_no_way_reaches_back(project: Project, site: Site) -> None:
    """A dry run and the run report the same, and count the same pages in each slice."""
    recent = [(f"Story {n}", site.url(f"/story-{n}"), FIRST + timedelta(days=n)) for n in (40, 41)]
    site.pages["/recent.xml"] = feed(*recent)
    source = f'[source]\nname = "sample"\nfeeds = ["{site.url("/recent.xml")}"]\n'
    project(f'{source}[source.fetch]\nmin_delay_s = 0.0\nprivate_hosts = ["127.0.0.1"]\n')
    dry = backfill(*SPAN, slice="month", dry_run=True)
    (note,) = dry.notes
    assert note.startswith(
        "sample: no page before 2026-02-01 is listed by its feeds. Ways that can reach back: sitemaps"
    )
    (before,) = backfill(date(2025, 11, 1), date(2025, 12, 1), dry_run=True).notes
    assert before.startswith("sample: no way reaches back to 2025-11-01: its feeds list no page of this range")
    done = backfill(*SPAN, slice="month")
    assert done.notes == dry.notes
    assert [report.pages for report in done.slices] == [report.pages for report in dry.slices] == [0, 2]


def test_a_larger_span_looks_again_at_what_lay_outside(project: Project, site: Site) -> None:
    """Pages outside the window of a smaller backfill are archived by a larger one."""
    folder = project(table(site))
    backfill(date(2026, 1, 1), date(2026, 2, 1), slice="month")
    assert len(articles(folder)) == 31
    backfill(date(2026, 1, 1), date(2026, 3, 2), slice="month")
    assert len(articles(folder)) == 60


def test_a_killed_backfill_brings_the_same_archive(project: Project, site: Site, prefect_server: str) -> None:
    """After SIGKILL during two slices, the same command completes the archive."""
    folder = project(table(site), "[ingest]\nbatch_pages = 5\n")
    command = [sys.executable, "-m", "dateline", "backfill", "sample", "--slice", "month"]
    command += ["--since", "2026-01-01", "--until", "2026-03-01"]
    env = command_environment(folder, PREFECT_API_URL=prefect_server, PYTHONUNBUFFERED="1")
    begun = threading.Event()
    page = site.pages["/story-17"]
    assert isinstance(page, bytes)

    def answer(_: dict[str, str]) -> tuple[int, bytes]:
        begun.set()
        return 200, page

    site.pages["/story-17"] = answer
    with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL) as process:
        assert begun.wait(300)
        process.send_signal(signal.SIGKILL)
    assert len(articles(folder)) < INSIDE[A_DAY]
    result = backfill(*SPAN, slice="month", parallel=3)
    assert {report.state for report in result.slices} <= {SliceState.DONE, SliceState.DONE_BEFORE}
    assert len(articles(folder)) == INSIDE[A_DAY]
    # Only the batches that the kill tore are fetched again.
    assert sum(count - 1 for count in fetches(site).values()) <= 10


def test_a_page_whose_own_date_lies_in_another_slice_is_archived(project: Project, site: Site) -> None:
    """The feed says 00:30 on the 11th and the page 23:40 on the 10th, or the reverse."""
    late, early = datetime(2026, 3, 10, 23, 40, tzinfo=UTC), datetime(2026, 3, 11, 0, 30, tzinfo=UTC)
    site.pages["/story-late"] = story("The harbour lights are out", late)
    site.pages["/story-early"] = story("The harbour lights are on again", early)
    items = [
        ("The harbour lights are out", site.url("/story-late"), early),
        ("The harbour lights are on again", site.url("/story-early"), late),
    ]
    site.pages["/feed.xml"] = feed(*items)
    folder = project(table(site, 'feeds = ["{}/feed.xml"]'))
    result = backfill(date(2026, 3, 9), date(2026, 3, 13), slice="day")
    assert [report.new for report in result.slices] == [0, 1, 1, 0]
    assert len(articles(folder)) == 2


def test_a_page_that_could_not_be_reached_keeps_its_slice_open(project: Project, site: Site) -> None:
    """The same command fetches it again, and only then the slice is done."""
    published = datetime(2026, 3, 2, 9, tzinfo=UTC)
    page = story("The buoy off the point is found", published)
    cut_off = True

    def answer(_: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        return (200, page[:50], {"Content-Length": "9000", "Connection": "close"}) if cut_off else (200, page, {})

    site.pages["/story-x"] = answer
    site.pages["/feed.xml"] = feed(("The buoy off the point is found", site.url("/story-x"), published))
    folder = project(table(site, 'feeds = ["{}/feed.xml"]'), "[ingest]\nretry_after_s = 0.001\n[fetch]\nretries = 0\n")
    first = backfill(date(2026, 3, 1), date(2026, 3, 8))
    assert [report.state for report in first.slices] == [SliceState.OPEN]
    cut_off = False
    second = backfill(date(2026, 3, 1), date(2026, 3, 8))
    assert [(report.state, report.new) for report in second.slices] == [(SliceState.DONE, 1)]
    assert len(articles(folder)) == 1


def test_a_slice_may_exceed_the_pages_of_one_run(project: Project, site: Site) -> None:
    """A slice continues until all of its pages have outcomes."""
    folder = project(table(site), "[ingest]\nmax_pages_per_run = 20\n")
    try:
        backfill(*SPAN, slice="month")
    except BackfillError as error:
        pytest.fail(str(error))
    assert len(articles(folder)) == INSIDE[A_DAY]
    assert set(fetches(site).values()) == {1}
