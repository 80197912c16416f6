"""Reading an archive, and a project, that the user may not write to."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import requests

from dateline.config.loader import load
from dateline.flows.cli.exit_codes import ExitCode
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import read_manifest
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.search import catch_up
from tests.support.command import Project
from tests.support.command_environment import command_environment
from tests.support.filed import file_articles
from tests.support.read_only import HAS_SETPRIV, read_only, without_privileges
from tests.support.reading import address_of_article
from tests.support.records import an_article
from tests.support.sample_archive import SOURCE

pytestmark = pytest.mark.skipif(not HAS_SETPRIV, reason="root needs setpriv (util-linux) to go without its rights")

PIER = an_article(headline="Pier burns", text="The old pier burned down at night.")


@pytest.fixture
def archived(project: Project) -> Path:
    """A project with an article and a ledger, but no search index."""
    folder = project(SOURCE)
    file_articles(load().settings, [PIER])
    rebuild_ledger(load().settings)
    return folder


@pytest.fixture
def unwritable(archived: Path) -> Iterator[Path]:
    """The same, without permission to write anywhere in it."""
    with read_only(archived):
        yield archived


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of a reader with a folder for an index and a ledger."""
    place = tmp_path_factory.mktemp("own")
    return {"DATELINE_SEARCH__PATH": f"{place}/search", "DATELINE_LEDGER__URL": f"sqlite:///{place}/ledger.sqlite"}


def ran(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        without_privileges([sys.executable, "-m", "dateline", *arguments]),
        cwd=folder,
        env=command_environment(folder) | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "pier"), "1 found, 1 shown"),
        (("query", "select headline from articles"), "Pier burns"),
        (("query", "select count(*) n from stories", "--format", "csv"), "n\n1"),
        (("show", PIER.id), "Pier burns"),
        (("show", PIER.id, "--similar"), "no other article"),
        (("export", "--format", "csv"), "Pier burns"),
    ],
)
def test_an_archive_is_only_read(archived: Path, arguments: tuple[str, ...], said: str) -> None:
    with read_only(archived / "archive"):
        done = ran(*arguments, folder=archived)
    assert (done.returncode, said in done.stdout.replace("\r", "")) == (0, True), done


def test_a_ledger_that_cannot_be_written_is_read(archived: Path) -> None:
    with read_only(archived):
        assert PIER.url in ran("trace", PIER.url, folder=archived).stdout
        assert "sample" in ran("health", folder=archived).stdout


def test_a_ledger_that_another_user_writes_is_read(archived: Path) -> None:
    """Also what is only in its write-ahead log."""
    settings, ferry = load().settings, an_article(headline="Ferry", url="https://saltmere.example/ferry")
    key = file_articles(settings, [ferry])
    with shared_ledger(settings.ledger.url) as ledger:
        ledger.apply(read_manifest(open_store(settings.archive).get(key), key))
        assert (archived / ".dateline" / "ledger.sqlite-wal").stat().st_size
        with read_only(archived):
            assert ferry.url in ran("trace", ferry.url, folder=archived).stdout


def test_a_ledger_that_cannot_be_written_is_told_by_doctor_and_by_what_writes(archived: Path) -> None:
    with read_only(archived / ".dateline"):
        ingested, examined = ran("ingest", "sample", folder=archived), ran("doctor", folder=archived)
    assert ingested.returncode == ExitCode.STORAGE
    assert "It is read-only; give dateline's user write permission" in ingested.stderr
    assert "ledger.sqlite cannot be written" in examined.stdout


def test_a_project_that_cannot_be_written_is_browsed(archived: Path) -> None:
    """With its index and its ledger. Without the ledger, which is not made, pages say what they lack."""
    catch_up(load().settings)
    with read_only(archived):
        start, article = browsed(archived, "/", address_of_article(PIER))
    assert "Pier burns" in start
    assert "Without a ledger" not in start + article
    (archived / ".dateline" / "ledger.sqlite").unlink()
    with read_only(archived):
        start, article, changes = browsed(archived, "/", address_of_article(PIER), "/changes")
    assert "Pier burns" in start
    assert "Without a ledger, this page lacks the health of the sources. There is none: run" in start
    assert "lacks other addresses of the text" in article
    assert "lacks the articles that vanished" in changes


def test_an_index_that_cannot_be_written_answers_as_it_is(archived: Path) -> None:
    catch_up(load().settings)
    file_articles(load().settings, [an_article(headline="Ferry", text="A ferry at the pier.")])
    with read_only(archived):
        done = ran("search", "pier", folder=archived)
    assert (done.returncode, "1 found, 1 shown" in done.stdout) == (0, True), done
    assert "could not be written" in done.stderr
    assert "The newest articles may be missing" in done.stderr


def test_a_project_without_any_run_is_browsed_and_stays_so(project: Project) -> None:
    folder = project(SOURCE)
    for browsing in (read_only(folder), nullcontext()):
        with browsing:
            pages = browsed(folder, "/", "/changes", "/sources", "/sources/sample", "/rejections", "/search?q=pier")
        assert "The archive has no articles yet" in pages[0]
        assert "Without a ledger" not in "".join(pages)
        assert not (folder / ".dateline").exists()


def test_where_nothing_can_be_written_a_sentence_says_what_to_set(unwritable: Path, own: dict[str, str]) -> None:
    unsearched = ran("search", "pier", folder=unwritable)
    assert unsearched.returncode == ExitCode.STORAGE
    assert "set [search] path to a folder that dateline's user may write to" in unsearched.stderr
    unread = ran("browse", "--port", "0", folder=unwritable)
    assert unread.returncode == ExitCode.STORAGE
    assert "set [search] path to a folder that dateline's user may write to" in unread.stderr
    assert "1 found" in ran("search", "pier", folder=unwritable, **own).stdout
    assert ran("ledger", "rebuild", folder=unwritable, **own).returncode == 0
    assert "Pier burns" in browsed(unwritable, **own)[0]


def test_where_no_ledger_can_be_made_a_sentence_says_what_to_set(project: Project) -> None:
    folder = project(SOURCE)
    file_articles(load().settings, [PIER])
    with read_only(folder):
        untold = ran("health", folder=folder)
    assert untold.returncode == ExitCode.STORAGE
    assert "set [ledger] url to a file of your own and run `dateline ledger rebuild`" in untold.stderr


def browsed(folder: Path, *paths: str, **environment: str) -> list[str]:
    """Return pages of the reading room, by default the start page."""
    with subprocess.Popen(
        without_privileges([sys.executable, "-m", "dateline", "browse", "--port", "0"]),
        cwd=folder,
        env=command_environment(folder) | environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        address = process.stdout.readline().removeprefix("The reading room is open at ").strip()
        answers = [requests.get(address.rstrip("/") + path, timeout=60) for path in paths or ("/",)]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return [answer.text for answer in answers]
