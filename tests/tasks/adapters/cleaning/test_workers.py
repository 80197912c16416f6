"""Cleaning in other processes and on a Dask cluster: the results, and what happens when workers die."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from dateline.config.schema import IngestSettings, Settings, Source
from dateline.tasks.adapters.cleaning import workers as cleaning_crew
from dateline.tasks.adapters.cleaning.dask_cluster import on_dask
from dateline.tasks.adapters.cleaning.segment import CleaningJob, clean_segment
from dateline.tasks.adapters.cleaning.workers import CleaningCrew, processes
from dateline.tasks.adapters.warc.segments import SegmentWriter
from dateline.tasks.cleaners import cleaners
from dateline.tasks.core.archive.batches import Cleaned, Run, cut
from dateline.tasks.core.errors import ConfigError, StoppedError
from dateline.tasks.core.models import Cleaner, PageRef, Reason, Window
from dateline.tasks.core.web.fetched import FetchFailure
from tests.support.paths import ROOT

if TYPE_CHECKING:
    import distributed  # slow to load, and only one process of pytest-xdist needs it

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def never() -> bool:
    return False


@pytest.fixture
def job() -> CleaningJob:
    """A batch of two pages."""
    run = Run.begin("local", Window(), NOW, "0" * 12)
    refs = [PageRef(url=f"https://courier.example/{n}", source="local", via="list") for n in range(2)]
    (batch,) = cut(refs, 50, run, "host:1:1")
    return CleaningJob.of(batch, Source(name="local"), Settings())


@pytest.fixture
def work(job: CleaningJob, tmp_path: Path) -> Callable[[], list[Cleaned]]:
    """Return a function that cleans a segment of which one page timed out and the other is missing."""
    path, ref = tmp_path / "segment.warc.gz", job.batch.refs[0]
    with SegmentWriter(path, job.batch.segment) as writer:
        writer.write(FetchFailure(ref, ref.url, NOW, Reason.TIMEOUT, "it took too long"))
    return partial(clean_segment, job, path.read_bytes())


def test_a_worker_of_another_version_is_a_mistake(job: CleaningJob) -> None:
    """A worker refuses the job of another version, and the error says which version to install."""
    with pytest.raises(ConfigError, match=r"and the run 99\.0\.0; install dateline 99\.0\.0 there"):
        clean_segment(replace(job, cleaner=Cleaner(name="dateline", version="99.0.0")), b"")


MAIN = """
import sys
import wave  # in place of Prefect, which is slow to import
from functools import partial
from dateline.tasks.adapters.cleaning.workers import processes
if __name__ == "__main__":
    with processes(1) as crew:
        print(crew.do(partial(eval, "'wave' in __import__('sys').modules"), lambda: False))
"""


def test_workers_do_not_import_the_program_that_started_them(tmp_path: Path) -> None:
    """In a flow run that is Prefect, and would take most of a worker's start."""
    (tmp_path / "main.py").write_text(MAIN)
    started = subprocess.run(
        [sys.executable, tmp_path / "main.py"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert started.stdout == "False\n"


def test_killed_processes_are_no_loss(work: Callable[[], list[Cleaned]]) -> None:
    """The pool accepts batches after one of its workers was killed."""
    expected = work()
    assert [page.record.reason for page in expected] == [Reason.TIMEOUT, Reason.UNREADABLE]  # type: ignore[union-attr]
    with processes(1) as crew:
        before = set(active_children())
        assert crew.do(work, never) == expected
        (worker,) = {*active_children()} - before
        assert crew.executor
        waiting = crew.executor.submit(time.sleep, 60)
        while not waiting.running():
            time.sleep(0.01)
        worker.kill()
        assert isinstance(waiting.exception(), BrokenExecutor)
        assert crew.do(work, never) == expected
        assert crew.do(os.getpid, never) not in {os.getpid(), worker.pid}


def killing(times: int, folder: Path) -> int:
    """Kill the process the first so many times; then return its id."""
    before = len(list(folder.iterdir()))
    (folder / f"{before}").touch()
    if before < times:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def test_a_batch_whose_worker_was_killed_goes_to_a_new_one(tmp_path: Path) -> None:
    """Cleaning it here would hold up the others. After a second kill, it is done here all the same."""
    once, twice = tmp_path / "once", tmp_path / "twice"
    once.mkdir()
    twice.mkdir()
    with processes(2) as crew:
        before = {os.getpid(), crew.do(os.getpid, never)}
        assert crew.do(partial(killing, 1, once), never) not in before
        assert crew.do(partial(killing, 2, twice), never, here=lambda: 0) == 0
    assert len(list(twice.iterdir())) == 2


def test_processes_that_are_told_to_start_are_there_before_the_first_batch() -> None:
    """All of them; without it, a process starts with a batch if the others are busy."""
    before = set(active_children())
    with processes(3) as crew:
        crew.start()
        workers = {*active_children()} - before
        assert len(workers) == 3
        assert crew.do(os.getpid, never) in {worker.pid for worker in workers}


def test_processes_end_when_the_run_is_killed() -> None:
    """The worker processes end when the process of the run gets SIGKILL."""
    code = (
        "import os\nfrom dateline.tasks.adapters.cleaning.workers import processes\n"
        "with processes(2) as crew:\n"
        "    waiting = [crew.executor.submit(os.getpid) for _ in range(2)]\n"
        "    print(*{future.result() for future in waiting}, flush=True)\n    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        workers = [psutil.Process(int(pid)) for pid in run.stdout.readline().split()]
        assert workers
        run.send_signal(signal.SIGKILL)
        assert not psutil.wait_procs(workers, timeout=120)[1]


def test_a_run_that_is_to_stop_waits_for_no_worker(work: Callable[[], list[Cleaned]]) -> None:
    """A cancelled run does not wait for a busy worker."""
    before = set(active_children())
    with processes(1) as crew:
        assert crew.executor
        busy = crew.executor.submit(time.sleep, 60)
        while not busy.running():
            time.sleep(0.01)
        with pytest.raises(StoppedError):
            crew.do(work, lambda: True)
        assert busy.running()
        for worker in {*active_children()} - before:  # else the end of pytest waits for it
            worker.kill()


@pytest.fixture(scope="module")
def cluster() -> Iterator["distributed.LocalCluster"]:
    """A Dask cluster with one worker."""
    import distributed  # noqa: PLC0415 - slow to load

    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as running:
        yield running


def test_a_cluster_without_workers_is_no_loss(
    work: Callable[[], list[Cleaned]], cluster: "distributed.LocalCluster", monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the cluster stays without workers, the run cleans the pages itself."""
    monkeypatch.setattr(cleaning_crew, "PATIENCE_S", 0.5)
    with on_dask(cluster.scheduler_address, None, 1) as crew:
        assert crew.at_once == 2
        assert crew.do(work, never) == work()
        cluster.scale(0)
        assert crew.do(work, never) == work()


def test_a_scheduler_that_does_not_answer_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the address of the scheduler."""
    monkeypatch.setattr("dateline.tasks.adapters.cleaning.dask_cluster._CONNECT_S", 0.3)
    settings = IngestSettings(clean_on="dask", dask_address="tcp://127.0.0.1:1")
    with cleaners(settings) as call_crew, pytest.raises(ConfigError, match=r"no Dask scheduler answers at tcp://127"):
        call_crew()


def test_dask_that_is_not_installed_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ConfigError, match="pip install 'distributed>="), on_dask(None, None, 1):
        pass


def test_one_crew_serves_all_runs_within_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested blocks share one crew, which starts only when it is first needed."""
    opened: list[int] = []

    def counted(workers: int) -> AbstractContextManager[CleaningCrew]:
        opened.append(workers)
        return processes(workers)

    monkeypatch.setattr("dateline.tasks.cleaners.processes", counted)
    settings = IngestSettings(clean_on="processes", clean_workers=3)
    with cleaners(settings) as outer:
        assert not opened
        with cleaners(settings) as inner:
            assert inner() is outer() is inner()
    assert opened == [3]
