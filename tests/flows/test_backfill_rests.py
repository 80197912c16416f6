"""Backfills of sources whose host fails: it is left alone, and the slices that were not tried are left."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from dateline.tasks.adapters.http import politeness
from dateline.tasks.core.runs.backfill import BackfillResult, SliceState
from tests.support.bot_wall import WALL
from tests.support.command_environment import command_environment
from tests.support.local_site import Answer, Site, feed, serving, story

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]
DAYS = (date(2026, 3, 1), date(2026, 3, 9))


def source(site: Site) -> str:
    return (
        f'[source]\nname = "sample"\nfeeds = ["{site.url("/feed.xml")}"]\nsitemaps = ["{site.url("/sitemap.xml")}"]\n'
        '[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
    )


def backfill(**options: Any) -> BackfillResult:  # noqa: ANN401 - passed on
    from dateline.flows.backfill import backfill as flow  # noqa: PLC0415 - after the server's settings

    result = flow(["sample"], *DAYS, slice="day", **options)
    assert isinstance(result, BackfillResult)
    return result


@pytest.mark.parametrize("dry_run", [False, True], ids=["run", "dry run"])
@pytest.mark.parametrize(
    ("answer", "requests", "why"),
    [
        (lambda _: (500, b"Oh"), politeness.TROUBLES_BEFORE_REST, "it answered 500"),
        (lambda _: (403, WALL), 1, "it answered with a bot wall"),
    ],
    ids=["500", "bot wall"],
)
def test_a_host_that_fails_is_left_alone_and_the_backfill_ends(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: Answer,
    requests: int,
    why: str,
    *,
    dry_run: bool,
) -> None:
    """Many slices cost no more requests than pages would. When the rest is over, the same backfill continues."""
    from dateline.tasks.core.runs.backfill import BackfillError  # noqa: PLC0415 - after the server's settings

    monkeypatch.setattr(politeness, "REST_DELAYS", 10_000)  # so that no rest ends during the test
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(uuid.uuid4()))
    with serving(Site()) as site:
        site.pages |= {"/feed.xml": answer, "/sitemap.xml": answer}
        folder = project(source(site), "[fetch]\nretries = 0\n")
        told = rf"slices failed and \d+ were not tried, .* 127\.0\.0\.1 is left alone until [\d :-]+ UTC, because {why}"
        with pytest.raises(BackfillError) as first:
            backfill(dry_run=dry_run)
        assert len(site.asked) == requests
        failed, left = first.value.result.failed, first.value.result.left
        assert len(failed) <= 4, "two before the rest, and two that had begun"
        assert len(failed) + len(left) == 8
        assert all(f"because {why}" in report.detail for report in left)
        lines = [line for line in capsys.readouterr().out.splitlines() if "Failed; http" in line]
        if not dry_run:
            assert len(lines) == len(failed)
            assert all(re.search(r"UTC  sample \[2026-03-0\d, 2026-03-0\d\): Failed; ", line) for line in lines)
        with pytest.raises(BackfillError, match=told):
            backfill(dry_run=dry_run, parallel=1)
        assert len(site.asked) == requests
        noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        site.pages["/1"] = story("The quay is open", noon)
        site.pages["/feed.xml"] = feed(("The quay is open", site.url("/1"), noon))
        site.pages["/sitemap.xml"] = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
        with closing(sqlite3.connect(folder / ".dateline" / "ledger.sqlite")) as ledger, ledger:
            ledger.execute("UPDATE host_turns SET rest_until = 0")
        last = backfill(dry_run=dry_run)
    assert {report.state for report in last.slices} == {SliceState.COUNTED if dry_run else SliceState.DONE}
    assert sum(report.pages for report in last.slices) == 1


def test_an_interrupted_retry_is_left(project: Project, prefect_server: str) -> None:
    """Slices that failed once, and whose retries were cut off, have not failed for good."""
    running: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
    asked = count(1)

    def answer(_: dict[str, str]) -> tuple[int, bytes]:
        if next(asked) == 3:  # the first attempt of both slices has failed
            running.get().send_signal(signal.SIGINT)
        return 404, b"none"

    with serving(Site()) as site:
        site.pages["/feed.xml"] = answer
        folder = project(
            f'[source]\nname = "sample"\nfeeds = ["{site.url("/feed.xml")}"]\n'
            '[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
        )
        command = [sys.executable, "-m", "dateline", "backfill", "sample", "--parallel", "1"]
        command += ["--since", "2025-03-01", "--until", "2025-03-03", "--slice", "day"]
        env = command_environment(folder, PREFECT_API_URL=prefect_server)
        with subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL) as process:
            running.put(process)
            assert process.wait(400) == 130
    rows = [row for row in slice_tables() if row["days"].startswith("2025-03-0")]
    assert [row["state"] for row in rows] == ["left", "left"]
    assert all("404" in row["detail"] for row in rows)


def slice_tables() -> list[dict[str, Any]]:
    """Return the rows of the newest table of slices that the server has."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey  # noqa: PLC0415 - as above
    from prefect.client.schemas.sorting import ArtifactSort  # noqa: PLC0415 - as above

    tables = ArtifactFilter(key=ArtifactFilterKey(like_="backfill"))
    with get_client(sync_client=True) as client:
        newest = client.read_artifacts(artifact_filter=tables, sort=ArtifactSort.CREATED_DESC, limit=1)
    return list(json.loads(str(newest[0].data)))
