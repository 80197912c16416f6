"""Measure a quiet poll of many feeds, each on a host of its own, that all answer 304.

``python -m tests.benchmarks.poll_bench [FEEDS]`` prints the times of a first poll and of two quiet ones. The processor
time includes the server's. Hosts are loopback addresses, with the default delay of one second per host.
"""

import sys
import tempfile
import time
from pathlib import Path

from dateline.config.schema import Source
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from tests.support.local_site import Site, ago, feed, serving, settings


def main(feeds: int) -> None:
    """Poll three times, and print the times."""
    with serving(Site(), host="0.0.0.0") as site, tempfile.TemporaryDirectory() as folder:  # noqa: S104 - all of loopback
        port = site.address.rpartition(":")[2]
        hosts = [f"127.1.{number // 250}.{number % 250 + 1}" for number in range(feeds)]
        items = [(f"Story {n}", f"https://courier.example/{n}", ago(hours=n)) for n in range(40)]
        site.pages["/feed.xml"] = feed(*items)
        table = Source.model_validate(
            {
                "name": "bench",
                "feeds": [f"http://{host}:{port}/feed.xml" for host in hosts],
                "fetch": {"private_hosts": hosts},
            }
        )
        values = settings(Path(folder))
        for number in range(3):
            site.asked.clear()
            began = time.perf_counter()
            cpu = time.process_time()
            found = discover.fn(table, values, Window())
            seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
            quiet = sum(path.startswith("304") for path in site.asked)
            print(
                f"poll {number + 1}: {seconds:.1f} s, {cpu_s:.1f} s of CPU, {len(site.asked)} requests, "
                f"{quiet} of them 304, {len(found.refs)} pages, {len(found.failures)} failures"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
