"""Measure a ledger with many URLs: filling it, look-ups, its size, and the cost of a run that finds nothing new.

    python -m tests.benchmarks.ledger_bench [--urls 100000] [--url sqlite:///...] [--at-once]

Without ``--url`` the ledger is a SQLite file in a temporary folder, where ten million URLs take about 4 GB. With
``--at-once`` it is filled as by a rebuild, which other processes make and pack the manifests for; otherwise batch by
batch, as by runs.
"""

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from dateline.config.schema import IngestSettings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.processes import spread
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.ledger import useful_processes
from tests.benchmarks.made_up_manifests import AT, BATCH, manifest, packed_manifests, page_url


def processor_s() -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def look_up(name: str, ledger: Ledger, source: int, urls: list[str]) -> None:
    """Print how fast a source's pages are looked up, which is all that a run does if nothing is new."""
    began, cpu = time.perf_counter(), processor_s()
    refs = {url_key(url): PageRef(url=url, source=f"source-{source}", via="bench") for url in urls}
    known = ledger.known(f"source-{source}", refs)
    settings, window = IngestSettings(), Window()
    due = sum(is_due(ref, known.get(key), settings, window, AT) for key, ref in refs.items())
    took_s = time.perf_counter() - began
    cpu_ms = (processor_s() - cpu) * 1000
    print(f"{name:34} {took_s * 1000:9.1f} ms {cpu_ms:9.1f} ms of processor, {len(known)} known, {due} due", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=100_000)
    parser.add_argument("--url")
    parser.add_argument("--at-once", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite")
        ledger = open_ledger(options.url or f"sqlite:///{path}")
        began, cpu = time.perf_counter(), processor_s()
        batches = range(options.urls // BATCH)
        if options.at_once:
            ledger.rebuild(spread(packed_manifests, packed_manifests, batches, useful_processes(), BATCH))
        else:
            for batch in batches:
                ledger.apply(manifest(batch))
        took_s = time.perf_counter() - began
        cpu_us = (processor_s() - cpu) * 1e6 / options.urls
        print(f"{'applied':34} {options.urls / took_s:9,.0f} URLs/s {took_s:9.1f} s", end=" ")
        print(f"{cpu_us:9.1f} us of processor a URL", flush=True)
        chance = random.Random(1)  # noqa: S311 - a load, no secret
        of_one_source = [number * 40 for number in range(options.urls // 40)]
        look_up(
            "random old pages, 2,000",
            ledger,
            0,
            [page_url(n) for n in chance.sample(of_one_source, min(2000, len(of_one_source)))],
        )
        look_up("the newest pages, 200", ledger, 0, [page_url(n) for n in of_one_source[-200:]])
        look_up("pages never seen, 20,000", ledger, 0, [page_url(options.urls + n) for n in range(20_000)])
        ledger.close()
        if not options.url:
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            print(f"{'file':34} {size / 1e6:9,.1f} MB  {size / options.urls:9.0f} bytes/URL")
        print(f"{'most memory':34} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9,.1f} MB")


if __name__ == "__main__":
    main()
