"""Measure articles per second into the archive, in batches: on local disk at each durability, and in SeaweedFS.

    python -m tests.benchmarks.store_bench [--articles 2000] [--batch 50] [--folder .]

``--folder`` decides which disk is measured. In memory (tmpfs), syncing costs nothing.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.adapters.stores.s3.store import S3Store
from dateline.tasks.core.protocols import ArchiveStore
from tests.support import storage_servers

ARTICLE_BYTES = 5_000


def batches(articles: int, size: int) -> Iterator[dict[str, bytes]]:
    """Yield batches of articles of one month, with keys and bytes like those of an archive."""
    chance = random.Random(1)  # noqa: S311 - a load, no secret
    for start in range(0, articles, size):
        numbers = range(start, min(start + size, articles))
        yield {
            f"articles/2024/03/{chance.randrange(1, 29):02}/{chance.getrandbits(256):064x}.json": chance.randbytes(
                ARTICLE_BYTES
            )
            for _ in numbers
        }


def measure(name: str, store: ArchiveStore, articles: int, size: int) -> None:
    """Print how fast articles are created, and how fast a second run finds that they exist."""
    prepared = list(batches(articles, size))
    for what in ("created", "exist"):
        began = time.perf_counter()
        for batch in prepared:
            store.put_all_if_absent(batch)
        took_s = time.perf_counter() - began
        print(f"{name:24} {articles} {what:8} {articles / took_s:9,.0f} articles/s {took_s:8.2f} s")
    began = time.perf_counter()
    count = sum(1 for _ in store.list("articles/"))
    print(f"{name:24} {count} listed   {count / (time.perf_counter() - began):9,.0f} keys/s")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    for durability in ("full", "none"):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            store = LocalStore(Path(folder, "archive"), durability=durability)
            measure(f"local, {durability}", store, options.articles, options.batch)
    if storage_servers.SEAWEEDFS is None:
        print("SeaweedFS is not installed, and was not measured")
        return
    os.environ |= storage_servers.CREDENTIALS
    with storage_servers.seaweedfs() as endpoint:
        measure("SeaweedFS", S3Store(storage_servers.new_archive(endpoint)), options.articles, options.batch)


if __name__ == "__main__":
    main()
