"""Resident memory over 50,000 fetches, in batches as a run makes them.

``python tests/benchmarks/fetch_soak.py [--pages 50000]``
"""

import argparse
import time

import psutil
from fetch_server import address, serving

from config.schema import FetchSettings
from tasks.adapters.http import Fetcher
from tasks.core.fetched import RawPage
from tasks.core.models import PageRef

HOSTS = 50
BATCH = 50
STEP = 5_000


def main() -> None:
    """Fetch, and print the memory every few thousand pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    pages = parser.parse_args().pages
    me = psutil.Process()
    settings = FetchSettings(
        contact="soak", min_delay_s=0, private_hosts=tuple(f"h{host}.test" for host in range(HOSTS))
    )
    with serving() as port:
        began_s = time.perf_counter()
        for first in range(0, pages, BATCH):
            refs = [
                PageRef(url=f"http://h{number % HOSTS}.test:{port}/{number}", source="soak", via="soak")
                for number in range(first, first + BATCH)
            ]
            with Fetcher(settings, resolve=lambda name: [address(int(name[1:-5]))]) as fetcher:
                assert all(isinstance(page, RawPage) for page in fetcher.fetch_many(refs))
            if (first + BATCH) % STEP == 0:
                files = me.num_fds()
                rate = (first + BATCH) / (time.perf_counter() - began_s)
                print(
                    f"{first + BATCH:7} pages  {me.memory_info().rss / 1e6:7.1f} MB  {files} files  {rate:.0f} pages/s"
                )


if __name__ == "__main__":
    main()
