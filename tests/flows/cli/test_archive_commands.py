"""Commands on an archive: show, raw, reprocess and audit; and their flows, once each on a real server."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dateline.config.loader import load
from dateline.config.schema import Settings
from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_effects import Effect
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX, SegmentEffects, added_up
from dateline.tasks.core.models import Window
from dateline.tasks.reprocess import reclean, segments_of
from tests.support.command import dateline
from tests.support.sample_archive import PAGES, SOURCE, ingest_folder, objects

Project = Callable[..., Path]

OTHER_RULES = (
    f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n[source.cleaning]\n'
    'timezone = "Asia/Tokyo"\nselectors = {{ remove = ["h2"] }}\n'.replace("{{", "{").replace("}}", "}")
)
"""Under these a page without a zone is of another minute, and a text has fewer headings."""


@pytest.fixture
def archived(project: Project) -> Path:
    """A project whose archive contains the sample."""
    folder = project(SOURCE)
    ingest_folder(load().settings)
    return folder


def with_other_rules(folder: Path) -> None:
    (folder / "config" / "sources" / "sample.toml").write_text(OTHER_RULES)


def clean_again(settings: Settings | None = None, *, dry_run: bool = False, **window: datetime) -> SegmentEffects:
    """Do what the flow `reprocess` does, without Prefect."""
    config = load()
    settings = settings or config.settings
    run = Run.begin("sample", Window(**window), datetime.now(UTC), "abc", RUN_SUFFIX)
    jobs = segments_of.fn("sample", run.window, settings)
    source = config.source("sample")
    return added_up(reclean.fn(job, run, source, settings, dry_run=dry_run) for job in jobs.jobs)


def test_the_same_cleaner_changes_nothing(archived: Path) -> None:
    """Reprocessing with the cleaner that made the archive writes nothing."""
    before = objects(archived)
    effects = clean_again()
    assert set(effects.counts) == {Effect.SAME}
    assert effects.written == 0
    assert objects(archived) == before


def test_a_dry_run_tells_what_the_real_run_does(archived: Path) -> None:
    """A dry run writes nothing and reports the changes of the real run; another run has nothing to do."""
    before = objects(archived)
    with_other_rules(archived)
    dry = clean_again(dry_run=True)
    assert objects(archived) == before
    real = clean_again()
    assert (real.counts, real.told) == (dry.counts, dry.told)
    assert real.counts[Effect.MOVED] >= 1
    assert real.counts[Effect.REVISION] >= 1
    after = objects(archived)
    assert after.items() > before.items()
    assert len(after) - len(before) == real.written
    assert set(clean_again().counts) == {Effect.SAME}
    assert objects(archived) == after


def test_what_was_cleaned_again_survives_the_loss_of_the_ledger(archived: Path) -> None:
    """Reprocessing does not need the ledger, and a rebuilt ledger has the same content."""
    with_other_rules(archived)
    clean_again()
    after = objects(archived)
    (archived / ".dateline" / "ledger.sqlite").unlink()
    assert set(clean_again().counts) == {Effect.SAME}
    assert objects(archived) == after


def test_only_the_window_is_cleaned_again(archived: Path) -> None:
    """Pages published outside the window are unchanged, and segments older than it are not read."""
    with_other_rules(archived)
    day = clean_again(dry_run=True, since=datetime(2026, 3, 3, tzinfo=UTC), until=datetime(2026, 3, 4, tzinfo=UTC))
    assert {page.url.rpartition("/")[2] for page in day.told} == {"ferry-returns.html"}
    assert segments_of.fn("sample", Window(since=datetime(2200, 1, 1, tzinfo=UTC)), load().settings).jobs == ()


def test_an_unfinished_batch_is_left_to_ingest(archived: Path) -> None:
    """A segment without a manifest is not reprocessed."""
    next((archived / "archive").rglob("*.jsonl")).unlink()
    found = segments_of.fn("sample", Window(), load().settings)
    assert (len(found.jobs), len(found.unfinished)) == (0, 1)


def test_a_damaged_page_hinders_no_other(archived: Path) -> None:
    """A damaged raw page is reported, and the others are reprocessed."""
    segment = next((archived / "archive").rglob("*.warc.gz"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    effects = clean_again(dry_run=True)
    assert effects.failures
    assert sum(effects.counts.values()) >= 10


def test_a_ledger_is_made_again_without_a_damaged_manifest(archived: Path) -> None:
    """A damaged manifest is reported with the exit code for storage; the ledger has the content of the others."""
    runs = archived / "archive" / "runs" / "2026" / "01" / "01" / "broken"
    runs.mkdir(parents=True)
    (runs / "00000.jsonl").write_text("{}\n")
    done = dateline("ledger", "rebuild", folder=archived)
    assert done.returncode == 4
    assert "from 1 manifest " in done.stdout
    assert "skipped: runs/2026/01/01/broken/00000.jsonl is damaged" in done.stderr
    assert dateline("trace", (PAGES / "03" / "cafe-rene.html").as_uri(), folder=archived).returncode == 0


def ids(folder: Path) -> list[str]:
    return [key.rpartition("/")[2].removesuffix(".json") for key in objects(folder) if key.startswith("articles/")]


def test_show_tells_an_article_and_its_history(archived: Path) -> None:
    """`show` finds an id with and without the ledger, and lists the changes between its records."""
    with_other_rules(archived)
    moved = next(page for page in clean_again().told if page.effect is Effect.MOVED)
    former, later = (key.rpartition("/")[2].removesuffix(".json") for key in (moved.before, moved.after))
    (archived / ".dateline" / "ledger.sqlite").unlink()
    shown = dateline("show", later, "--diff", folder=archived)
    assert shown.returncode == 0, shown.stderr
    assert f"* {later}" in shown.stdout
    assert f"revision of {former}" in shown.stdout
    assert "published_at\n      - 2026" in shown.stdout
    dateline("ledger", "rebuild", folder=archived)
    told = json.loads(dateline("show", former, "--revisions", "--json", folder=archived).stdout)
    assert {entry["record"]["id"] for entry in told} == {former, later}
    for command in ("show", "trace", "raw"):
        done = dateline(command, f"{later[:12].upper()}…", folder=archived)
        assert (done.returncode, done.stdout) == (0, dateline(command, later[:12], folder=archived).stdout), command


def test_show_says_what_it_does_not_have(archived: Path) -> None:
    """The exit code for an unknown id is 5."""
    done = dateline("show", "0" * 64, folder=archived)
    assert done.returncode == 5
    assert "has no article" in done.stderr
    unseen = dateline("show", "https://nowhere.example/1", folder=archived)
    assert "No run has seen this page." in unseen.stderr


@pytest.mark.parametrize("command", ["show", "trace", "raw"])
def test_words_in_place_of_an_id_are_to_be_searched_for(archived: Path, command: str) -> None:
    """No id or URL looks like them. Of an id that is not there, no search would help."""
    words = dateline(command, "old pier", folder=archived)
    assert words.returncode == 5
    assert "`dateline search 'old pier'` finds articles by their words." in words.stderr
    assert "dateline search" not in dateline(command, "dead", folder=archived).stderr


def test_a_rejected_page_is_told_with_what_to_do(archived: Path) -> None:
    """`show` and `trace` say why it was rejected, whether it is fetched again, and how to look at it."""
    page = (PAGES / "03" / "about-the-tide-tables.html").as_uri()
    shown, traced = (dateline(command, page, folder=archived) for command in ("show", "trace"))
    assert (shown.returncode, traced.returncode) == (5, 0)
    assert re.search(
        r"is not archived: it was rejected at 20.* UTC \(no_timestamp\): an article, but neither", shown.stderr
    )
    for told in (shown.stderr, traced.stdout):
        assert "Runs look at it again while it is recent, in case it becomes an article." in told
        assert f'`dateline raw "{page}"` prints the page that was rejected.' in told
    assert dateline("raw", page, folder=archived).stdout == (PAGES / "03" / "about-the-tide-tables.html").read_text()


def test_nothing_of_a_page_commands_the_terminal(archived: Path) -> None:
    """Control characters in a record are replaced when it is shown."""
    path = next((archived / "archive" / "articles").rglob("*.json"))
    record = json.loads(path.read_bytes())
    record["summary"] = "\x1b]0;owned\x07 \x9b2J \u202e"
    path.write_text(json.dumps(record))
    shown = dateline("show", record["id"], folder=archived).stdout
    assert "owned" in shown
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)


READERS = (
    ("export",),
    ("query", "select 1"),
    ("search", "pier"),
    ("show", "abcd1234"),
    ("index", "rebuild"),
    ("prune", "--dry-run"),
)
"""Commands that read the archive, in which an address with a mistake in it looks like an empty archive."""


def test_an_archive_that_is_not_where_the_settings_say_is_told(archived: Path) -> None:
    """The ledger knows that there is one. None of the commands makes a folder there."""
    retention = {"DATELINE_ARCHIVE__RAW_RETENTION": "until_archived"}
    for command in (*READERS, ("compact",), ("browse", "--port", "0")):
        done = dateline(*command, folder=archived, DATELINE_ARCHIVE__PATH="archvie", **retention)
        assert done.returncode == ExitCode.STORAGE, command
        assert "the archive has no mark" in done.stderr, command
        assert ". If the archive was moved, set [archive] path to where it is now. Check" in done.stderr, command
        if command[0] in {"search", "query", "show", "export"}:
            assert "Nothing was written" not in done.stderr, command
    assert not (archived / "archvie").exists()


def test_an_archive_that_no_run_has_written_to_is_told(project: Project) -> None:
    """It may be empty rightly, so commands do what they can."""
    folder = project(SOURCE)
    for command in READERS[:-1]:
        done = dateline(*command, folder=folder, DATELINE_ARCHIVE__PATH="archvie")
        assert done.returncode == (ExitCode.REJECTED if command[0] == "show" else 0), command
        assert f"the archive {folder / 'archvie'} is empty" in done.stderr, command
    ingest_folder(load().settings)
    assert not dateline("export", folder=folder).stderr


def test_raw_gives_back_the_page(archived: Path, tmp_path: Path) -> None:
    """`raw` returns the stored bytes, by id and by URL, and refuses damaged ones."""
    page = PAGES / "03" / "cafe-rene.html"
    output = tmp_path / "page.html"
    done = dateline("raw", page.as_uri(), "--output", str(output), folder=archived)
    assert done.returncode == 0, done.stderr
    assert output.read_bytes() == page.read_bytes()
    head = json.loads(dateline("raw", ids(archived)[0], "--json", folder=archived).stdout)
    assert head["headers"] == [["Content-Type", "text/html"]]
    segment = next((archived / "archive").rglob("*.warc.gz"))
    segment.write_bytes(segment.read_bytes()[:2000])
    broken = dateline("raw", ids(archived)[-1], folder=archived)
    assert broken.returncode == 4
    assert "raw page" in broken.stderr


def test_the_flows_run_and_print_figures(archived: Path, prefect_server: str) -> None:
    """Both commands run their flow, print its figures as JSON, and exit with the right code."""
    next((archived / "archive" / "articles").rglob("*.json")).write_bytes(b"{}")
    audit = dateline("audit", folder=archived, PREFECT_API_URL=prefect_server)
    assert audit.returncode == 4, audit.stderr
    assert "article_damaged" in audit.stdout
    mended = dateline("audit", "--mend", "--json", folder=archived, PREFECT_API_URL=prefect_server)
    assert mended.returncode == 0, mended.stdout
    assert json.loads(mended.stdout)["mended"] == 1
    with_other_rules(archived)
    done = dateline("reprocess", "--json", folder=archived, PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["written"] >= 3
