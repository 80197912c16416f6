"""The main flow on a real Prefect server, from the sample site over real HTTP to JSON on disk."""

import json
import re
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dateline.config.loader import load
from dateline.tasks import archive as archive_step
from dateline.tasks.adapters.ledger import shared
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.errors import DiscoveryError, LedgerError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Manifest, OutcomeKind, Reason
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.summary import RunResult
from dateline.tasks.core.search.page import Query
from dateline.tasks.search import search
from tests.support.bot_wall import WALL
from tests.support.command import sample_source
from tests.support.local_site import Site, ago, feed, serving, story
from tests.support.run_reports import report_of

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]


def ingest(source: str = "sample", **window: Any) -> RunResult:  # noqa: ANN401 - passed on
    from dateline.flows.ingest import ingest as flow  # noqa: PLC0415 - after the server's settings

    result = flow(source, **window)
    assert isinstance(result, RunResult)
    return result


def objects(folder: Path) -> dict[str, bytes]:
    archive = folder / "archive"
    return {str(p.relative_to(archive)): p.read_bytes() for p in sorted(archive.rglob("*")) if p.is_file()}


@pytest.fixture
def ingested(project: Project, sample_site: str) -> tuple[Path, RunResult]:
    """The sample, ingested once."""
    folder = project(sample_source(sample_site))
    return folder, ingest()


def test_a_run_opens_the_ledger_once(project: Project, sample_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps of a run share one open ledger."""
    opened: list[str] = []

    def counted(url: str) -> Ledger:
        opened.append(url)
        return open_ledger(url)

    monkeypatch.setattr(shared, "open_ledger", counted)
    project(sample_source(sample_site))
    assert ingest().summary.count(OutcomeKind.NEW)
    assert len(opened) == 1


def test_a_broken_search_index_does_not_fail_a_run(ingested: tuple[Path, RunResult]) -> None:
    """The report says that the index was not updated."""
    settings = load().settings
    assert ingested[1].warnings == ()
    assert search(settings, Query(text="lighthouse OR lamp")).total
    assert ingest().warnings == ()
    (settings.search.path / (settings.search.path / "current").read_text()).write_bytes(b"not a database" * 1000)
    assert "the search index was not updated" in str(ingest().warnings)


def by_page(result: RunResult) -> dict[str, tuple[OutcomeKind, Reason | None]]:
    return {o.url.rpartition("/")[2] or "harbour/": (o.kind, o.reason) for o in result.outcomes}


def test_the_sample_becomes_an_archive(ingested: tuple[Path, RunResult]) -> None:
    """Every page of the sample has its expected outcome, and a second run writes nothing."""
    folder, result = ingested
    new, rejected = OutcomeKind.NEW, OutcomeKind.REJECTED
    assert {page.partition("?")[0]: outcome for page, outcome in by_page(result).items()} == {
        "lighthouse-keeper.html": (new, None),
        "leuchtturm.html": (new, None),
        "ferry-returns.html": (new, None),
        "harbour-road.html": (new, None),
        "live-harbour-road.html": (OutcomeKind.DUPLICATE, None),
        "storm.html": (new, None),
        "storm-update.html": (OutcomeKind.REVISION, None),
        "harbour-briefing-07.html": (new, None),
        "harbour-briefing-08.html": (new, None),
        "cafe-rene.html": (new, None),
        "fish-market.txt": (new, None),
        "regatta.html": (new, None),
        "about-the-tide-tables.html": (rejected, Reason.NO_TIMESTAMP),
        "mayor-interview.html": (rejected, Reason.BLOCKED),
        "harbour/": (rejected, Reason.NOT_ARTICLE),
    }
    assert result.summary.discovered == 15
    before = objects(folder)
    again = ingest()
    assert again.summary.written == again.summary.settled == 0
    assert again.summary.known == 15
    assert objects(folder) == before


RUNS: list[UUID] = []
"""The runs that `end_of` made. Tests in other processes use the same server, and sources of the same name."""


def end_of(source: str = "sample") -> tuple[str, str, str | None]:
    """Run the flow; return type, name and message of its final state on the server."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings

    from dateline.flows.ingest import ingest as flow  # noqa: PLC0415 - as above

    state = flow(source, return_state=True)
    with get_client(sync_client=True) as client:
        assert state.state_details.flow_run_id
        RUNS.append(state.state_details.flow_run_id)
        kept = client.read_flow_run(RUNS[-1]).state
    assert kept
    return kept.type.value, str(kept.name), kept.message


def reported() -> tuple[str, str]:
    """Return the description of the report of the last run, and its first sentence."""
    description, report = report_of(RUNS[-1])
    return description, report.split("\n")[2].partition(" Window")[0]


def test_a_run_that_cannot_begin_says_why_in_its_state(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in the configuration is told as `check` tells it, and a bug as one, with the error's name."""
    folder = project('[source]\nname = "sample"\nurls = ["https://sample.example/a"]\n')
    kind, name, told = end_of("sampel")
    assert (kind, name) == ("FAILED", "Failed")
    place = folder / "config" / "sources" / "sampel.toml"
    assert told == f"{place}: there is no such source. Did you mean sample? The sources are: sample."
    monkeypatch.setattr("dateline.flows.ingest.holding_archive", None)
    assert end_of()[2] == (
        "an unexpected error, probably a bug in dateline: TypeError: 'NoneType' object is not callable"
    )


@pytest.mark.parametrize("step", ["note_wall", "completed"])
def test_a_run_that_fails_after_archiving_leaves_a_report(
    project: Project, sample_site: str, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Also if the ledger fails between the last page and the run's end. The report has what was archived."""

    def failing(*_: object) -> None:
        raise LedgerError("the ledger is locked")

    project(sample_source(sample_site))
    monkeypatch.setattr(f"dateline.flows.ingest.{step}", failing)
    assert end_of() == ("FAILED", "Failed", "the ledger is locked")
    assert re.match(r"Failed: \d+ new", reported()[0])
    assert reported()[1] == "**Failed**."


def test_runs_end_in_distinct_states(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The states distinguish news, nothing new, an unreadable part, and walls only, which is a failure.

    A run of a deployment also prints its end, for the terminal of `serve`.
    """
    with serving(Site()) as site:
        site.pages["/a"] = story("A story of the harbour master", ago(hours=1))
        site.pages["/feed.xml"] = feed(("A", site.url("/a"), ago(hours=1)))
        parts = f'feeds = ["{site.url("/feed.xml")}", "{site.url("/other.xml")}"]'
        site.pages["/other.xml"] = feed()
        source = f'[source]\nname = "sample"\n{parts}\n[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
        project(source, "[fetch]\nretries = 0\n[poll]\nadaptive = false\n")
        assert end_of() == ("COMPLETED", "Completed", "1 new or changed, 0 rejected")
        assert reported() == ("Completed: 1 new", "**Completed**.")
        assert end_of() == ("COMPLETED", "Nothing new", "0 new or changed, 0 rejected")
        assert reported() == ("Nothing new", "**Nothing new**.")
        site.pages["/other.xml"] = lambda _: (500, b"")
        assert end_of() == ("COMPLETED", "Partly read", "1 unread part; 0 new or changed, 0 rejected")
        assert reported() == ("Partly read: 1 unread part; 0 new or changed, 0 rejected", "**Partly read**.")
        site.pages["/feed.xml"] = lambda _: (500, b"")
        kind, name, told = end_of()
        assert (kind, name) == ("FAILED", "Failed")
        assert told == "; ".join(
            f"{site.url(path)} could not be read: the server answered 500 Internal Server Error"
            for path in ("/feed.xml", "/other.xml")
        )
        with pytest.raises(DiscoveryError, match=r"feed\.xml could not be read"):
            ingest()
        site.pages["/feed.xml"] = feed(("A", site.url("/a"), ago(hours=1)))
        site.pages["/wall"] = lambda _: (403, WALL)
        site.pages["/other.xml"] = feed(("B", site.url("/wall"), ago(hours=1)))
        monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(uuid.uuid4()))
        brought: list[int] = []
        monkeypatch.setattr("dateline.flows.ingest.keep_rhythm", lambda _source, new, _settings: brought.append(new))
        kind, name, told = end_of()
        assert (kind, name) == ("FAILED", "Blocked by bot wall")
        assert brought == [0], "an adaptive schedule slows down at a wall"
        assert re.fullmatch(r"[\d-]+ [\d:]+ UTC  sample: Blocked by bot wall; 1 page .*\n", capsys.readouterr().out)
        assert told == "1 page fetched, and each was a bot wall, a login or a consent page; nothing was archived"
        kind, name, told = end_of()  # no page is due so soon, and the source is not well because of that
        assert (kind, name) == ("FAILED", "Blocked by bot wall")
        assert re.fullmatch(
            r"no page was due: at .* UTC each page was a bot wall, .* they are tried again later", told or ""
        )
        assert reported()[0].startswith("Blocked by bot wall: no page was due: at ")
        assert reported()[1] == "**Blocked by bot wall**."
        site.pages["/b"] = story("The pier is open again", ago(hours=1))
        site.pages["/other.xml"] = feed(("B", site.url("/b"), ago(hours=1)))
        assert end_of()[1] == "Completed"
        assert end_of()[1] == "Nothing new"


def test_the_articles_are_right(ingested: tuple[Path, RunResult]) -> None:
    """The records contain what the pages say: characters, minutes, zones, labels, captions, paywalls."""
    folder, _ = ingested
    stored = [json.loads(data) for key, data in objects(folder).items() if key.startswith("articles/")]
    by_file = {a["url"].rpartition("/")[2].partition("?")[0]: a for a in stored}
    cafe, ferry, fish = by_file["cafe-rene.html"], by_file["ferry-returns.html"], by_file["fish-market.txt"]
    regatta, german = by_file["regatta.html"], by_file["leuchtturm.html"]
    assert cafe["headline"] == "Café René opens where the net store was"
    assert "crème brûlée" in cafe["text"]
    assert ferry["captions"] == ["Saltmere ferry returns after eleven weeks in dock (VIDEO)"]
    assert (ferry["headline_tags"], ferry["published_at"]) == (["video"], "2026-03-03T17:45:00Z")
    assert ferry["summary"] == "The first crossing left with nine minutes’ delay and a brass band"
    assert "icon" not in ferry["text"]
    assert "share this story" not in ferry["text"]
    assert (fish["published_at"], fish["timezone_source"]) == ("2026-03-10T05:50:00Z", "source")
    assert fish["summary"] == "The traders counted hands twice, and the bell three times"
    assert (regatta["published_at"], regatta["paywalled"]) == ("2026-03-15T15:20:00Z", True)
    assert (german["language"], german["published_at"]) == ("de", "2026-03-02T11:20:00Z")
    assert german["authors"] == ["Ines Harrow"]


def test_the_revision_stands_beside_the_first(ingested: tuple[Path, RunResult]) -> None:
    """A corrected story does not overwrite its first record."""
    folder, result = ingested
    revision = next(o for o in result.outcomes if o.kind is OutcomeKind.REVISION)
    assert revision.article
    stored = json.loads((folder / "archive" / revision.article).read_bytes())
    first = json.loads((folder / "archive" / f"articles/2026/03/06/{stored['dedupe_key']}.json").read_bytes())
    assert stored["revision_of"] == first["id"]
    assert "1,200 homes" in first["text"]
    assert "1,450 homes" in stored["text"]


def test_every_page_has_its_line_in_the_manifest(ingested: tuple[Path, RunResult]) -> None:
    """Each reference has one line in the manifest, and each rejection is in the quarantine, with its raw page."""
    folder, result = ingested
    found = objects(folder)
    lines = [json.loads(line) for key, data in found.items() if key.startswith("runs/") for line in data.splitlines()]
    assert len(lines) == result.summary.settled == 15
    assert Counter(line["kind"] for line in lines) == {"new": 10, "duplicate": 1, "revision": 1, "rejected": 3}
    quarantine = [json.loads(data) for key, data in found.items() if key.startswith("rejected/")]
    assert {q["reason"] for q in quarantine} == {"no_timestamp", "blocked", "not_article"}
    assert all(q["raw"]["segment"] in found for q in quarantine)


def test_a_window_leaves_out_what_lies_outside(project: Project, sample_site: str) -> None:
    """Only pages published in ``[since, until)`` are archived, by their own date if the feed has none."""
    from datetime import UTC, datetime  # noqa: PLC0415

    project(sample_source(sample_site))
    result = ingest(since=datetime(2026, 3, 3, tzinfo=UTC), until=datetime(2026, 3, 6, tzinfo=UTC))
    kinds = by_page(result)
    assert {page.partition("?")[0] for page, (kind, _) in kinds.items() if kind is OutcomeKind.NEW} == {
        "ferry-returns.html",
        "harbour-road.html",
    }
    assert kinds["regatta.html"] == (OutcomeKind.REJECTED, Reason.OUTSIDE_WINDOW)
    whole = ingest()
    assert by_page(whole)["regatta.html"] == (OutcomeKind.NEW, None)


def test_the_run_leaves_artifacts_in_the_ui(project: Project, sample_site: str) -> None:
    """The run has a report, a table of new articles with links, and a table of rejections."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415 - after the server's settings
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId  # noqa: PLC0415 - as above

    from dateline.flows.ingest import ingest as flow  # noqa: PLC0415 - as above

    project(sample_source(sample_site))
    state = flow("sample", return_state=True)
    result = state.result()
    of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id]))
    with get_client(sync_client=True) as client:
        artifacts = {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=of_run)}
    assert "| new | 10 |" in str(artifacts["report-sample"].data)
    articles = json.loads(str(artifacts["articles-sample"].data))
    rejections = json.loads(str(artifacts["rejections-sample"].data))
    assert len(articles) == 11
    assert all(row["page"].startswith("[127.0.0.1:") for row in articles)
    assert {row["reason"] for row in rejections} == {str(reason) for reason in result.summary.reasons}


def test_a_batch_that_fails_is_reported_and_completed_by_the_next_run(
    project: Project, sample_site: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The run exits with the code for an internal error and names the batch; the next run completes it."""
    from dateline.config.loader import load  # noqa: PLC0415 - after the server's settings
    from dateline.flows.cli.commands.ingest import Asked, run_all  # noqa: PLC0415 - as above
    from dateline.flows.cli.exit_codes import ExitCode  # noqa: PLC0415 - as above

    folder = project(sample_source(sample_site), "[ingest]\nbatch_pages = 5\n")
    make = archive_step._manifest

    def failing(batch: OpenBatch, *args: Any) -> Manifest:  # noqa: ANN401 - passed on
        if batch.batch == "00001":
            raise ArithmeticError("cannot be done")
        return make(batch, *args)

    with monkeypatch.context() as patched:
        patched.setattr(archive_step, "_manifest", failing)
        assert run_all(load(), Asked(["sample"], as_json=True)) is ExitCode.UNEXPECTED
    told = capsys.readouterr().err
    assert "-00001 of sample (5 pages) failed" in told
    assert "ArithmeticError: cannot be done" in told
    assert len([key for key in objects(folder) if key.startswith("runs/")]) == 2
    assert run_all(load(), Asked(["sample"], as_json=True)) is ExitCode.DONE
    lines = [line for key, data in objects(folder).items() if key.startswith("runs/") for line in data.splitlines()]
    assert len(lines) == 15
