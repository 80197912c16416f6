"""Reports of runs on a real Prefect server: bytes, windows, rechecks, and how runs ended."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.tasks.core.display.wording import size
from dateline.tasks.core.errors import TransientStoreError
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.summary import RunResult
from tests.support.local_site import Site, ago, feed, serving, story
from tests.support.sample_archive import PAGES, objects

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]
NAME = "reported"
"""A source of this file alone: other files' tests run on the same server at the same time."""
SOURCE = f'[source]\nname = "{NAME}"\nfolders = ["{PAGES}"]\n'


@pytest.fixture
def project(project: Project) -> Project:
    """Create a project with the source of this file."""

    def make(source: str, settings: str = "") -> Path:
        folder = project(source, settings)
        sources = folder / "config" / "sources"
        (sources / "sample.toml").rename(sources / f"{NAME}.toml")
        return folder

    return make


def ingest(since: datetime | None = None, until: datetime | None = None) -> RunResult:
    from dateline.flows.ingest import ingest as flow  # noqa: PLC0415 - after the server's settings

    result = flow(NAME, since, until)
    assert isinstance(result, RunResult)
    return result


def report(kind: str = "report") -> str:
    """Return the latest report of the source, or another artifact."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey  # noqa: PLC0415

    of_source = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[f"{kind}-{NAME}"]))
    with get_client(sync_client=True) as client:
        (found,) = client.read_latest_artifacts(artifact_filter=of_source)
    return str(found.data)


def test_a_report_has_bytes_and_the_window(project: Project) -> None:
    """Bytes read and written agree with the files; a second run transfers nothing."""
    folder = project(SOURCE)
    summary = ingest().summary
    stored = objects(folder)
    assert summary.transferred_bytes == sum(path.stat().st_size for path in PAGES.rglob("*") if path.is_file())
    assert (summary.written, summary.written_bytes) == (len(stored), sum(map(len, stored.values())))
    told = report()
    assert "**Completed**. Window: up to 20" in told
    assert f"| transferred | {size(summary.transferred_bytes)} |" in told
    assert f"| written to the archive, {len(stored)} objects | {size(summary.written_bytes)} |" in told
    again = ingest().summary
    assert (again.transferred_bytes, again.written, again.written_bytes) == (0, 0, 0)
    assert "pages per second" not in report()


def test_the_name_of_a_run_says_its_window_in_short(project: Project) -> None:
    """Days are shown as days, moments to the minute; the report says that the window was requested."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName  # noqa: PLC0415 - as above

    project(SOURCE)
    ingest(since=datetime(2026, 3, 3, tzinfo=UTC), until=datetime(2026, 3, 4, 6, 30, tzinfo=UTC))
    with get_client(sync_client=True) as client:
        (run,) = client.read_flow_runs(flow_run_filter=FlowRunFilter(name=FlowRunFilterName(like_=f"{NAME} [")))
    assert run.name == f"{NAME} [2026-03-03, 2026-03-04 06:30)"
    assert "Window: from 2026-03-03 00:00 to 2026-03-04 06:30 UTC" in report()


def test_an_article_of_which_only_the_day_is_known_has_no_time(project: Project, tmp_path: Path) -> None:
    """The day is the publisher's, which begins on the day before in UTC."""
    folder = tmp_path / "pages"
    folder.mkdir()
    page = story("The pier was mended", datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    (folder / "timed.html").write_bytes(page)
    (folder / "dated.html").write_bytes(
        page.replace(b"mended", b"sold").replace(b"2026-03-05T09:30:00+00:00", b"2026-03-06")
    )
    project(f'[source]\nname = "{NAME}"\nfolders = ["{folder}"]\n[source.cleaning]\ntimezone = "Asia/Tokyo"\n')
    assert ingest().summary.count(OutcomeKind.NEW) == 2
    rows = {row["headline"]: row["published"] for row in json.loads(report("articles"))}
    assert rows == {"The pier was mended": "2026-03-05 09:30", "The pier was sold": "2026-03-06"}


def source_of(site: Site) -> str:
    """Return a source file with the feed of a site."""
    host = site.address.removeprefix("http://")
    return (
        f'[source]\nname = "{NAME}"\nfeeds = ["{site.url("/feed")}"]\n'
        f'[source.fetch]\nprivate_hosts = ["{host}"]\nmin_delay_s = 0\n'
    )


def test_a_report_has_the_rechecks(project: Project) -> None:
    """Both articles are rechecked, one has changed, and the bytes of one were transferred."""
    published = ago(minutes=2)
    first, other = story("The pier was mended", published), story("The crane was sold", published)
    with serving(Site()) as site:
        site.pages |= {"/pier": first, "/crane": other}
        site.pages["/feed"] = feed(("a", site.url("/pier"), published), ("b", site.url("/crane"), published))
        project(source_of(site), "[recheck]\nfirst_after_s = 0.1\ngrowth = 1.00001\n")
        assert ingest().summary.count(OutcomeKind.NEW) == 2
        changed = story("The pier was mended", published, *(f"Now it says {word} instead. " * 9 for word in "abc"))
        site.pages["/pier"] = changed
        summary = ingest().summary
    assert (summary.rechecked, summary.changed, summary.outcomes) == (2, 1, {OutcomeKind.REVISION: 1})
    assert summary.transferred_bytes == len(changed)  # the other one has an ETag, and costs none
    assert "| checked again | 2 |\n| of these, changed | 1 |" in report()


def test_a_page_that_does_not_answer_was_not_checked_again(project: Project) -> None:
    """The report counts it apart from the pages that were, of which there are none."""
    published = ago(minutes=2)
    with serving(Site()) as site:
        site.pages["/pier"] = story("The pier was mended", published)
        site.pages["/feed"] = feed(("a", site.url("/pier"), published))
        project(source_of(site), "[fetch]\nretries = 0\n[recheck]\nfirst_after_s = 0.1\ngrowth = 1.00001\n")
        assert ingest().summary.count(OutcomeKind.NEW) == 1
        site.pages["/pier"] = lambda _: (500, b"")
        summary = ingest().summary
    assert (summary.rechecked, summary.missed, summary.looked_at) == (1, 1, 0)
    assert "| checked again | 0 |\n| of these, changed | 0 |\n| could not be checked again | 1 |" in report()
    assert "pages per second" not in report()


@pytest.mark.parametrize("ended", ["failed", "stopped"])
def test_a_run_that_ends_early_reports_its_progress(
    project: Project, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    """The report has the first batch, how and why the run ended, and what is left."""
    from dateline.flows import pipeline  # noqa: PLC0415 - after the server's settings
    from dateline.tasks.core.errors import StoppedError  # noqa: PLC0415 - as above

    errors: dict[str, Exception] = {
        "failed": TransientStoreError("the disk is full", key="x"),
        "stopped": StoppedError("asked to stop"),
    }
    archive, calls = pipeline.archive, 0  # type: ignore[attr-defined]  # imported there, to be called there

    def once(*args: Any) -> Any:  # noqa: ANN401 - as the task
        nonlocal calls
        calls += 1
        if calls > 1:
            raise errors[ended]
        return archive(*args)

    project(SOURCE, "[ingest]\nbulk_batch_pages = 4\n")
    monkeypatch.setattr(pipeline, "archive", once)
    with pytest.raises(Exception, match=r"disk is full|asked to stop"):
        ingest()
    told = report()
    assert f"**{'Failed' if ended == 'failed' else 'Cancelled'}**" in told
    assert "- batches left to the next run: 3 of 4" in told
    assert ("the disk is full" in told) == (ended == "failed")
    kinds = "|".join(kind.value for kind in OutcomeKind)
    assert sum(int(pages) for pages in re.findall(rf"\| (?:{kinds}) \| (\d+) \|", told)) == 4


def test_a_report_that_cannot_be_published_hides_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends with its own error, though the server refuses the report."""
    from dateline.flows import ingest_run, pipeline  # noqa: PLC0415 - after the server's settings

    def broken(*_: object) -> None:
        raise TransientStoreError("the disk is full", key="x")

    def deaf(*_: object) -> None:
        raise ConnectionError("the server is gone")

    project(SOURCE)
    monkeypatch.setattr(pipeline, "archive", broken)
    monkeypatch.setattr(ingest_run, "publish", deaf)
    with pytest.raises(TransientStoreError, match="disk is full"):
        ingest()
