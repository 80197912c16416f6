"""Backfills on a real Prefect server: slices, retries, and continuing after a stop."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from dateline.tasks.core.runs.backfill import BackfillResult, SliceState
from tests.support.command import dateline
from tests.support.command_environment import command_environment
from tests.support.local_site import Site, feed, serving, story
from tests.support.prefect_servers import give_database
from tests.support.sample_archive import SOURCE, objects

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]
MARCH = (date(2026, 3, 1), date(2026, 3, 17))


def backfill(*args: Any, **options: Any) -> BackfillResult:  # noqa: ANN401 - passed on
    from dateline.flows.backfill import backfill as flow  # noqa: PLC0415 - after the server's settings

    result = flow(["sample"], *args, **options)
    assert isinstance(result, BackfillResult)
    return result


def test_a_backfill_is_done_in_slices_and_its_repeat_does_nothing(project: Project) -> None:
    """Each slice has a row, is skipped in a repeat, and each story of the span is archived once."""
    folder = project(SOURCE)
    dry = backfill(*MARCH, dry_run=True)
    assert {report.state for report in dry.slices} == {SliceState.COUNTED}
    assert sum(report.pages for report in dry.slices) > 0
    assert not objects(folder)
    result = backfill(*MARCH)
    assert [report.days for report in result.slices] == [
        "2026-03-01..2026-03-08",
        "2026-03-08..2026-03-15",
        "2026-03-15..2026-03-17",
    ]
    assert {report.state for report in result.slices} == {SliceState.DONE}
    told = sum((Counter(report.record_warnings) for report in result.slices), Counter[str]())
    assert told
    assert {note.split(":")[1].split()[0] for note in result.notes} == {str(number) for number in told.values()}
    before = objects(folder)
    articles = [key for key in before if key.startswith("articles/")]
    assert len(articles) == len({json.loads(before[key])["id"] for key in articles}) >= 10
    again = backfill(*MARCH)
    assert {report.state for report in again.slices} == {SliceState.DONE_BEFORE}
    assert objects(folder) == before


def test_a_slice_that_fails_is_retried_and_reported(project: Project) -> None:
    """A backfill of an unreadable source fails after three tries, and says what to do."""
    from dateline.tasks.core.runs.backfill import BackfillError  # noqa: PLC0415

    folder = project('[source]\nname = "sample"\nfolders = ["empty"]\n')
    (folder / "empty").mkdir()
    with pytest.raises(BackfillError, match=r"1 of 1 slices failed.*Run the same backfill again to retry them"):
        backfill(date(2026, 3, 1), date(2026, 3, 3))


def logged(folder: Path) -> str:
    """Return the logs of the runs that reported to the project's own server."""
    with closing(sqlite3.connect(folder / ".prefect" / "prefect.db")) as database:
        return "\n".join(line for (line,) in database.execute("SELECT message FROM log"))


@pytest.mark.parametrize("has_server", [True, False], ids=["shared server", "own server"])
def test_failed_slices_are_listed_beside_finished_ones(
    project: Project, prefect_server: str, tmp_path: Path, *, has_server: bool
) -> None:
    """The command ends with the table of slices, a sentence that says what to do, and exit code 3, not with a bug."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with serving(Site()) as site:
        site.pages |= {"/1": story("The quay is open", noon), "/quay": feed(("The quay is open", site.url("/1"), noon))}
        for name in ("dead", "quay"):
            project(
                f'[source]\nname = "{name}"\nfeeds = ["{site.url(f"/{name}")}"]\n'
                '[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
            )
            sources = tmp_path / "config" / "sources"
            (sources / "sample.toml").rename(sources / f"{name}.toml")
        give_database(tmp_path)
        server = {"PREFECT_API_URL": prefect_server} if has_server else {}
        span = ("--since", "2026-03-01", "--until", "2026-03-03")
        done = dateline("backfill", "dead", "quay", *span, folder=tmp_path, **server)
    assert done.returncode == 3, done.stderr
    assert "dead  2026-03-01..2026-03-03  failed" in done.stdout
    assert "quay  2026-03-01..2026-03-03  done  1 page, 1 new" in done.stdout
    assert "dateline: 1 of 2 slices failed, the first of them dead 2026-03-01..2026-03-03" in done.stderr
    assert "Run the same backfill again to retry them" in done.stderr
    assert "report" not in done.stderr
    if not has_server:
        assert "1 of 2 slices failed" in logged(tmp_path), "the last lines must reach the server before it stops"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("nowhere", "--since", "2026-03-01", "--until", "2026-03-02"), "there is no such source"),
        (("sample", "--since", "2026-03-02", "--until", "2026-03-01"), "must be before"),
        (("sample", "--since", "0002-01-01", "--until", "9998-01-01"), "about 521,566 slices, and the limit is"),
        (("sample", "--since", "2026-03-01", "--until", "2026-03-02", "--via", "wayback"), "does not list wayback"),
    ],
    ids=["unknown source", "turned span", "span of ages", "way not in the file"],
)
def test_an_impossible_backfill_is_a_mistake_of_usage(
    project: Project, prefect_server: str, args: tuple[str, ...], told: str
) -> None:
    """A backfill that is impossible is an error with exit code 2."""
    done = dateline("backfill", *args, folder=project(SOURCE), PREFECT_API_URL=prefect_server)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr


def test_a_killed_backfill_goes_on_where_it_was(project: Project, prefect_server: str) -> None:
    """After SIGKILL in the fourth of six slices, the same command skips the three and completes the archive."""
    running: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def kill(_: dict[str, str]) -> tuple[int, bytes]:
        running.get().kill()
        return 503, b""

    with serving(Site()) as site:
        noons = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in range(1, 7)]
        headlines = [f"The keeper's log of day {noon.day} is read out" for noon in noons]
        site.pages |= {f"/{noon.day}": story(text, noon) for text, noon in zip(headlines, noons, strict=True)}
        site.pages["/feed.xml"] = feed(
            *((text, site.url(f"/{noon.day}"), noon) for text, noon in zip(headlines, noons, strict=True))
        )
        page, site.pages["/4"] = site.pages["/4"], kill
        folder = project(
            f'[source]\nname = "sample"\nfeeds = ["{site.url("/feed.xml")}"]\n'
            '[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
        )
        command = [sys.executable, "-m", "dateline", "backfill", "sample"]
        command += ["--since", "2026-03-01", "--until", "2026-03-07", "--slice", "day", "--parallel", "1"]
        env = command_environment(folder, PREFECT_API_URL=prefect_server)
        with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL) as process:
            running.put(process)
            assert process.wait(400) == -signal.SIGKILL
        site.pages["/4"] = page
        again = backfill(date(2026, 3, 1), date(2026, 3, 7), slice="day", parallel=2)
    assert [report.state for report in again.slices] == [SliceState.DONE_BEFORE] * 3 + [SliceState.DONE] * 3
    assert len([key for key in objects(folder) if key.startswith("articles/")]) == 6
