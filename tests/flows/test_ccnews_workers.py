"""CC-NEWS is read over HTTP, in ranges: the archive is the same with any number of workers, and after a kill."""

import gzip
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psutil
import pytest

from dateline.config.schema import IngestSettings, Settings, Source
from dateline.tasks.adapters.cleaning.workers import CleaningCrew, processes
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Cleaned, Run
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import Plan, plan
from tests.flows.test_bulk import write_crawl
from tests.flows.test_referred_pages import without_pointers
from tests.support.local_site import Site, days, serving, source
from tests.support.local_site import settings as settings_in
from tests.support.sample_archive import stored

BASE = "/crawl-data/CC-NEWS/2023/05/"
FILES = [f"{BASE}CC-NEWS-202305030{hour}0000-0000{hour}.warc.gz" for hour in range(3)]
WINDOW = days(3, 4)
RUN = Run("20260305T000000Z-crawl", "local", WINDOW, datetime(2026, 3, 5, tzinfo=UTC))
LATER = Run("20260306T000000Z-later", "local", WINDOW, datetime(2026, 3, 6, tzinfo=UTC))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server of three files with eight pages each, and the list of a month."""
    write_crawl(tmp_path)
    with serving(Site()) as served:
        listed = "".join(f"{name[1:]}\n" for name in FILES)
        served.pages[f"{BASE}warc.paths.gz"] = gzip.compress(listed.encode())
        for number, name in enumerate(FILES):
            served.pages[name] = (tmp_path / f"crawl-{number}.warc.gz").read_bytes()
        yield served


def ccnews(address: str) -> Source:
    return source(ccnews={"hosts": ["courier.example"], "lag_days": 1, "base_url": f"{address}/"})


def settings(folder: Path, batch_pages: int) -> Settings:
    return settings_in(folder).model_copy(update={"ingest": IngestSettings(batch_pages=batch_pages)})


def planned(run: Run, table: Source, values: Settings) -> Plan:
    return plan.fn(discover.fn(table, values, WINDOW).refs, run, values)


def archived(table: Source, values: Settings, crew: CleaningCrew, cleaned: Callable[[], None] = lambda: None) -> None:
    """Do what a run does with its batches: fetch one after the other, clean several at a time, archive in order."""

    def work(batch: OpenBatch) -> list[Cleaned]:
        records = clean.fn(batch, table, values, partial(crew.do, stop=lambda: False))
        cleaned()
        return records

    batches = planned(RUN, table, values).batches
    assert len(batches) == 6
    with ThreadPoolExecutor(crew.at_once) as threads:
        waiting = []
        for batch in batches:
            fetch.fn(batch, table, values)
            waiting.append(threads.submit(work, batch))
        for batch, records in zip(batches, waiting, strict=True):
            archive.fn(batch, records.result(), values)


@pytest.fixture
def alone(site: Site, tmp_path: Path) -> dict[str, bytes]:
    """The archive that one process makes."""
    values = settings(tmp_path / "alone", 4)
    archived(ccnews(site.address), values, CleaningCrew())
    assert any(range_ != "bytes=0-0" for range_ in site.asked_ranges)
    return stored(values)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_any_number_of_workers_makes_the_same_archive(
    site: Site, alone: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    """Byte for byte, with duplicates and collisions within and across files; also if a worker is killed meanwhile."""
    values = settings(tmp_path / "workers", 4)
    before = set(psutil.Process().children())

    def kill_one() -> None:
        at_work = sorted(set(psutil.Process().children()) - before, key=lambda child: child.pid)
        if is_first.acquire(blocking=False):
            next(child for child in at_work if "spawn_main" in " ".join(child.cmdline())).kill()

    is_first = threading.Lock()
    with processes(workers) as crew:
        archived(ccnews(site.address), values, crew, kill_one)
    assert is_first.locked()
    assert stored(values) == alone


def read_all(folder: Path, address: str) -> None:
    """Archive everything, in a process that will be killed."""
    table, values = ccnews(address), settings(folder, 8)
    finish(planned(RUN, table, values), table, values)


def finish(work: Plan, table: Source, values: Settings) -> None:
    for batch in (*work.resumed, *work.batches):
        fetch.fn(batch, table, values)
        archive.fn(batch, clean.fn(batch, table, values), values)


def test_a_killed_run_costs_only_the_file_that_it_was_reading(site: Site, tmp_path: Path) -> None:
    """What was archived of the first file is not read again: one byte tells that the file has not changed."""
    whole = settings(tmp_path / "whole", 8)
    finish(planned(RUN, ccnews(site.address), whole), ccnews(site.address), whole)
    site.asked.clear()
    data, is_reading, is_killed = site.page(FILES[1]), threading.Event(), threading.Event()

    def holding(_: dict[str, str]) -> tuple[int, bytes]:
        if site.times(FILES[1]):  # the second request, after the one for its list of pages
            is_reading.set()
            is_killed.wait(60)
        return 200, data

    site.pages[FILES[1]] = holding
    values = settings(tmp_path / "killed", 8)
    victim = multiprocessing.get_context("spawn").Process(target=read_all, args=(tmp_path / "killed", site.address))
    victim.start()
    assert is_reading.wait(120)
    victim.kill()
    victim.join()
    is_killed.set()
    assert len([key for key in stored(values) if key.startswith("runs/")]) == 1
    first, ranges = site.page(FILES[0]), list[str]()

    def noting(headers: dict[str, str]) -> tuple[int, bytes]:
        ranges.append(headers["range"])
        return 200, first

    site.pages |= {FILES[0]: noting, FILES[1]: data}
    finish(planned(LATER, ccnews(site.address), values), ccnews(site.address), values)
    assert ranges == ["bytes=0-0"]
    assert without_pointers(values) == without_pointers(whole)
