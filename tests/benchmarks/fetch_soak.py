"""Measure resident memory over 50,000 fetches, in batches like those of a run.

``python -m tests.benchmarks.fetch_soak [--pages 50000] [--step 2500] [--archive]``

With ``--archive`` each batch is fetched, stored as a segment, cleaned and archived, with a ledger. Otherwise it is only
fetched.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil

from dateline.config.schema import FetchSettings, LedgerSettings, LocalArchive, Settings, Source
from dateline.tasks.adapters.http.fetcher import Fetcher
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run, cut
from dateline.tasks.core.models import OutcomeKind, PageRef, Window
from dateline.tasks.core.web.fetched import RawPage
from dateline.tasks.fetch import fetch
from tests.benchmarks.fetch_server import address, serving

HOSTS = 50
BATCH = 50

Work = Callable[[int, int], None]
"""Processes a batch, given the number of its first page and the server's port."""


def fetch_only(first: int, port: int) -> None:
    """Fetch a batch."""
    names = tuple(f"h{host}.test" for host in range(HOSTS))
    settings = FetchSettings(contact="soak", min_delay_s=0, private_hosts=names)
    refs = [
        PageRef(url=f"http://{names[number % HOSTS]}:{port}/{number}", source="soak", via="soak")
        for number in range(first, first + BATCH)
    ]
    with Fetcher(settings, resolve=lambda name: [address(int(name[1:-5]))]) as fetcher:
        assert all(isinstance(page, RawPage) for page in fetcher.fetch_many(refs))


def whole_way(folder: Path) -> Work:
    """Return a function that fetches, cleans and archives a batch into a folder."""
    hosts = [address(host) for host in range(HOSTS)]
    source = Source.model_validate({"name": "soak", "fetch": {"min_delay_s": 0, "private_hosts": hosts}})
    settings = Settings(
        archive=LocalArchive(path=folder / "archive", durability="none"),
        ledger=LedgerSettings(url=f"sqlite:///{folder}/ledger.sqlite"),
        fetch=FetchSettings(contact="soak"),
    )
    run = Run.begin("soak", Window(), datetime.now(UTC), "soak")

    def work(first: int, port: int) -> None:
        refs = [
            PageRef(url=f"http://{hosts[number % HOSTS]}:{port}/{number}", source="soak", via="soak")
            for number in range(first, first + BATCH)
        ]
        (batch,) = cut(refs, BATCH, run, "soak", first=first // BATCH)
        fetch.fn(batch, source, settings)
        outcomes = archive.fn(batch, clean.fn(batch, source, settings), settings).outcomes
        assert [outcome.kind for outcome in outcomes] == [OutcomeKind.NEW] * BATCH, outcomes[0]

    return work


def main() -> None:
    """Process the batches, and print the memory at each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--step", type=int, default=2_500)
    parser.add_argument("--archive", action="store_true")
    told = parser.parse_args()
    me = psutil.Process()
    with serving(stories=told.archive) as port, tempfile.TemporaryDirectory() as folder:
        work = whole_way(Path(folder)) if told.archive else fetch_only
        began_s = time.perf_counter()
        for done in range(BATCH, told.pages + 1, BATCH):
            work(done - BATCH, port)
            if done == BATCH or done % told.step == 0:
                rate = done / (time.perf_counter() - began_s)
                memory = me.memory_info().rss / 1e6
                print(f"{done:7} pages  {memory:7.1f} MB  {me.num_fds()} files  {rate:.0f} pages/s", flush=True)


if __name__ == "__main__":
    main()
