"""Backfills that clean batches in other processes or on a Dask cluster yield the same archive, byte for byte."""

import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from dateline.config.schema import IngestSettings, Settings, Source
from dateline.flows.runtime.progress import listening
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Window
from dateline.tasks.core.runs.backfill import SliceState
from dateline.tasks.core.runs.summary import Amounts, Stages
from dateline.tasks.core.runs.windows import SliceLength
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import plan
from tests.support.processes import children_with
from tests.support.sample_archive import PAGES, SOURCE, objects, sample_settings

if TYPE_CHECKING:
    import distributed  # slow to load, and only one process of pytest-xdist needs it

pytestmark = pytest.mark.usefixtures("prefect_server")

Project = Callable[..., Path]


def settings_in(folder: Path) -> Settings:
    return sample_settings(folder).model_copy(update={"ingest": IngestSettings(bulk_batch_pages=2)})


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose run was killed after fetching, so that all later runs have the same segments."""
    folder = tmp_path_factory.mktemp("fetched")
    source, settings = Source(name="sample", folders=(PAGES,)), settings_in(folder)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    for batch in plan.fn(discover.fn(source, settings, run.window).refs, run, settings).batches:
        fetch.fn(batch, source, settings)
    return folder


@pytest.fixture(scope="module")
def local(fetched: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The archive that one process makes, batch after batch."""
    folder = tmp_path_factory.mktemp("local")
    shutil.copytree(fetched, folder, dirs_exist_ok=True)
    source, settings = Source(name="sample", folders=(PAGES,)), settings_in(folder)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    batches = plan.fn((), run, settings).resumed
    for batch in batches:
        archive.fn(batch, clean.fn(batch, source, settings), settings)
    assert len(batches) >= 6
    return objects(folder)


def backfilled(fetched: Path, project: Project, settings: str) -> dict[str, bytes]:
    """Complete the batches of the killed run in a backfill, and return the archive."""
    from dateline.flows.backfill import backfill  # noqa: PLC0415 - after the server's settings

    folder = project(SOURCE, f"[ingest]\nbulk_batch_pages = 2\n{settings}")
    shutil.copytree(fetched, folder, dirs_exist_ok=True)
    result = backfill(["sample"], date(2026, 3, 1), date(2026, 3, 17), slice=SliceLength.MONTH)
    assert [report.state for report in result.slices] == [SliceState.DONE]
    return objects(folder)


@pytest.fixture(scope="module")
def cluster() -> Iterator["distributed.LocalCluster"]:
    """A Dask cluster of two worker processes."""
    import distributed  # noqa: PLC0415 - slow to load

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as running:
        yield running


def _has_worked(dask_worker: "distributed.Worker") -> bool:
    return dask_worker.state.transition_counter > 0


def test_a_dask_cluster_makes_the_same_archive(
    fetched: Path, project: Project, local: dict[str, bytes], cluster: "distributed.LocalCluster"
) -> None:
    """Both workers clean pages, and every object has the bytes that one process writes."""
    import distributed  # noqa: PLC0415 - slow to load

    settings = f'clean_on = "dask"\ndask_address = "{cluster.scheduler_address}"\n'
    assert backfilled(fetched, project, settings) == local
    with distributed.Client(cluster, set_as_default=False) as client:
        assert list(client.run(_has_worked).values()) == [True, True]


def test_processes_make_the_same_archive(fetched: Path, project: Project, local: dict[str, bytes]) -> None:
    """Every object has the bytes that one process writes, and no worker process is left."""
    workers: set[psutil.Process] = set()

    def look(_: object) -> None:
        workers.update(children_with("spawn_main"))

    before = set(psutil.Process().children())
    with listening(look):
        assert backfilled(fetched, project, 'clean_on = "processes"\nclean_workers = 2\n') == local
    workers -= before
    assert 1 <= len(workers) <= 2  # the second one starts where the first is busy when a batch comes
    assert not psutil.wait_procs(workers, timeout=120)[1]


@pytest.mark.parametrize(("at_once", "quick", "begun_before"), [(1, True, 1), (3, True, 3), (3, False, 0)])
def test_batches_are_archived_in_their_order(at_once: int, quick: bool, begun_before: int) -> None:
    """Batches are archived in order while others are being cleaned; if the site is slow, none waits for the next."""
    from dateline.flows.pipeline import Fetching, _in_turn  # noqa: PLC0415 - after the server's settings

    begun: list[int] = []

    def clean(batch: int) -> Callable[[], list[int]]:
        begun.append(batch)
        return lambda: [batch]

    order: list[int] = []
    most = 0
    steps: Any = (range(1, 9), lambda _: Fetching(lambda: quick, Amounts), clean)  # numbers, in place of batches
    turns: Any = partial(_in_turn, at_once=at_once, stages=Stages(time.monotonic))(*steps)
    for batch, cleaned in turns:
        assert cleaned() == [batch]
        order.append(batch)
        most = max(most, len(begun) - len(order))
    assert order == begun == list(range(1, 9))
    assert most == begun_before
