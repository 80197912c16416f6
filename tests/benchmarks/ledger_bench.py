"""Measure a ledger with many URLs: filling it, look-ups, its size, and the cost of a run that finds nothing new.

    python -m tests.benchmarks.ledger_bench [--urls 100000] [--url sqlite:///...] [--at-once]

Without ``--url`` the ledger is a SQLite file in a temporary folder, where ten million URLs take about 3 GB. With
``--at-once`` it is filled as by a rebuild, otherwise batch by batch, as by runs.
"""

import argparse
import hashlib
import random
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dateline.config.schema import IngestSettings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Manifest, Outcome, OutcomeKind, PageRef, RawPointer, Window
from dateline.tasks.core.protocols import Ledger
from dateline.tasks.core.runs.due import is_due
from dateline.tasks.core.web.urls import url_key

AT = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = 50


def page_url(number: int) -> str:
    """Return a URL of typical length, always the same for a number."""
    host = f"www.publisher-{number % 40}.example"
    return f"https://{host}/2024/{number % 12 + 1:02}/section/a-headline-of-some-words-{number}"


def manifest(batch: int) -> Manifest:
    """Return the manifest of one batch of new pages, with realistic hashes."""
    outcomes = []
    for number in range(batch * BATCH, (batch + 1) * BATCH):
        at = AT + timedelta(seconds=number)
        name = hashlib.sha256(b"%d" % number).hexdigest()
        digest = hashlib.sha256(name.encode()).hexdigest()
        outcomes.append(
            Outcome(
                url=page_url(number),
                source=f"source-{number % 40}",
                kind=OutcomeKind.NEW,
                at=at,
                article=f"articles/{at:%Y/%m/%d}/{name}.json",
                headline=f"A headline of some words number {number}",
                published_at=at,
                text_hash=f"sha256:{digest}",
                raw=RawPointer(
                    segment=f"raw/source/{at:%Y/%m/%d}/run-{batch}.warc.gz",
                    offset=number,
                    digest=f"sha256:{digest[::-1]}",
                ),
                etag=f'W/"{number:x}"',
                last_modified=f"{at:%a, %d %b %Y %H:%M:%S} GMT",
            )
        )
    return Manifest(run=f"run-{batch // 100}", batch=f"{batch % 100:04}", outcomes=tuple(outcomes))


def look_up(name: str, ledger: Ledger, source: int, urls: list[str]) -> None:
    """Print how fast a source's pages are looked up, which is all that a run does if nothing is new."""
    began = time.perf_counter()
    refs = {url_key(url): PageRef(url=url, source=f"source-{source}", via="bench") for url in urls}
    known = ledger.known(f"source-{source}", refs)
    settings, window = IngestSettings(), Window()
    due = sum(is_due(ref, known.get(key), settings, window, AT) for key, ref in refs.items())
    took_s = time.perf_counter() - began
    print(f"{name:34} {len(urls) / took_s:9,.0f} URLs/s {took_s * 1000:9.1f} ms, {len(known)} known, {due} due")


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
        began = time.perf_counter()
        manifests = map(manifest, range(options.urls // BATCH))
        if options.at_once:
            ledger.apply_all(manifests)
        else:
            for each in manifests:
                ledger.apply(each)
        took_s = time.perf_counter() - began
        print(f"{'applied':34} {options.urls / took_s:9,.0f} URLs/s {took_s:9.1f} s")
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
