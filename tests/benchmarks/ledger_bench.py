"""Measure a ledger with many URLs: filling it, look-ups, its size, and the cost of a run that finds nothing new.

    python -m tests.benchmarks.ledger_bench [--urls 100000] [--url sqlite:///...] [--at-once | --generated]
        [--cold] [--folder DIR]

Without ``--url`` the ledger is a SQLite file in a temporary folder, where ten million URLs take about 4 GB. With
``--at-once`` it is filled as by a rebuild, which other processes make and pack the manifests for; otherwise batch by
batch, as by runs. With ``--generated``, SQL writes the rows that look-ups read, to measure these at sizes that would
take too long to fill (`tests.benchmarks.ledger_rows`). With ``--cold``, the system drops the file from its memory
before each look-up of the first round.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from contextlib import closing
from pathlib import Path

from dateline.config.schema import IngestSettings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.processes import spread
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.ledger import useful_processes
from tests.benchmarks.ledger_rows import fill
from tests.benchmarks.made_up_manifests import AT, BATCH, manifest, packed_manifests, page_url


def processor_s() -> float:
    """Return the processor time of this process and of those that it started and that ended."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def add_all(ledger: Ledger, urls: int, *, at_once: bool) -> None:
    """Add the manifests of so many pages, and print how fast."""
    began, cpu = time.perf_counter(), processor_s()
    batches = range(urls // BATCH)
    if at_once:
        ledger.rebuild(spread(packed_manifests, packed_manifests, batches, useful_processes(), BATCH))
    else:
        for batch in batches:
            ledger.apply(manifest(batch))
    took_s = time.perf_counter() - began
    cpu_us = (processor_s() - cpu) * 1e6 / urls
    speed = f"{urls / took_s:9,.0f} URLs/s {took_s:9.1f} s {cpu_us:9.1f} us of processor a URL"
    print(f"{'applied':34} {speed}", flush=True)


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


def drop_from_memory(file: Path) -> None:
    """Write a file to the disk, and let the system drop it from its memory."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=100_000)
    parser.add_argument("--url")
    parser.add_argument("--at-once", action="store_true")
    parser.add_argument("--generated", action="store_true")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    chance = random.Random(1)  # noqa: S311 - a load, no secret
    of_one_source = [number * 40 for number in range(options.urls // 40)]
    old, newest = chance.sample(of_one_source, min(2000, len(of_one_source))), of_one_source[-200:]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder, "ledger.sqlite")
        if options.generated:
            fill(path, options.urls, {*old, *newest})
        url = options.url or f"sqlite:///{path}"
        if not options.generated:
            with closing(open_ledger(url)) as ledger:
                add_all(ledger, options.urls, at_once=options.at_once)
        pages = {
            "random old pages, 2,000": old,
            "the newest pages, 200": newest,
            "pages never seen, 20,000": range(options.urls, options.urls + 20_000),
        }
        for again in ("", ", again"):
            for name, numbers in pages.items():
                if options.cold and not again:
                    drop_from_memory(path)
                with closing(open_ledger(url)) as ledger:
                    look_up(name + again, ledger, 0, [page_url(number) for number in numbers])
        if not options.url:
            size = sum(file.stat().st_size for file in Path(folder).iterdir())
            print(f"{'file':34} {size / 1e6:9,.1f} MB  {size / options.urls:9.0f} bytes/URL")
        print(f"{'most memory':34} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9,.1f} MB")


if __name__ == "__main__":
    main()
