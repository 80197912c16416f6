"""Pages a second from 200 local hosts: the fetcher beside a plain thread pool of requests, in the same run.

``python tests/benchmarks/fetch_bench.py [--hosts 200] [--pages 20] [--threads 32] [--rounds 3]``
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from fetch_server import PAGE_BYTES, address, serving

from config.schema import FetchSettings
from tasks.adapters.http import Fetcher, SharedLedger
from tasks.adapters.ledger import open_ledger
from tasks.core.fetched import RawPage
from tasks.core.models import PageRef


def with_requests(port: int, hosts: int, pages: int, threads: int) -> None:
    """Ask with a session for each thread, without any manners."""
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
    """Ask with the fetcher: address guard, robots.txt, turns, deadlines, bot walls."""
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


def main() -> None:
    """Run the rounds in turn, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in {"hosts": 200, "pages": 20, "threads": 32, "rounds": 3}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    told = parser.parse_args()
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(f"sqlite:///{Path(folder) / 'ledger.sqlite'}")
        ways: dict[str, Callable[[], None]] = {
            "requests, thread pool": lambda: with_requests(port, told.hosts, told.pages, told.threads),
            "fetcher": lambda: with_fetcher(port, told.hosts, told.pages, told.threads),
            "fetcher, SQLite ledger": lambda: with_fetcher(port, told.hosts, told.pages, told.threads, ledger),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(told.rounds):
            for name, run in ways.items():
                began_s = time.perf_counter()
                run()
                rates[name].append(told.hosts * told.pages / (time.perf_counter() - began_s))
        ledger.close()
    plain = statistics.median(rates["requests, thread pool"])
    for name, several in rates.items():
        rate = statistics.median(several)
        print(f"{name:24} {rate:7.0f} pages/s   {rate / plain:5.2f} of requests")


if __name__ == "__main__":
    main()
