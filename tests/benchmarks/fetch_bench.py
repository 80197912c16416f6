"""Compare pages per second from 200 local hosts: the fetcher, a plain thread pool of requests, and scrapy.

``python -m tests.benchmarks.fetch_bench [--hosts 200] [--pages 20] [--threads 32] [--rounds 3]``

All of them fetch from 32 hosts at a time. The pool has no politeness at all. Like the fetcher, scrapy obeys robots.txt
and sends a host one request at a time, without delay. It runs in a process of its own, whose start is not counted.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import requests

from dateline.config.schema import FetchSettings
from dateline.tasks.adapters.http.fetcher import Fetcher, SharedLedger
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import PageRef
from dateline.tasks.core.web.fetched import RawPage
from tests.benchmarks.fetch_server import PAGE_BYTES, address, serving


def with_requests(port: int, hosts: int, pages: int, threads: int) -> None:
    """Fetch with a requests session per thread, without any politeness."""
    own = threading.local()

    def get(url: str) -> int:
        if not hasattr(own, "session"):
            own.session = requests.Session()
            adapter = requests.adapters.HTTPAdapter(pool_connections=hosts)
            own.session.mount("http://", adapter)
        return len(own.session.get(url, timeout=20).content)

    urls = [f"http://{address(host)}:{port}/{page}" for page in range(pages) for host in range(hosts)]
    with ThreadPoolExecutor(threads) as pool:
        assert set(pool.map(get, urls)) == {PAGE_BYTES}


def with_fetcher(port: int, hosts: int, pages: int, threads: int, ledger: SharedLedger | None = None) -> None:
    """Fetch with the fetcher: address guard, robots.txt, turns, deadlines, bot walls."""
    settings = FetchSettings(
        contact="bench",
        min_delay_s=0,
        hosts_at_once=threads,
        private_hosts=tuple(f"h{host}.test" for host in range(hosts)),
    )
    refs = [
        PageRef(url=f"http://h{host}.test:{port}/{page}", source="bench", via="bench")
        for page in range(pages)
        for host in range(hosts)
    ]
    with Fetcher(settings, ledger, resolve=lambda name: [address(int(name[1:-5]))]) as fetcher:
        for page in fetcher.fetch_many(refs):
            assert isinstance(page, RawPage), page
            assert len(page.body) == PAGE_BYTES


def with_scrapy(port: int, hosts: int, pages: int, threads: int) -> float:
    """Fetch with scrapy, and return the seconds that it took."""
    command = [sys.executable, "-m", "tests.benchmarks.fetch_scrapy", *map(str, (port, hosts, pages, threads))]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def seconds(run: Callable[[], object]) -> float:
    """Return how many seconds a call takes."""
    began_s = time.perf_counter()
    run()
    return time.perf_counter() - began_s


def main() -> None:
    """Run the rounds in turn, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in {"hosts": 200, "pages": 20, "threads": 32, "rounds": 3}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    told = parser.parse_args()
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(f"sqlite:///{Path(folder) / 'ledger.sqlite'}")
        load = (port, told.hosts, told.pages, told.threads)
        ways: dict[str, Callable[[], float]] = {
            "requests, thread pool": lambda: seconds(partial(with_requests, *load)),
            "scrapy": lambda: with_scrapy(*load),
            "fetcher": lambda: seconds(partial(with_fetcher, *load)),
            "fetcher, SQLite ledger": lambda: seconds(partial(with_fetcher, *load, ledger)),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(told.rounds):
            for name, run in ways.items():
                rates[name].append(told.hosts * told.pages / run())
        ledger.close()
    medians = {name: statistics.median(several) for name, several in rates.items()}
    plain, peer = medians["requests, thread pool"], medians["scrapy"]
    for name, rate in medians.items():
        print(f"{name:24} {rate:7.0f} pages/s   {rate / plain:5.2f} of requests   {rate / peer:5.2f} of scrapy")


if __name__ == "__main__":
    main()
